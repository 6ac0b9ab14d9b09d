import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { part, unknownPart, type SplitSpec } from '../../src/core/split.ts';
import { assignParts, rowsWith } from '../../src/core/splitting.ts';
import { takeRows, type Table } from '../../src/core/table.ts';
import reference from '../fixtures/core/folds.json' with { type: 'json' };
import { categoryColumn, numberColumn, tableOf } from '../fixtures/core/reference.ts';

const spec = (given: Partial<SplitSpec>): SplitSpec => ({
  v: 1,
  method: 'random',
  testShare: 0.25,
  folds: 5,
  fold: 0,
  gapRows: 0,
  column: null,
  seed: 7,
  ...given,
});
const plainIds = (table: Table) => Float64Array.from({ length: table.rows }, (_, row) => row * 3);
const first = (table: Table, given: Partial<SplitSpec>, ids = plainIds(table)) =>
  assignParts(table, ids, spec(given), null);
const count = (parts: Uint8Array, wanted: number) =>
  parts.reduce((sum, value) => sum + Number(value === wanted), 0);
const numbers = (rows: number) =>
  tableOf(
    numberColumn(
      'x',
      Array.from({ length: rows }, (_, row) => row),
    ),
  );
/** How the last rows of a table would be split, if the others had been before them. */
const later = (table: Table, before: number, given: Partial<SplitSpec>) => {
  const ids = plainIds(table);
  const head = takeRows(
    table,
    Array.from({ length: before }, (_, row) => row),
  );
  const known = new Uint8Array(table.rows).fill(unknownPart);
  known.set(assignParts(head, ids.slice(0, before), spec(given), null));
  const parts = assignParts(table, ids, spec(given), known);
  expect(parts.slice(0, before)).toEqual(known.slice(0, before));
  return parts;
};
const refusal = (table: Table, given: Partial<SplitSpec>): string => {
  try {
    first(table, given);
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
  throw new Error('It was split.');
};

describe('a random split', () => {
  it('has exactly its share, by seed and id, wherever the rows stand', () => {
    const table = numbers(1000);
    const parts = first(table, {});
    expect(count(parts, part.test)).toBe(250);
    expect(first(table, {})).toEqual(parts);
    expect(first(table, { seed: 8 })).not.toEqual(parts);
    const turned = first(table, {}, plainIds(table).reverse());
    expect(turned.reverse()).toEqual(parts);
  });

  it('gives new rows a part by their id, at about the share', () => {
    const parts = later(numbers(8000), 1000, {}).slice(1000);
    // 7000 draws with chance ¼: 4 standard deviations are 145.
    expect(Math.abs(count(parts, part.test) - 1750)).toBeLessThan(145);
  });

  it('leaves both parts a row', () => {
    expect(count(first(numbers(2), { testShare: 0.9 }), part.test)).toBe(1);
    expect(count(first(numbers(3), { testShare: 0.01 }), part.test)).toBe(1);
    expect(refusal(numbers(1), {})).toContain('there are 1 rows');
    expect(refusal(numbers(9), { testShare: 0 })).toContain('at most 90 %');
  });
});

describe('a stratified split', () => {
  it('takes each class by its share, to half a row', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'c', null), { minLength: 20, maxLength: 80 }),
        fc.double({ min: 0.1, max: 0.9, noNaN: true }),
        fc.integer(),
        (classes, testShare, seed) => {
          const table = tableOf(categoryColumn('y', classes));
          let parts: Uint8Array;
          try {
            parts = first(table, { method: 'stratified', column: 'y', testShare, seed });
          } catch (error) {
            if (error instanceof AppError) return;
            throw error;
          }
          for (const name of new Set(classes)) {
            const of = classes.flatMap((one, row) => (one === name ? [parts[row]!] : []));
            expect(
              Math.abs(of.filter((value) => value === part.test).length - of.length * testShare),
            ).toBeLessThanOrEqual(0.5);
          }
        },
      ),
    );
  });

  it.each([
    [{ column: null }, 'no column is chosen'],
    [{ column: 'z' }, 'no column "z"'],
    [{ column: 'one' }, 'same value in every row'],
    [{ column: 'x' }, '1001 different values'],
    [{ column: 'pair', testShare: 0.0001 }, 'no test row would be left'],
  ])('refuses %j', (given, why) => {
    const table = tableOf(
      numberColumn(
        'x',
        Array.from({ length: 1001 }, (_, row) => row),
      ),
      numberColumn('one', new Array<number>(1001).fill(1)),
      numberColumn(
        'pair',
        Array.from({ length: 1001 }, (_, row) => row % 2),
      ),
    );
    expect(refusal(table, { method: 'stratified', ...given })).toContain(why);
  });
});

describe('a split by group', () => {
  const groups = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', '__proto__', null), {
    minLength: 12,
    maxLength: 60,
  });

  it('never has a group on both sides, new rows included', () => {
    fc.assert(
      fc.property(groups, fc.integer({ min: 4, max: 12 }), fc.integer(), (names, before, seed) => {
        const table = tableOf(categoryColumn('g', names));
        fc.pre(new Set(names.slice(0, before)).size > 1);
        const parts = later(table, before, { method: 'group', column: 'g', seed });
        expect(count(parts, part.test)).toBeGreaterThan(0);
        expect(count(parts, part.train)).toBeGreaterThan(0);
        for (const name of new Set(names))
          expect(new Set(names.flatMap((one, row) => (one === name ? [parts[row]!] : []))).size).toBe(1);
      }),
    );
  });

  it('comes as near to the share as whole groups can', () => {
    const table = tableOf(
      numberColumn(
        'g',
        Array.from({ length: 1000 }, (_, row) => row % 50),
      ),
    );
    expect(count(first(table, { method: 'group', column: 'g', testShare: 0.2 }), part.test)).toBe(200);
  });

  it('keeps a group that only the test part knows out of training', () => {
    const names = ['a', 'a', 'b', 'b', 'b', 'c', 'c', 'new', 'new'];
    const parts = later(tableOf(categoryColumn('g', names)), 5, {
      method: 'group',
      column: 'g',
      testShare: 0.4,
    });
    expect(parts[7]).toBe(parts[8]);
    expect(refusal(tableOf(categoryColumn('g', ['a', 'a'])), { method: 'group', column: 'g' })).toContain(
      'both parts need groups',
    );
  });
});

describe('a split by time', () => {
  const times = fc.array(fc.option(fc.integer({ min: 0, max: 30 }), { freq: 8, nil: null }), {
    minLength: 4,
    maxLength: 60,
  });

  it('has every training row before every test row, with more than the gap between them, later rows in time too', () => {
    let split = 0;
    fc.assert(
      fc.property(
        times,
        times,
        fc.integer({ min: 0, max: 4 }),
        fc.double({ min: 0.1, max: 0.6, noNaN: true }),
        (old, added, gapRows, testShare) => {
          const table = tableOf(numberColumn('t', [...old, ...added], 'time'));
          let parts: Uint8Array;
          try {
            parts = later(table, old.length, { method: 'time', column: 't', gapRows, testShare });
          } catch (error) {
            if (error instanceof AppError) return;
            throw error;
          }
          split++;
          const all = [...old, ...added];
          const inOrder = all.map((time, row) => ({ time, row })).filter(({ time }) => time !== null);
          inOrder.sort(
            (a, b) =>
              a.time! - b.time! ||
              Number(parts[a.row] === part.test) - Number(parts[b.row] === part.test) ||
              a.row - b.row,
          );
          const places = (wanted: number) =>
            inOrder.flatMap(({ row }, at) => (parts[row] === wanted ? [at] : []));
          const lastTrain = places(part.train).at(-1)!;
          const firstTest = places(part.test)[0]!;
          expect(firstTest).toBeGreaterThan(lastTrain);
          expect(inOrder[firstTest]!.time).toBeGreaterThan(inOrder[lastTrain]!.time!);
          const oldOnly = inOrder.filter(({ row }) => row < old.length);
          const between =
            oldOnly.findIndex(({ row }) => parts[row] === part.test) -
            oldOnly.findLastIndex(({ row }) => parts[row] === part.train);
          expect(between).toBeGreaterThan(gapRows);
          all.forEach((time, row) => time === null && expect(parts[row]).toBe(part.gap));
        },
      ),
    );
    expect(split).toBeGreaterThan(50);
  });

  it('goes by the table where no column is named', () => {
    const parts = first(numbers(10), { method: 'time', testShare: 0.3, gapRows: 2 });
    expect(Array.from(parts)).toEqual([0, 0, 0, 0, 0, 2, 2, 1, 1, 1]);
    expect(
      Array.from(later(numbers(14), 10, { method: 'time', testShare: 0.3, gapRows: 2 }).slice(10)),
    ).toEqual([1, 1, 1, 1]);
  });

  it('keeps rows of one moment together', () => {
    const table = tableOf(numberColumn('t', [1, 1, 2, 2, 2, 2, 3, 3]));
    expect(Array.from(first(table, { method: 'time', column: 't', testShare: 0.4 }))).toEqual([
      0, 0, 0, 0, 0, 0, 1, 1,
    ]);
    expect(Array.from(first(table, { method: 'time', column: 't', testShare: 0.6 }))).toEqual([
      0, 0, 1, 1, 1, 1, 1, 1,
    ]);
  });

  it.each([
    [tableOf(numberColumn('t', [1, 1, 1])), {}, 'same time'],
    [tableOf(numberColumn('t', [1, null])), {}, 'only 1 rows have a time'],
    [tableOf(categoryColumn('t', ['a', 'b'])), {}, 'of kind category'],
    [tableOf(numberColumn('t', [1, 2, 3])), { gapRows: 2 }, 'leaves none of them for training'],
    [tableOf(numberColumn('u', [1, 2, 3])), {}, 'no column "t"'],
  ])('refuses %#', (table, given, why) => {
    expect(refusal(table, { method: 'time', column: 't', ...given })).toContain(why);
  });
});

describe('k folds', () => {
  it('are those of scikit-learn without a seed', () => {
    const table = tableOf(numberColumn('y', reference.y));
    for (let fold = 0; fold < 5; fold++) {
      const plain = first(table, { method: 'k-fold', fold, seed: -1 });
      expect(Array.from(rowsWith(plain, part.test))).toEqual(reference.kFold5[fold]);
      const byClass = first(table, { method: 'k-fold', fold, seed: -1, column: 'y' });
      expect(Array.from(rowsWith(byClass, part.test))).toEqual(reference.stratified5[fold]);
    }
  });

  it('are each row once, of one size, by the seed', () => {
    const table = numbers(103);
    const times = new Int32Array(103);
    for (let fold = 0; fold < 5; fold++) {
      const rows = rowsWith(first(table, { method: 'k-fold', fold }), part.test);
      expect([20, 21]).toContain(rows.length);
      for (const row of rows) times[row]!++;
    }
    expect(times.every((value) => value === 1)).toBe(true);
    expect(count(later(numbers(1000), 50, { method: 'k-fold' }), part.test)).toBeGreaterThan(150);
  });

  it.each([
    [{ folds: 1 }, 'at least two folds'],
    [{ fold: 5 }, '5 is none of them'],
    [{ folds: 20 }, '10 rows are fewer than 20 folds'],
  ])('refuse %j', (given, why) => {
    expect(refusal(numbers(10), { method: 'k-fold', ...given })).toContain(why);
  });
});
