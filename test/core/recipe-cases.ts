// Random tables with gaps, and plans that use every preprocessing step and every source, for the tests of recipes.

import fc from 'fast-check';
import type { ParamValues } from '../../src/core/params.ts';
import type { InputSource, PlannedInput, RecipePlan } from '../../src/core/recipe-plan.ts';
import type { Table } from '../../src/core/table.ts';
import { categoryColumn, numberColumn, tableOf } from '../fixtures/core/reference.ts';

type Chain = readonly (string | readonly [string, ParamValues])[];

const marked = ['impute-mean', { indicator: true }] as const;
const numbers: readonly Chain[] = [
  ['impute-median', 'standard-scale'],
  [marked, ['min-max-scale', { clip: true }]],
  [['impute-constant', { number: 3 }], 'max-abs-scale'],
  [['impute-most-frequent', { indicator: true }], 'robust-scale'],
  [marked, ['quantile-transform', { quantiles: 7 }]],
  [marked, ['quantile-transform', { quantiles: 5, output: 'normal' }], ['polynomial', { degree: 3 }]],
  [marked, ['log-transform', { form: 'signed' }], 'standard-scale'],
  [marked, 'power-transform', 'robust-scale'],
  [['clip', { lowShare: 0.1, highShare: 0.9 }], 'impute-mean', ['cyclic', { period: 5 }]],
  [marked, ['binning', { bins: 3 }]],
  [['binning', { bins: 4, strategy: 'uniform', output: 'ordinal' }], 'impute-median'],
];
const levels: readonly Chain[] = [
  ['impute-most-frequent', 'one-hot'],
  [['one-hot', { minFrequency: 3, unknown: 'bucket', missing: 'own', drop: 'first' }]],
  [['impute-constant', { level: 'none', indicator: true }], 'ordinal', 'standard-scale'],
  ['target-encode'],
  [['target-encode', { smoothing: 'given', strength: 2 }], 'standard-scale'],
  ['frequency-encode', ['polynomial', { degree: 2 }]],
  [['bag-of-words', { words: 4 }]],
];
const times: readonly Chain[] = [
  ['date-parts', 'impute-median', 'standard-scale'],
  [['date-parts', { month: false, weekday: false, hour: true }], 'impute-most-frequent', 'one-hot'],
  [['cyclic', { cycle: 'week' }], 'impute-mean'],
];

const inputs = (name: string, source: InputSource, chains: readonly Chain[]): PlannedInput[] =>
  chains.map((chain, at) => ({
    name: `${name} ${at}`,
    source,
    steps: chain.map((link) =>
      typeof link === 'string' ? { step: link, params: {} } : { step: link[0], params: link[1] },
    ),
  }));

const column = (name: string): InputSource => ({ from: 'column', column: name });
const usual = numbers.slice(0, 1);

/** Inputs that read the cells of a row itself and of no other. */
export const ownRowInputs: readonly PlannedInput[] = [
  ...inputs('x', column('x'), numbers),
  ...inputs('k', column('k'), [...numbers.slice(0, 3), ...levels.slice(0, 6)]),
  ...inputs('sky', column('sky'), levels),
  ...inputs('when', column('when'), times),
  ...inputs('x × k', { from: 'product', columns: ['x', 'k'] }, usual),
];

/** Inputs that read the rows above. */
export const earlierInputs: readonly PlannedInput[] = [
  ...inputs('x before', { from: 'lag', column: 'x', rows: 1, group: null }, usual),
  ...inputs('x long before', { from: 'lag', column: 'x', rows: 3, group: 'sky' }, usual),
  ...inputs('sky before', { from: 'lag', column: 'sky', rows: 2, group: null }, levels.slice(0, 5)),
  ...inputs('x lately', { from: 'rolling-mean', column: 'x', rows: 4, group: null }, usual),
  ...inputs('x lately there', { from: 'rolling-mean', column: 'x', rows: 2, group: 'k' }, usual),
];

export const planOf = (of: readonly PlannedInput[]): RecipePlan => ({ v: 1, inputs: of });

/** Every preprocessing step that occurs in the plans above. */
export const usedSteps: ReadonlySet<string> = new Set(
  [...ownRowInputs, ...earlierInputs].flatMap(({ steps }) => steps.map(({ step }) => step)),
);

const gap = { freq: 5, nil: null };

/** One row: x, k, sky, when and the answer (a class 0 or 1). */
export const rowCells = fc.record({
  x: fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true }), gap),
  k: fc.option(fc.integer({ min: -3, max: 3 }), gap),
  sky: fc.option(fc.constantFrom('clear', 'rain', 'rain and hail', '__proto__'), gap),
  when: fc.option(fc.integer({ min: -1e12, max: 2e12 }), gap),
  answer: fc.nat(1),
});
export type RowCells = typeof rowCells extends fc.Arbitrary<infer Cells> ? Cells : never;

export function tableFrom(rows: readonly RowCells[]): { table: Table; truth: Float64Array } {
  const table = tableOf(
    numberColumn(
      'x',
      rows.map(({ x }) => x),
    ),
    numberColumn(
      'k',
      rows.map(({ k }) => k),
      'integer',
    ),
    categoryColumn(
      'sky',
      rows.map(({ sky }) => sky),
    ),
    numberColumn(
      'when',
      rows.map(({ when }) => when),
      'time',
    ),
  );
  return { table, truth: Float64Array.from(rows, ({ answer }) => answer) };
}
