// What must hold for any table and any plan: nothing leaks into a recipe, and a row is prepared the same everywhere.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlannedInput } from '../../src/core/recipe-plan.ts';
import { preprocessors } from '../../src/core/preprocessing/index.ts';
import { fitRecipe, transform, transformTraining } from '../../src/core/recipe.ts';
import { earlierInputs, ownRowInputs, planOf, rowCells, tableFrom, usedSteps } from './recipe-cases.ts';
import type { RowCells } from './recipe-cases.ts';

const everything = [...ownRowInputs, ...earlierInputs];
const tables = fc.array(rowCells, { minLength: 14, maxLength: 30 });
const fuzz = process.env['FUZZ'] === '1';
const runs = { numRuns: fuzz ? 2000 : 25 };
const seed = 5;

/** Rows that give every input at least one value to learn from. */
const fullRow: RowCells = { x: 1.5, k: 1, sky: 'rain', when: 1e12, answer: 1 };

/** The training rows: the given ones and the two full rows that are put in front. */
function caseOf(cells: readonly RowCells[], picked: readonly number[]) {
  const all = [fullRow, { ...fullRow, answer: 0 }, ...cells];
  const rows = [...new Set([0, 1, ...picked.map((pick) => pick % all.length)])];
  return { all, rows };
}

function prepare(inputs: readonly PlannedInput[], cells: readonly RowCells[], rows: readonly number[]) {
  const { table, truth } = tableFrom(cells);
  const recipe = fitRecipe(table, planOf(inputs), rows, truth, 'binary', 2, seed);
  const training = transformTraining(recipe, table, rows, truth, 'binary', 2, seed);
  return { recipe, training, table, truth };
}

/** The lags of the first rows are gaps only, so plans with lags learn from a later stretch. */
const lateRows = (length: number): number[] => Array.from({ length: length - 12 }, (_, i) => i + 6);

describe('a recipe', () => {
  it('of these tests uses every step there is', () => {
    expect([...usedSteps].sort()).toEqual(preprocessors.all.map(({ id }) => id).sort());
  });

  it('of the rows’ own cells learns from the training rows alone: other rows and their answers may hold anything', () => {
    fc.assert(
      fc.property(
        tables,
        fc.array(fc.nat()),
        fc.array(rowCells, { minLength: 32, maxLength: 32 }),
        (cells, picked, other) => {
          const { all, rows } = caseOf(cells, picked);
          const changed = all.map((row, at) => (rows.includes(at) ? row : other[at]!));
          const [before, after] = [prepare(ownRowInputs, all, rows), prepare(ownRowInputs, changed, rows)];
          expect(after.recipe).toEqual(before.recipe);
          expect(after.training).toEqual(before.training);
        },
      ),
      runs,
    );
  });

  it('with lags and rolling means learns nothing from rows below the last training row', () => {
    fc.assert(
      fc.property(tables, fc.array(rowCells, { minLength: 6, maxLength: 6 }), (cells, other) => {
        const all = [...Array<RowCells>(6).fill(fullRow), ...cells];
        const rows = lateRows(all.length);
        const end = rows.at(-1)! + 1;
        const changed = [...all.slice(0, end), ...other.slice(0, all.length - end)];
        const [before, after] = [prepare(everything, all, rows), prepare(everything, changed, rows)];
        expect(after.recipe).toEqual(before.recipe);
        expect(after.training).toEqual(before.training);
      }),
      runs,
    );
  });

  it('prepares a row alone as among others, bit for bit, whatever stands below it', () => {
    fc.assert(
      fc.property(tables, fc.array(rowCells, { minLength: 1, maxLength: 20 }), (cells, below) => {
        const all = [...Array<RowCells>(6).fill(fullRow), ...cells];
        const { recipe, table } = prepare(everything, all, lateRows(all.length));
        const longer = tableFrom([...all, ...below]).table;
        const width = recipe.outputs.length;
        const whole = transform(recipe, table, [...all.keys()]);
        for (const row of all.keys()) {
          const expected = whole.slice(row * width, (row + 1) * width);
          expect(transform(recipe, table, [row])).toEqual(expected);
          expect(transform(recipe, longer, [row])).toEqual(expected);
        }
      }),
      { numRuns: fuzz ? 500 : 10 },
    );
  });

  it('gives finite numbers for any row, also one that is missing altogether', () => {
    fc.assert(
      fc.property(tables, fc.array(rowCells, { minLength: 1, maxLength: 10 }), (cells, later) => {
        const { recipe, training } = prepare(
          ownRowInputs,
          [fullRow, ...cells],
          [...cells.keys(), cells.length],
        );
        const nothing = { x: null, k: null, sky: null, when: null, answer: 0 };
        const served = tableFrom([...later, nothing]).table;
        const prepared = transform(recipe, served, [...later.keys(), later.length]);
        expect([...training, ...prepared].filter((value) => !Number.isFinite(value))).toEqual([]);
      }),
      runs,
    );
  });

  it('comes out the same for the same seed, with other folds for another', () => {
    const cells: RowCells[] = Array.from({ length: 24 }, (_, i) => ({
      ...fullRow,
      sky: i % 3 ? 'rain' : 'clear',
      answer: i % 2,
    }));
    const { table, truth } = tableFrom(cells);
    const encode: PlannedInput = {
      name: 'sky',
      source: { from: 'column', column: 'sky' },
      steps: [{ step: 'target-encode', params: {} }],
    };
    const rows = [...cells.keys()];
    const of = (folds: number) => {
      const recipe = fitRecipe(table, planOf([encode]), rows, truth, 'binary', 2, folds);
      return transformTraining(recipe, table, rows, truth, 'binary', 2, folds);
    };
    expect(of(1)).toEqual(of(1));
    expect(of(1)).not.toEqual(of(2));
  });

  it('prepares a training row without its own answer, other rows by what was fitted', () => {
    const encode: PlannedInput = {
      name: 'sky',
      source: { from: 'column', column: 'sky' },
      steps: [{ step: 'target-encode', params: { smoothing: 'given', strength: 0 } }],
    };
    fc.assert(
      fc.property(tables, fc.nat(), (cells, pick) => {
        const at = pick % cells.length;
        const rows = [...cells.keys()];
        const flipped = cells.map((row, i) => (i === at ? { ...row, answer: 1 - row.answer } : row));
        const [before, after] = [prepare([encode], cells, rows), prepare([encode], flipped, rows)];
        expect(after.training[at]).toBe(before.training[at]);
        const fitted = transform(before.recipe, before.table, rows);
        const answers = rows
          .filter((row) => cells[row]!.sky === cells[at]!.sky)
          .map((row) => cells[row]!.answer);
        expect(fitted[at]).toBeCloseTo(answers.reduce((sum, answer) => sum + answer, 0) / answers.length, 6);
      }),
      runs,
    );
  });
});
