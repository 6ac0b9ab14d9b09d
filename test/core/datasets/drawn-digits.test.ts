import { beforeAll, describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/drawn-digits.ts';
import type { DriftEvent } from '../../../src/core/define.ts';
import { digestTable } from '../../../src/core/digest.ts';
import { defaults } from '../../../src/core/params.ts';
import { Random } from '../../../src/core/random.ts';
import { isCategory, takeRows, type Table } from '../../../src/core/table.ts';
import { numbers } from './shipped.ts';

function make(rows: number, seed: number, drift: readonly DriftEvent[] = [], params = {}): Table {
  if (dataset.content.from !== 'generator') throw new Error('not a generator');
  return dataset.content.make(
    rows,
    new Random(seed),
    { ...defaults(dataset.content.params), ...params },
    drift,
  );
}

const size = 784;

function pictures(table: Table): Float64Array[] {
  const columns = table.columns.slice(0, size).map((column) => {
    if (isCategory(column)) throw new Error('pixels are numbers');
    return column.values;
  });
  return Array.from({ length: table.rows }, (_, row) => Float64Array.from(columns, (values) => values[row]!));
}

/** The mean picture of each digit: the simplest classifier that there is. */
function centroids(table: Table): Float64Array[] {
  const digits = numbers(table, 'digit');
  const means = Array.from({ length: 10 }, () => new Float64Array(size));
  const counts = new Float64Array(10);
  pictures(table).forEach((picture, row) => {
    const digit = digits[row]!;
    counts[digit]!++;
    for (let i = 0; i < size; i++) means[digit]![i]! += picture[i]!;
  });
  return means.map((mean, digit) => mean.map((value) => value / counts[digit]!));
}

/** Share of rows whose nearest mean picture is that of their digit. */
function accuracy(means: readonly Float64Array[], table: Table): number {
  const digits = numbers(table, 'digit');
  let right = 0;
  pictures(table).forEach((picture, row) => {
    const distances = means.map((mean) =>
      picture.reduce((sum, value, i) => sum + (value - mean[i]!) ** 2, 0),
    );
    if (distances.indexOf(Math.min(...distances)) === digits[row]) right++;
  });
  return right / table.rows;
}

const mean = (table: Table, from: number, to: number): number => {
  const some = pictures(
    takeRows(
      table,
      Int32Array.from({ length: to - from }, (_, i) => from + i),
    ),
  );
  return (
    some.reduce((sum, picture) => sum + picture.reduce((all, value) => all + value, 0), 0) /
    (some.length * size)
  );
};

describe('drawn-digits', () => {
  it('has the columns that it describes, and as many pixels as its shape says', () => {
    const table = make(20, 1);
    expect(table.columns.map(({ name, kind }) => ({ name, kind }))).toEqual(
      dataset.columns.map(({ name, kind }) => ({ name, kind })),
    );
    expect(table.rows).toBe(20);
    expect(dataset.image).toEqual({ width: 28, height: 28, channels: 1, brightest: 255 });
    expect(table.columns).toHaveLength(size + 1);
  });

  it('gives the same rows for the same seed, others for another, and the same first rows of a longer set', async () => {
    const digest = await digestTable(make(40, 7));
    expect(await digestTable(make(40, 7))).toBe(digest);
    expect(await digestTable(make(40, 8))).not.toBe(digest);
    expect(
      await digestTable(
        takeRows(
          make(60, 7),
          Array.from({ length: 40 }, (_, i) => i),
        ),
      ),
    ).toBe(digest);
  });

  it('holds whole numbers from 0 to 255, ink in the middle and none at the corners, all ten digits', () => {
    const table = make(500, 2);
    for (const picture of pictures(table)) {
      expect(picture.every((value) => Number.isInteger(value) && value >= 0 && value <= 255)).toBe(true);
      expect(Math.max(...picture)).toBeGreaterThan(180);
      expect(picture[0]! + picture[27]! + picture[size - 28]! + picture[size - 1]!).toBe(0);
    }
    expect(new Set(numbers(table, 'digit')).size).toBe(10);
  });

  it('draws every way to write a digit without variation, each like the other', () => {
    const table = make(400, 3, [], { variation: 0 });
    const digits = numbers(table, 'digit');
    const different = new Map<number, Set<string>>();
    pictures(table).forEach((picture, row) => {
      const digit = digits[row]!;
      different.set(digit, (different.get(digit) ?? new Set()).add(picture.join()));
    });
    for (const [, ways] of different) {
      expect(ways.size).toBeGreaterThanOrEqual(2);
      expect(ways.size).toBeLessThanOrEqual(3);
    }
  });

  describe('to a classifier', () => {
    const rows = 400;
    let means: Float64Array[];
    beforeAll(() => {
      means = centroids(make(1200, 5));
    });

    it('can be learnt', () => {
      const reached = accuracy(means, make(rows, 6));
      expect(reached).toBeGreaterThan(0.8);
      // Not so easy that nothing is left to win.
      expect(reached).toBeLessThan(0.99);
    });

    it.each([
      ['rotation', { rotation: 45 }, 0.7],
      ['slant', { slant: 0.7 }, 0.8],
      ['size', { size: 0.5 }, 0.8],
      ['thickness', { thickness: 6 }, 0.85],
      ['invert', { invert: 1 }, 0.5],
      ['noise', { noise: 1 }, 0.97],
    ])('drift of %s lowers what it reaches', (_, to, share) => {
      const before = accuracy(means, make(rows, 6));
      const after = accuracy(means, make(rows, 6, [{ atRow: 0, overRows: 0, to }]));
      expect(after).toBeLessThan(share * before);
    });
  });

  it('moves only what drifts: thicker strokes have more ink, inverted paper is bright, the digits stay', () => {
    const still = make(300, 9);
    const drifted = make(300, 9, [
      { atRow: 100, overRows: 0, to: { thickness: 4.4 } },
      { atRow: 200, overRows: 0, to: { thickness: 2.2, invert: 1 } },
    ]);
    expect(numbers(drifted, 'digit')).toEqual(numbers(still, 'digit'));
    expect(pictures(drifted).slice(0, 100)).toEqual(pictures(still).slice(0, 100));
    const ink = mean(still, 100, 200);
    expect(mean(drifted, 100, 200) / ink).toBeGreaterThan(1.5);
    expect(mean(drifted, 100, 200) / ink).toBeLessThan(2.2);
    expect(mean(drifted, 200, 300)).toBeCloseTo(255 - mean(still, 200, 300), 1);
  });
});
