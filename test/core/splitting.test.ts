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

  it('has every training row before every test row at first, and splits what comes later by itself', () => {
    let split = 0;
    let taught = 0;
    fc.assert(
      fc.property(
        times,
        times,
        fc.nat(30),
        fc.integer({ min: 0, max: 4 }),
        fc.double({ min: 0.1, max: 0.6, noNaN: true }),
        (old, added, ahead, gapRows, testShare) => {
          // Of the added rows some come late, into a time gone by.
          const all = [...old, ...added.map((time) => (time === null ? null : time + ahead))];
          const table = tableOf(numberColumn('t', all, 'time'));
          let parts: Uint8Array;
          try {
            parts = later(table, old.length, { method: 'time', column: 't', gapRows, testShare });
          } catch (error) {
            if (error instanceof AppError) return;
            throw error;
          }
          split++;
          const timed = all.flatMap((time, row) =>
            time === null ? [] : [{ time, row, part: parts[row]!, isOld: row < old.length }],
          );
          timed.sort((a, b) => a.time - b.time || a.row - b.row);
          all.forEach((time, row) => time === null && expect(parts[row]).toBe(part.gap));
          const partOf = (of: typeof timed, wanted: number) => of.filter((row) => row.part === wanted);
          const between = (of: typeof timed) =>
            Math.min(Infinity, ...partOf(of, part.test).map(({ time }) => time)) -
            Math.max(-Infinity, ...partOf(of, part.train).map(({ time }) => time));

          const first = timed.filter(({ isOld }) => isOld);
          expect(between(first)).toBeGreaterThan(0);
          const gap =
            first.findIndex((row) => row.part === part.test) -
            first.findLastIndex((row) => row.part === part.train);
          expect(gap).toBeGreaterThan(gapRows);

          const last = first.at(-1)!.time;
          const batch = timed.filter(({ isOld, time }) => !isOld && time > last);
          expect(between(batch)).toBeGreaterThan(0);
          if (new Set(batch.map(({ time }) => time)).size === batch.length)
            expect(partOf(batch, part.test)).toHaveLength(Math.round(batch.length * testShare));
          taught += partOf(batch, part.train).length;

          // Rows that came late are test rows exactly where test rows are around them.
          for (const row of timed.filter(({ isOld, time }) => !isOld && time <= last)) {
            const left = first.findLast(({ time }) => time < row.time);
            const right = first.find(({ time }) => time > row.time);
            const same = first.filter(({ time }) => time === row.time);
            const around =
              same.length > 0
                ? same.some((of) => of.part === part.test)
                : left?.part === part.test && right?.part === part.test;
            expect(row.part === part.test).toBe(around);
          }
          // No new training row is a neighbour of a test row, on neither side.
          timed.forEach((row, at) => {
            if (row.isOld || row.part !== part.train) return;
            const near = timed.slice(Math.max(0, at - gapRows), at + gapRows + 1);
            expect(partOf(near, part.test)).toEqual([]);
          });
        },
      ),
    );
    expect(split).toBeGreaterThan(50);
    expect(taught).toBeGreaterThan(100);
  });

  it('lets a retraining learn from most of what was appended', () => {
    const table = numbers(1500);
    for (const column of ['x', null]) {
      const parts = later(table, 1000, { method: 'time', column, testShare: 0.2 });
      const batch = parts.slice(1000);
      expect(count(batch, part.train)).toBe(400);
      expect(Array.from(batch.slice(400))).toEqual(new Array(100).fill(part.test));
    }
    // One row at a time is less than half a test row.
    expect(later(table, 1499, { method: 'time', testShare: 0.2 }).at(-1)).toBe(part.train);
  });

  it('goes by the table where no column is named', () => {
    const parts = first(numbers(10), { method: 'time', testShare: 0.3, gapRows: 2 });
    expect(Array.from(parts)).toEqual([0, 0, 0, 0, 0, 2, 2, 1, 1, 1]);
    expect(
      Array.from(later(numbers(20), 10, { method: 'time', testShare: 0.3, gapRows: 2 }).slice(10)),
    ).toEqual([2, 2, 0, 0, 0, 2, 2, 1, 1, 1]);
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
