import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { runTests, testProblem } from '../../src/core/model-test.ts';
import { contextOf } from './model-tests/context.ts';

describe('runTests', () => {
  it('runs each in turn, telling how far it is, with defaults for what was not set', () => {
    const running = runTests(
      [
        { id: 'schema', params: {} },
        { id: 'size', params: { kilobytes: 0.1 } },
      ],
      contextOf(),
    );
    expect(running.next().value).toEqual({ done: 0, total: 2 });
    expect(running.next().value).toEqual({ done: 1, total: 2 });
    expect(running.next().value).toEqual({ done: 2, total: 2 });
    const { done, value } = running.next();
    expect(done).toBe(true);
    expect(value).toMatchObject([
      { id: 'schema', passed: true },
      { id: 'size', passed: false, limit: 0.1 },
    ]);
  });

  it('leaves out tests that are not for the task', () => {
    const context = contextOf({ task: 'regression', classes: [], weights: [1, 0, 0, 0] });
    const results = [...runTests([], context)];
    expect(results).toEqual([{ done: 0, total: 0 }]);
    const running = runTests([{ id: 'calibration', params: {} }], context);
    running.next();
    running.next();
    expect(running.next().value).toMatchObject([{ id: 'calibration', passed: null }]);
  });

  it('refuses a test that does not exist or can’t be set so, before any has run', () => {
    expect(() =>
      runTests(
        [
          { id: 'schema', params: {} },
          { id: 'gone', params: {} },
        ],
        contextOf(),
      ).next(),
    ).toThrow(AppError);
    expect(testProblem({ id: 'size', params: { kilobytes: -1 } })).toContain(
      'Size: At most (kB) must lie between',
    );
    expect(testProblem({ id: 'size', params: {} })).toBeNull();
  });
});
