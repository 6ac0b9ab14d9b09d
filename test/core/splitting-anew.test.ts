import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { part, splitMethods, type SplitSpec } from '../../src/core/split.ts';
import { splitAnew } from '../../src/core/splitting-anew.ts';
import { assignParts } from '../../src/core/splitting.ts';
import { categoryColumn, numberColumn, tableOf } from '../fixtures/core/reference.ts';

const spec = (given: Partial<SplitSpec>): SplitSpec => ({
  v: 1,
  method: 'random',
  testShare: 0.2,
  folds: 5,
  fold: 0,
  gapRows: 0,
  column: null,
  seed: 1,
  ...given,
});
const rows = 1000;
/** Rows in time, of 100 groups of ten neighbours, half of each class. */
const table = tableOf(
  numberColumn(
    't',
    Array.from({ length: rows }, (_, row) => row),
    'integer',
  ),
  categoryColumn(
    'g',
    Array.from({ length: rows }, (_, row) => `g${Math.floor(row / 10)}`),
  ),
  categoryColumn(
    'y',
    Array.from({ length: rows }, (_, row) => (row % 2 === 0 ? 'a' : 'b')),
  ),
);
const ids = Float64Array.from({ length: rows }, (_, row) => row);
const anew = (given: Partial<SplitSpec>, before: Uint8Array | null) =>
  splitAnew(table, ids, spec(given), before);
const first = (given: Partial<SplitSpec>) => assignParts(table, ids, spec(given), null);
const count = (parts: Uint8Array, wanted: number) =>
  parts.reduce((sum, value) => sum + Number(value === wanted), 0);
const columnFor = { time: null, random: null, stratified: 'y', group: 'g', 'k-fold': null } as const;
const methods = fc.constantFrom(...splitMethods).chain((method) =>
  fc.record({
    method: fc.constant(method),
    column: fc.constant(columnFor[method]),
    testShare: fc.double({ min: 0.05, max: 0.4, noNaN: true }),
    fold: fc.nat(4),
    gapRows: fc.nat(5),
    seed: fc.nat(),
  }),
);

describe('splitting anew', () => {
  it('is a first split where nothing was split, and keeps every test row through any chain of methods', () => {
    let split = 0;
    let refused = 0;
    fc.assert(
      fc.property(fc.array(methods, { minLength: 2, maxLength: 5 }), (chain) => {
        let parts: Uint8Array | null = null;
        for (const given of chain) {
          let next: Uint8Array;
          try {
            next = anew(given, parts);
          } catch (error) {
            if (!(error instanceof AppError) || error.code !== 'bad-input') throw error;
            expect(error.message).toMatch(/would be left for training; 100 are the least/);
            refused++;
            continue;
          }
          split++;
          if (parts === null) expect(next).toEqual(first(given));
          // Never next to no training rows, and never a test row that teaches.
          expect(count(next, part.train)).toBeGreaterThanOrEqual(100);
          expect(next.every((value) => value <= part.gap)).toBe(true);
          for (let row = 0; row < rows; row++)
            if (parts?.[row] === part.test) expect(next[row]).toBe(part.test);
          if (given.method === 'group')
            for (let row = 0; row < rows; row += 10)
              expect(new Set(next.subarray(row, row + 10)).size).toBe(1);
          if (given.method === 'time') expect(next.at(-1)).toBe(part.test);
          parts = next;
        }
      }),
    );
    expect(split).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(5);
  });

  it('counts the share of all rows: drawing again makes the test part no larger', () => {
    let parts = first({});
    for (const seed of [2, 3, 4]) {
      parts = anew({ seed }, parts);
      expect(parts).toEqual(first({}));
    }
    parts = anew({ testShare: 0.3, seed: 5 }, parts);
    expect(count(parts, part.test)).toBe(300);
    const classes = anew({ method: 'stratified', column: 'y', testShare: 0.4 }, parts);
    expect(
      count(
        classes.filter((_, row) => row % 2 === 0),
        part.test,
      ),
    ).toBe(200);
    expect(count(classes, part.test)).toBe(400);
  });

  it('tests on the latest rows by time, whatever tested before, with the gap around all of them', () => {
    const before = first({});
    const parts = anew({ method: 'time' }, before);
    expect(count(parts.subarray(800), part.test)).toBe(200);
    expect(parts.subarray(0, 800)).toEqual(before.subarray(0, 800));
    const apart = anew({ method: 'time', gapRows: 1 }, before);
    for (let row = 1; row < rows; row++)
      expect([apart[row - 1], apart[row]].sort()).not.toEqual([part.train, part.test]);
    expect(count(apart, part.train)).toBeGreaterThan(300);
  });

  it('adds whole groups to those that have a test row', () => {
    const before = new Uint8Array(rows);
    before[7] = part.test;
    const parts = anew({ method: 'group', column: 'g' }, before);
    expect(count(parts.subarray(0, 10), part.test)).toBe(10);
    expect(count(parts, part.test)).toBe(200);
    // Every group has a test row: none could teach.
    expect(() =>
      anew(
        { method: 'group', column: 'g' },
        new Uint8Array(rows).map((_, row) => (row % 10 === 0 ? part.test : 0)),
      ),
    ).toThrow(/100 of 1,000 rows are test rows already .* 0 would be left .* as a whole/);
  });

  it('lets the test part grow fold by fold, and stops before nothing teaches', () => {
    let parts: Uint8Array | null = null;
    for (const [fold, test] of [200, 400, 600, 800].entries()) {
      parts = anew({ method: 'k-fold', fold }, parts);
      expect(count(parts, part.test)).toBe(test);
    }
    expect(() => anew({ method: 'k-fold', fold: 4 }, parts)).toThrow(
      /0 would be left for training; 100 are the least/,
    );
  });

  it('leaves at least 20 training rows in a small table', () => {
    const small = tableOf(
      numberColumn(
        'x',
        Array.from({ length: 40 }, (_, row) => row),
      ),
    );
    const of = (given: Partial<SplitSpec>, before: Uint8Array | null) =>
      splitAnew(small, ids.subarray(0, 40), spec(given), before);
    const before = of({}, null);
    expect(() => of({ testShare: 0.6 }, before)).toThrow(/16 would be left for training; 20 are the least/);
    expect(count(of({ testShare: 0.5 }, before), part.train)).toBe(20);
    expect(() => of({ testShare: 0.5 }, new Uint8Array(40).fill(part.test))).toThrow(
      /40 of 40 .* 0 would be left/,
    );
  });
});
