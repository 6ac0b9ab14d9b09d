import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dropoutKey,
  dropoutThreshold,
  epochOrder,
  isDropped,
  rowAt,
  shuffleKeys,
} from '../../src/core/training-hash.ts';

/** Pearson's statistic of counts that should all be equal, in standard deviations from its mean. */
function surprise(counts: readonly number[], freedom: number): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const statistic = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  return (statistic - freedom) / Math.sqrt(2 * freedom);
}

const seeds = Array.from({ length: 20_000 }, (_, seed) => seed);
const seed = fc.integer({ min: 0, max: 0xffffffff });

describe('the shuffle', () => {
  it('brings every row exactly once, whatever seed, epoch and number of rows', () => {
    fc.assert(
      fc.property(
        seed,
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 1, max: 700 }),
        (seed, epoch, rows) => {
          const order = epochOrder(seed, epoch, rows);
          expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, row) => row));
        },
      ),
    );
  });

  it('brings every row of a large table once', () => {
    for (const rows of [65_536, 65_537, 100_000])
      expect(new Set(epochOrder(7, 3, rows)).size, `${rows} rows`).toBe(rows);
  });

  it('finds a place in the largest tables without walking for long', () => {
    for (const rows of [2 ** 31 - 1, 2 ** 31, 2 ** 31 + 1, 2 ** 32 - 1]) {
      const keys = shuffleKeys(1, 0, rows);
      for (let position = 0; position < 50; position++) {
        const row = rowAt(keys, rows - 1 - position, rows);
        expect(Number.isInteger(row) && row >= 0 && row < rows).toBe(true);
      }
    }
  });

  /** How often each row comes to each place, and each distance around the table between the first two rows. */
  function counted(rows: number) {
    const places = new Array<number>(rows * rows).fill(0);
    const distances = new Array<number>(rows - 1).fill(0);
    for (const seed of seeds) {
      const order = epochOrder(seed, 1, rows);
      order.forEach((row, position) => places[position * rows + row]!++);
      distances[((order[1]! - order[0]! + rows) % rows) - 1]!++;
    }
    return { places, distances };
  }

  it.each([32, 50, 64])('puts every row to every place equally often, beside any other: %i rows', (rows) => {
    const { places, distances } = counted(rows);
    expect(surprise(places, (rows - 1) ** 2)).toBeLessThan(5);
    expect(surprise(distances, rows - 2)).toBeLessThan(5);
  });

  // A table of a few rows has few bits to mix: over many seeds its orders are not quite equally frequent. It costs such a
  // training nothing (every row still comes once in every epoch), but it should not become worse unnoticed.
  it.each([2, 3, 5, 8, 9, 10, 16])('favours no row by more than a fifth: %i rows', (rows) => {
    const { places, distances } = counted(rows);
    for (const count of places) expect(Math.abs((count / seeds.length) * rows - 1)).toBeLessThan(0.2);
    for (const count of distances)
      expect(Math.abs((count / seeds.length) * (rows - 1) - 1)).toBeLessThan(0.2);
  });

  it('correlates neither with the place nor with the row before', () => {
    const rows = 5000;
    const order = epochOrder(99, 4, rows);
    const correlation = (of: (i: number) => number) => {
      const middle = (rows - 1) / 2;
      let [sum, squares] = [0, 0];
      for (let i = 1; i < rows; i++) {
        sum += (order[i]! - middle) * (of(i) - middle);
        squares += (order[i]! - middle) ** 2;
      }
      return (sum / squares) * Math.sqrt(rows);
    };
    expect(Math.abs(correlation((i) => i))).toBeLessThan(4);
    expect(Math.abs(correlation((i) => order[i - 1]!))).toBeLessThan(4);
  });

  it('differs from epoch to epoch and from seed to seed as chance would', () => {
    const rows = 100;
    // Two independent orders agree in one place on average, with a standard deviation of one.
    const agreements = (one: Int32Array, other: Int32Array) =>
      one.reduce((sum, row, i) => sum + Number(row === other[i]), 0);
    let [epochs, others] = [0, 0];
    for (let k = 0; k < 400; k++) {
      epochs += agreements(epochOrder(5, k, rows), epochOrder(5, k + 1, rows));
      others += agreements(epochOrder(k, 0, rows), epochOrder(k + 1, 0, rows));
    }
    expect(Math.abs(epochs - 400) / 20).toBeLessThan(5);
    expect(Math.abs(others - 400) / 20).toBeLessThan(5);
  });

  it('counts only 32 bits of the seed', () => {
    expect(epochOrder(-1, 2, 50)).toEqual(epochOrder(0xffffffff, 2, 50));
    expect(epochOrder(2 ** 32 + 5, 2, 50)).toEqual(epochOrder(5, 2, 50));
  });

  // Also computed by an implementation of its own in Python.
  it('gives these very numbers, in every language', () => {
    expect([...shuffleKeys(42, 3, 1000)]).toEqual([
      1023, 5, 214234461, 421743221, 4287129428, 2605904503, 1520592105, 2357078097, 3724379328, 4066749531,
    ]);
    expect([...epochOrder(42, 0, 12)]).toEqual([10, 3, 2, 1, 11, 8, 6, 5, 7, 4, 0, 9]);
    expect([...epochOrder(0xfedcba98, 7, 13)]).toEqual([3, 8, 1, 0, 7, 12, 6, 11, 4, 10, 9, 2, 5]);
    expect([...epochOrder(1, 0, 1)]).toEqual([0]);
    const keys = shuffleKeys(123456789, 17, 1_000_003);
    expect([0, 1, 2, 500_000, 1_000_002].map((position) => rowAt(keys, position, 1_000_003))).toEqual([
      760058, 226098, 769356, 851851, 492234,
    ]);
  });
});

describe('dropout', () => {
  it.each([0.1, 0.3, 0.5, 0.9])('drops a share of %d', (rate) => {
    const threshold = dropoutThreshold(rate);
    const draws = 100_000;
    for (const [seed, layer, step] of [
      [1, 0, 0],
      [1, 1, 0],
      [0xffffffff, 2, 12_345],
    ] as const) {
      const key = dropoutKey(seed, layer, step);
      let dropped = 0;
      for (let element = 0; element < draws; element++) dropped += Number(isDropped(key, element, threshold));
      expect(Math.abs(dropped / draws - rate) / Math.sqrt((rate * (1 - rate)) / draws)).toBeLessThan(4);
    }
  });

  it('drops nothing at a rate of 0', () => {
    const threshold = dropoutThreshold(0);
    for (let element = 0; element < 1e5; element++)
      expect(isDropped(dropoutKey(3, 0, element), element, threshold)).toBe(false);
  });

  it('drops other units in other steps, layers and seeds', () => {
    const threshold = dropoutThreshold(0.5);
    const mask = (key: number) =>
      Array.from({ length: 4000 }, (_, element) => isDropped(key, element, threshold));
    const masks = [
      [1, 0, 0],
      [1, 0, 1],
      [1, 1, 0],
      [2, 0, 0],
      [1, 0, 2],
      [0, 1, 1],
    ].map(([seed, layer, step]) => mask(dropoutKey(seed!, layer!, step!)));
    for (const [index, one] of masks.entries())
      for (const other of masks.slice(index + 1)) {
        // Independent halves agree in 2000 of 4000, standard deviation 31.6.
        const agreements = one.filter((dropped, i) => dropped === other[i]).length;
        expect(Math.abs(agreements - 2000)).toBeLessThan(4 * 31.6);
      }
  });

  it('gives these very numbers, in every language', () => {
    expect(dropoutThreshold(0.3)).toBe(1288490188);
    expect([dropoutKey(42, 0, 0), dropoutKey(42, 1, 0), dropoutKey(0xfedcba98, 2, 1000)]).toEqual([
      3232875255, 1198765934, 2567872272,
    ]);
    const key = dropoutKey(42, 1, 7);
    const dropped = [...Array(24).keys()].filter((element) => isDropped(key, element, 1288490188));
    expect(dropped).toEqual([3, 6, 9, 10, 11, 12, 16, 21]);
  });
});
