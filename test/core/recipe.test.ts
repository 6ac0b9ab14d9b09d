import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FittedStep, InputSource, PlannedInput } from '../../src/core/recipe-plan.ts';
import type { Task } from '../../src/core/define.ts';
import { usualPlan } from '../../src/core/recipe-plan.ts';
import { isFittedFrom } from '../../src/core/recipe-check.ts';
import { fitRecipe, previewInput, transform, transformTraining } from '../../src/core/recipe.ts';
import { readRecord } from '../../src/core/record-formats.ts';
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
import { modelVersion } from '../storage/records.ts';

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
      { step: 'impute-median', params: { indicator: false }, fitted: [{ median: 0, known: 0 }] },
      { step: 'standard-scale', params: {}, fitted: [] },
    ]);
    expect(stepsOf('nothing')).toEqual([
      { step: 'impute-most-frequent', params: { indicator: false }, fitted: [{ level: '', known: 0 }] },
      { step: 'one-hot', params: expect.any(Object), fitted: [] },
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

describe('plans of a person’s own', () => {
  const own = tableOf(
    categoryColumn('sky', ['clear', 'rain', 'clear', 'rain', 'clear', 'rain']),
    numberColumn('x', [1, 2, 3, null, 5, 6]),
    numberColumn(
      'when',
      [0, 1, 2, 3, 4, 5].map((hour) => hour * 3_600_000),
      'time',
    ),
  );
  const truth = Float64Array.of(1, 0, 1, 0, 1, 1);
  const fitOwn = (inputs: readonly PlannedInput[], rows: readonly number[] = [0, 1, 2, 3, 4, 5]) =>
    fitRecipe(own, { v: 1, inputs }, rows, truth, 'binary', 2, 1);
  const input = (name: string, source: InputSource, ...steps: string[]): PlannedInput => ({
    name,
    source,
    steps: steps.map((step) => ({ step, params: {} })),
  });
  const x: InputSource = { from: 'column', column: 'x' };

  it('take a time apart by the usual steps', () => {
    const recipe = fitUsual(own, ['when'], [0, 1, 2], truth, 'binary');
    expect(recipe.outputs).toEqual(['when month', 'when weekday', 'when hour']);
    const hours = transform(recipe, own, [0, 1, 2]).filter((_, i) => i % 3 === 2);
    expectClose(hours, Float32Array.of(-Math.sqrt(1.5), 0, Math.sqrt(1.5)), 1e-6);
  });

  it('name every column that is read once, and every output once', () => {
    const lag: InputSource = { from: 'lag', column: 'x', rows: 1, group: 'sky' };
    const recipe = fitOwn([
      input('x', x, 'impute-median'),
      input('x²', x, 'impute-median'),
      input('again', lag, 'impute-median', 'polynomial'),
    ]);
    expect(recipe.features).toEqual(['x', 'sky']);
    expect(new Set(recipe.outputs).size).toBe(recipe.outputs.length);
    const odd = fitOwn([input('x²', x, 'impute-median'), input('x', x, 'impute-median', 'polynomial')]);
    expect(odd.outputs).toEqual(['x²', 'x', 'x² (2)']);
    expect(transform(odd, own, [2])).toEqual(Float32Array.of(3, 3, 9));
  });

  it('learn later steps from out-of-fold columns, and give the trainer the same', () => {
    const recipe = fitOwn([
      input('sky', { from: 'column', column: 'sky' }, 'target-encode', 'standard-scale'),
    ]);
    const training = transformTraining(recipe, own, [0, 1, 2, 3, 4, 5], truth, 'binary', 2, 1);
    const mean = training.reduce((sum, value) => sum + value, 0) / training.length;
    expect(mean).toBeCloseTo(0, 6);
    expect(training).not.toEqual(transform(recipe, own, [0, 1, 2, 3, 4, 5]));
  });

  it('let a mark of gaps pass a step that is not for it', () => {
    const sky = tableOf(categoryColumn('sky', ['clear', null, 'rain']));
    const steps: PlannedInput['steps'] = [
      { step: 'impute-most-frequent', params: { indicator: true } },
      { step: 'one-hot', params: {} },
    ];
    const plan = { v: 1 as const, inputs: [{ ...input('sky', { from: 'column', column: 'sky' }), steps }] };
    const recipe = fitRecipe(sky, plan, [0, 1, 2], Float64Array.of(0, 1, 0), 'binary', 2, 1);
    expect(recipe.outputs).toEqual(['sky = clear', 'sky = rain', 'sky is missing']);
    expect([...transform(recipe, sky, [1, 2])]).toEqual([1, 0, 1, 0, 1, 0]);
  });

  it('show an input before and after its steps', () => {
    const recipe = fitOwn([input('x', x, 'impute-median', 'polynomial')]);
    const { before, after } = previewInput(recipe, 'x', own, [3, 4]);
    expect(before).toEqual(numberColumn('x', [null, 5]));
    expect(after).toEqual([numberColumn('x', [3, 5]), numberColumn('x²', [9, 25])]);
    expect(() => previewInput(recipe, 'y', own, [0])).toThrow(/no input "y"/);
  });

  it('refuse in words two inputs of one name, gaps that stay, words that stay, numbers that outgrow 32 bits', () => {
    const says = (message: RegExp, ...inputs: PlannedInput[]) =>
      expect(() => fitOwn(inputs)).toThrow(message);
    says(/Two inputs are called "x"/, input('x', x, 'impute-mean'), input('x', x, 'impute-mean'));
    says(/"x" has gaps in the training rows.*Add a step that fills them/, input('x', x));
    says(/"sky" is no number after the steps/, input('sky', { from: 'column', column: 'sky' }));
    says(/no preparation step called "unheard-of"/, input('x', x, 'unheard-of'));
    says(/Highest power must lie/, {
      ...input('x', x),
      steps: [{ step: 'polynomial', params: { degree: 4 } }],
    });
    const large = tableOf(numberColumn('x', [1e20, 1]));
    const cubed = { ...input('x', x), steps: [{ step: 'polynomial', params: { degree: 3 } }] };
    expect(() =>
      fitRecipe(large, { v: 1, inputs: [cubed] }, [0, 1], Float64Array.of(0, 1), 'binary', 2, 1),
    ).toThrow(/grows beyond all numbers/);
  });

  it('go on with a recipe of format 1, whose steps have no settings', () => {
    const old = readRecord('model version', {
      ...modelVersion(),
      v: 1,
      recipe: {
        v: 1,
        steps: [
          { column: 'sky', step: 'impute-most-frequent', fitted: { level: 'rain', known: 2 } },
          { column: 'sky', step: 'one-hot', fitted: { levels: ['clear', 'rain'] } },
          { column: 'x', step: 'impute-median', fitted: { median: 3, known: 5 } },
          { column: 'x', step: 'standard-scale', fitted: { mean: 3, deviation: 2 } },
        ],
        features: ['sky', 'x'],
        outputs: ['sky = clear', 'sky = rain', 'x'],
        targetMean: 0,
        targetDeviation: 1,
        rows: 6,
      },
    }).recipe;
    expect([...transform(old, own, [4, 3])]).toEqual([1, 0, 1, 0, 1, 0]);
    expect(transformTraining(old, own, [4, 3], truth, 'binary', 2, 9)).toEqual(transform(old, own, [4, 3]));
    expect(isFittedFrom(old, usualPlan(own, ['sky', 'x']))).toBe(true);
  });
});
