import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FittedStep } from '../../src/core/recipe-plan.ts';
import type { Task } from '../../src/core/define.ts';
import { usualPlan } from '../../src/core/recipe-plan.ts';
import { fitRecipe, transform } from '../../src/core/recipe.ts';
import { takeRows } from '../../src/core/table.ts';
import type { Table } from '../../src/core/table.ts';
import {
  categoryColumn,
  expectClose,
  numberColumn,
  numbersOf,
  reference,
  tableOf,
} from '../fixtures/core/reference.ts';

const { recipe: expected } = reference;
const kinds = {
  temperature: 'number',
  hour: 'integer',
  holiday: 'boolean',
  constant: 'number',
  empty: 'number',
} as const;
const table = tableOf(
  ...Object.entries(kinds).map(([name, kind]) =>
    numberColumn(name, expected.numbers[name as keyof typeof kinds], kind),
  ),
  ...Object.entries(expected.words).map(([name, values]) => categoryColumn(name, values)),
);
const features = table.columns.map(({ name }) => name);
const answers = numbersOf(expected.answers);
const all = Int32Array.from({ length: table.rows }, (_, row) => row);
const fitUsual = (
  of: Table,
  names: readonly string[],
  rows: ArrayLike<number>,
  truth: Float64Array,
  task: Task,
) => fitRecipe(of, usualPlan(of, names), rows, truth, task, task === 'binary' ? 2 : 0, 1);
const fit = (of: Table = table) => fitUsual(of, features, expected.train, answers, 'regression');

describe('fitRecipe and transform', () => {
  it('equal SimpleImputer, StandardScaler and OneHotEncoder of scikit-learn, fitted on the training rows', () => {
    const recipe = fit();
    expect(recipe.outputs).toEqual(expected.names);
    expect(recipe.rows).toBe(expected.train.length);
    expectClose(transform(recipe, table, all), Float32Array.from(expected.prepared.flat()), 3e-7);
    expect(recipe.targetMean).toBeCloseTo(expected.targetMean, 10);
    expect(recipe.targetDeviation).toBeCloseTo(expected.targetDeviation, 10);
  });

  it('give no output to a feature without any value in training, and say so in the step', () => {
    const stepsOf = (name: string): readonly FittedStep[] =>
      fit().inputs.find((input) => input.name === name)!.steps;
    expect(stepsOf('empty')).toEqual([
      { step: 'impute-median', params: {}, fitted: [{ median: 0, known: 0 }] },
      { step: 'standard-scale', params: {}, fitted: [] },
    ]);
    expect(stepsOf('nothing')).toEqual([
      { step: 'impute-most-frequent', params: {}, fitted: [{ level: '', known: 0 }] },
      { step: 'one-hot', params: {}, fitted: [] },
    ]);
  });

  it('learn nothing from rows outside the training rows', () => {
    const other = tableOf(
      ...table.columns.map((column) => {
        if (column.kind === 'category') return column;
        const values = column.values.slice();
        for (let row = 0; row < values.length; row++)
          if (!expected.train.includes(row)) values[row] = 1e6 + row;
        return { ...column, values };
      }),
    );
    const truth = answers.map((value, row) => (expected.train.includes(row) ? value : NaN));
    expect(fitUsual(other, features, expected.train, truth, 'regression')).toEqual(fit());
  });

  it('survive JSON, as the storage and the bundle need', () => {
    const recipe = fit();
    const revived = JSON.parse(JSON.stringify(recipe)) as typeof recipe;
    expect(transform(revived, table, all)).toEqual(transform(recipe, table, all));
  });

  it('prepare any choice of rows as the whole, in the order asked, and change nothing', () => {
    const recipe = fit();
    const before = structuredClone(table);
    const whole = transform(recipe, table, all);
    const width = recipe.outputs.length;
    fc.assert(
      fc.property(fc.array(fc.nat(table.rows - 1)), (rows) => {
        const part = transform(recipe, table, rows);
        const expectedPart = rows.flatMap((row) => [...whole.subarray(row * width, (row + 1) * width)]);
        expect([...part]).toEqual(expectedPart);
        expect(transform(recipe, takeRows(table, rows), [...rows.keys()])).toEqual(part);
      }),
    );
    expect(table).toEqual(before);
  });

  it('give an unseen level zeros, and fill a gap in a table that lacks the most frequent level', () => {
    const train = tableOf(categoryColumn('sky', ['clear', 'clear', 'rain']));
    const recipe = fitUsual(train, ['sky'], [0, 1, 2], new Float64Array(3), 'binary');
    const later = tableOf(categoryColumn('sky', ['hail', null, 'rain']));
    expect(recipe.outputs).toEqual(['sky = clear', 'sky = rain']);
    expect([...transform(recipe, later, [0, 1, 2])]).toEqual([0, 0, 1, 0, 0, 1]);
  });

  it('scale the target only for regression, and a constant target by 1', () => {
    const small = tableOf(numberColumn('x', [1, 2, 3, 4]));
    const of = (truth: readonly number[], task: 'binary' | 'regression') => {
      const { targetMean, targetDeviation } = fitUsual(
        small,
        ['x'],
        [0, 1, 3],
        Float64Array.from(truth),
        task,
      );
      return [targetMean, targetDeviation];
    };
    expect(of([1, 0, 0, 1], 'binary')).toEqual([0, 1]);
    expect(of([10, 20, 999, NaN], 'regression')).toEqual([15, 5]);
    expect(of([7, 7, 999, 7], 'regression')).toEqual([7, 1]);
  });

  it('keep apart a number column that is called like an output of another', () => {
    const odd = tableOf(categoryColumn('a', ['b', 'c']), numberColumn('a = b', [10, 20]));
    const recipe = fitUsual(odd, ['a', 'a = b'], [0, 1], new Float64Array(2), 'binary');
    expect([...transform(recipe, odd, [0, 1])]).toEqual([1, 0, -1, 0, 1, 1]);
  });

  it('refuse in plain words what cannot be learnt from', () => {
    const bad = tableOf(
      numberColumn('when', [0, 1], 'time'),
      numberColumn('wild', [1, Infinity]),
      numberColumn('gone', [null, null]),
      numberColumn('fine', [1, 2]),
    );
    const truth = Float64Array.of(NaN, NaN);
    const of =
      (feature: string, rows = [0, 1]) =>
      () =>
        fitUsual(bad, [feature], rows, truth, 'regression');
    const refusal = (message: RegExp) =>
      expect.objectContaining({
        code: 'bad-input',
        message: expect.stringMatching(message) as string,
      }) as Error;
    expect(of('wild')).toThrow(refusal(/"wild" holds an infinite/));
    expect(of('gone')).toThrow(refusal(/None of the features/));
    expect(of('fine')).toThrow(refusal(/known answer/));
    expect(of('fine', [])).toThrow(refusal(/no rows/));
    expect(of('fine', [0, 2])).toThrow(RangeError);
    expect(of('unknown')).toThrow(/no column "unknown"/);
    expect(() => fitUsual(bad, ['fine'], [0], new Float64Array(1), 'binary')).toThrow(RangeError);
  });

  it('refuse a recipe that does not give what it names', () => {
    const recipe = fit();
    const code = expect.objectContaining({ code: 'corrupt' }) as Error;
    expect(() => transform({ ...recipe, outputs: recipe.outputs.slice(1) }, table, all)).toThrow(code);
    expect(() => transform({ ...recipe, outputs: [...recipe.outputs, 'more'] }, table, all)).toThrow(code);
    expect(() => transform({ ...recipe, inputs: [] }, table, all)).toThrow(code);
  });
});
