import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSize, mostNumbers, mostOutputs, widthOf } from '../../src/core/prepared-size.ts';
import { preprocessors } from '../../src/core/preprocessing/index.ts';
import { fitRecipe, transform, transformTraining } from '../../src/core/recipe.ts';
import { usualPlan } from '../../src/core/recipe-plan.ts';
import { sourceColumn } from '../../src/core/recipe-sources.ts';
import type { Table } from '../../src/core/table.ts';
import { earlierInputs, ownRowInputs, planOf, rowCells, tableFrom } from './recipe-cases.ts';

/** A table of so many rows with a word of its own in each, up to so many words. */
const wordy = (rows: number, words: number): Table => ({
  rows,
  columns: [
    {
      name: 'word',
      kind: 'category',
      levels: Array.from({ length: words }, (_, i) => `w${i}`),
      codes: new Int32Array(rows).map((_, row) => row % words),
    },
  ],
});
const all = (table: Table) => new Int32Array(table.rows).map((_, row) => row);
const fit = (table: Table) =>
  fitRecipe(table, usualPlan(table, ['word']), all(table), new Float64Array(table.rows), 'binary', 2, 1);
const isRefusal = (words: RegExp) =>
  expect.objectContaining({ code: 'bad-input', message: expect.stringMatching(words) as string }) as Error;

describe('the size of prepared rows', () => {
  it('is refused with its number, at the limit exactly', () => {
    expect(() => checkSize(mostOutputs, 1, null)).not.toThrow();
    expect(() => checkSize(mostOutputs + 1, 1, 'x')).toThrow(
      isRefusal(/With "x".*20,001 inputs of the model or more; 20,000/),
    );
    expect(() => checkSize(300, mostNumbers / 300, null)).not.toThrow();
    expect(() => checkSize(300, mostNumbers / 300 + 1, null)).toThrow(isRefusal(/300,000,300 numbers/));
  });

  it('is known of every fitted step before it is applied to rows', () => {
    fc.assert(
      fc.property(fc.array(rowCells, { minLength: 6, maxLength: 20 }), (cells) => {
        const { table, truth } = tableFrom(cells);
        const rows = all(table);
        const recipeOf = (input: (typeof ownRowInputs)[number]) => {
          try {
            return fitRecipe(table, planOf([input]), rows, truth, 'binary', 2, 1);
          } catch {
            return null;
          }
        };
        for (const input of [...ownRowInputs, ...earlierInputs]) {
          const fitted = recipeOf(input)?.inputs[0];
          if (!fitted?.steps[0]) continue;
          const source = sourceColumn(input.name, input.source, table, rows);
          const preprocessor = preprocessors.get(fitted.steps[0].step);
          expect(widthOf(preprocessor, source, fitted.steps[0].fitted[0]!)).toBe(
            preprocessor.apply(source, fitted.steps[0].fitted[0]!).length,
          );
        }
      }),
      { numRuns: 20 },
    );
  });

  it('stops a fit before the memory is taken', () => {
    const start = performance.now();
    // A column for each of 19,000 words in 100,000 rows would be 15 GB.
    expect(() => fit(wordy(100_000, 19_000))).toThrow(
      isRefusal(/"word".*19,000 inputs.*1,900,000,000 numbers/),
    );
    expect(() => fit(wordy(100_000, 50_000))).toThrow(isRefusal(/50,000 inputs of/));
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it('counts all inputs together', () => {
    const [word] = wordy(1000, 1000).columns;
    const names = Array.from({ length: 21 }, (_, i) => `word ${i}`);
    const table: Table = { rows: 1000, columns: names.map((name) => ({ ...word!, name })) };
    const truth = new Float64Array(1000);
    const plan = (inputs: number) => usualPlan(table, names.slice(0, inputs));
    expect(fitRecipe(table, plan(20), all(table), truth, 'binary', 2, 1).outputs).toHaveLength(mostOutputs);
    expect(() => fitRecipe(table, plan(21), all(table), truth, 'binary', 2, 1)).toThrow(
      isRefusal(/With "word 20".* 20,000 are the most/),
    );
  });

  it('stops preparing more rows than there is room for', () => {
    const table = wordy(400_000, 1000);
    const recipe = fitRecipe(
      table,
      usualPlan(table, ['word']),
      all(table).slice(0, 1000),
      new Float64Array(400_000),
      'binary',
      2,
      1,
    );
    expect(recipe.outputs).toHaveLength(1000);
    for (const prepare of [
      () => transform(recipe, table, all(table)),
      () => transformTraining(recipe, table, all(table), new Float64Array(400_000), 'binary', 2, 1),
    ])
      expect(prepare).toThrow(isRefusal(/1,000 inputs for each of 400,000 rows, 400,000,000 numbers/));
  });
});
