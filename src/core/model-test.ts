// The automatic tests that a version must pass before it may be promoted, one after the other.

import { AppError } from './errors.ts';
import type { TestResult, TestSetting } from './gate.ts';
import { notApplicable } from './model-test-kind.ts';
import type { TestContext } from './model-test-kind.ts';
import { modelTests } from './model-tests/index.ts';
import { defaults, problems } from './params.ts';

/** Why settings of tests can't be used, in words; null: they can. */
export function testProblem({ id, params }: TestSetting): string | null {
  if (!modelTests.has(id)) return `There is no test called "${id}".`;
  const test = modelTests.get(id);
  const [problem] = Object.values(problems(test.params, { ...defaults(test.params), ...params }));
  return problem === undefined ? null : `${test.label}: ${problem}`;
}

/**
 * Runs every test, yielding before each.
 * @throws AppError 'bad-input' for a test that does not exist or a setting out of range, before any has run.
 */
export function* runTests(
  settings: readonly TestSetting[],
  context: TestContext,
): Generator<{ done: number; total: number }, TestResult[]> {
  for (const setting of settings) {
    const problem = testProblem(setting);
    if (problem) throw new AppError('bad-input', problem);
  }
  const results: TestResult[] = [];
  for (const { id, params } of settings) {
    yield { done: results.length, total: settings.length };
    const test = modelTests.get(id);
    const found = test.tasks.includes(context.task)
      ? test.run(context, { ...defaults(test.params), ...params })
      : notApplicable('This test is not for what the model predicts.');
    results.push({ id, ...found });
  }
  yield { done: settings.length, total: settings.length };
  return results;
}
