import { describe, expect, it } from 'vitest';
import {
  fitting,
  gateText,
  ordered,
  tagTexts,
  testsText,
  versionFacts,
  type RegistryRow,
} from '../../../src/pages/deploy/registry/registry-view.ts';
import { dataOf, evaluationOf, versionOf } from '../../core/lineage-cases.ts';
import { runOf } from '../../core/run-cases.ts';

const rowOf = (number: number, more: Partial<RegistryRow> = {}): RegistryRow => ({
  version: versionOf(number),
  aliases: [],
  role: 'not decided',
  kind: 'Dense net',
  level: '0.80 ±.10',
  evaluation: evaluationOf(number, null),
  gate: 'passed',
  tests: 'none asked',
  data: dataOf(1),
  run: runOf(number),
  runName: `Run ${number}`,
  stale: null,
  note: null,
  ...more,
});
const note = (notes: string, tags: Record<string, string>) => ({
  v: 1 as const,
  modelVersionId: 'p/v1',
  projectId: 'p',
  notes,
  tags,
});
const numbersOf = (rows: readonly RegistryRow[]) => rows.map(({ version }) => version.number);

describe('finding versions', () => {
  const rows = [
    rowOf(3, { aliases: ['champion', 'safe'], role: '' }),
    rowOf(2, { gate: 'failed', stale: 'There is a newer data v2.' }),
    rowOf(1, { note: note('Kept for the Demo', { team: 'blue' }) }),
  ];

  it.each([
    ['', [3, 2, 1]],
    ['champion', [3]],
    ['SAFE', [3]],
    ['failed', [2]],
    ['stale', [2]],
    ['demo blue', [1]],
    ['team: blue', [1]],
    ['run 2', [2]],
    ['digest-1', [3, 2, 1]],
    ['nothing like it', []],
  ])('by "%s"', (words, found) => {
    expect(numbersOf(fitting(rows, words))).toEqual(found);
  });
});

describe('order', () => {
  const level = (number: number, value: number) =>
    rowOf(number, { version: versionOf(number, { level: { value, low: value, high: value, n: 9 } }) });
  const rows = [level(1, 0.9), level(2, NaN), level(3, 0.7), level(4, 0.9)];

  it('is by number, level or time, and what has no level stands last', () => {
    expect(numbersOf(ordered(rows, 'version', true))).toEqual([4, 3, 2, 1]);
    expect(numbersOf(ordered(rows, 'made', false))).toEqual([1, 2, 3, 4]);
    expect(numbersOf(ordered(rows, 'level', true))).toEqual([4, 1, 3, 2]);
    expect(numbersOf(ordered(rows, 'level', false))).toEqual([3, 1, 4, 2]);
  });
});

describe('words', () => {
  it('say how a version was judged', () => {
    expect(gateText(null)).toBe('not evaluated');
    expect(testsText(null)).toBe('not evaluated');
    const test = (passed: boolean | null) => ({
      id: 'x',
      passed,
      words: '',
      observed: null,
      limit: null,
      rows: [],
    });
    expect(testsText(evaluationOf(1, null, 1, { tests: [test(null)] }))).toBe('none asked');
    expect(testsText(evaluationOf(1, null, 1, { tests: [test(true), test(false), test(null)] }))).toBe(
      '1 of 2 passed',
    );
    expect(tagTexts(note('', { team: 'blue', demo: '' }))).toEqual(['team: blue', 'demo']);
  });
});

it('the facts of a version are a file that can be read', () => {
  const evaluation = evaluationOf(3, 2, 1, {
    on: { digest: 'd', part: 'holdout', span: { from: 0, to: 9 }, rows: Int32Array.of(3, 5), n: 2 },
  });
  const facts: unknown = JSON.parse(
    versionFacts(rowOf(3, { evaluation, aliases: ['safe'], note: note('x', { ['__proto__']: 'y' }) })),
  );
  expect(facts).toMatchObject({
    format: 'model-loop-version',
    v: 1,
    version: { number: 3, weightsDigest: 'weights-3', recipe: { features: ['x'] } },
    aliases: ['safe'],
    notes: 'x',
    run: { number: 3 },
    data: { number: 1, digest: 'digest-1' },
    evaluation: { on: { rows: [3, 5] }, gate: { verdict: 'passed' } },
  });
});
