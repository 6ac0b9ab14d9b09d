import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberSample } from '../../../src/core/drift-sample.ts';
import { sortedNumbers } from '../../../src/core/drifting/sort-numbers.ts';
import { Random } from '../../../src/core/random.ts';

/** Ways in which numbers lie: by the place of a row, and a draw. */
const kinds: Record<string, (random: Random, row: number) => number> = {
  normal: (random) => random.normal(),
  'very skewed': (random) => Math.exp(4 * random.normal()),
  'a few different ones': (random) => Math.round(2 * random.normal()),
  'two values': (random) => Number(random.uniform() < 0.3),
  constant: () => 7,
  'mostly one value': (random) => (random.uniform() < 0.95 ? 0 : random.normal()),
  'outliers of 1e12': (random) => (random.uniform() < 0.01 ? 1e12 * random.normal() : random.normal()),
  'many outliers': (random) => random.normal() * 10 ** (40 * random.uniform()),
  'too wide for a double': (random) => (random.uniform() - 0.5) * 1.79e308 * 2,
  infinities: (random) => [Infinity, -Infinity, random.normal(), 1][random.integer(4)]!,
  'tiny numbers': (random) => random.integer(1000) * Number.MIN_VALUE,
  'zeros of both signs': (random) => [0, -0, 1][random.integer(3)]!,
  'two clusters far from each other': (random) => random.normal() * 1e-9 + 1e9 * random.integer(2),
  descending: (_, row) => -row,
  'in waves': (_, row) => Math.sin(row / 5),
};

describe('numbers in order', () => {
  it.each(Object.keys(kinds))('are those that a sort gives: %s', (kind) => {
    for (const rows of [0, 1, 2, 61, 62, 63, 300, 1000, 1000, 10_000]) {
      const random = new Random(rows);
      const numbers = Float64Array.from({ length: rows }, (_, row) => kinds[kind]!(random, row));
      const asked = numbers.slice();
      const sorted = sortedNumbers(numbers, rows);
      // + 0: which of two zeros comes first is left open.
      expect(sorted.map((value) => value + 0)).toEqual(
        asked
          .slice()
          .map((value) => value + 0)
          .sort(),
      );
      expect(numbers).toEqual(asked);
    }
  });

  it('are those that a sort gives, whatever they are', () => {
    const some = fc.float64Array({ noNaN: true, minLength: 50, maxLength: 400 });
    fc.assert(
      fc.property(some, (numbers) => {
        const plain = numbers.map((value) => value + 0);
        expect(sortedNumbers(plain, plain.length)).toEqual(plain.slice().sort());
      }),
    );
  });

  it('are as many as were asked for', () => {
    const numbers = Float64Array.from({ length: 200 }, (_, row) => (row * 37) % 200);
    expect(sortedNumbers(numbers, 100)).toEqual(numbers.slice(0, 100).sort());
  });
});

describe('a sample of numbers', () => {
  it('holds what is not missing in order, of all rows or of some', () => {
    const random = new Random(1);
    const values = Float64Array.from({ length: 20_000 }, () =>
      random.uniform() < 0.1 ? NaN : random.normal(),
    );
    for (const rows of [10, 500, 20_000]) {
      const places = Int32Array.from({ length: rows }, () => random.integer(20_000));
      const present = Float64Array.from(places, (row) => values[row]!).filter(
        (value) => !Number.isNaN(value),
      );
      const sample = numberSample('x', values, 'number', places);
      expect(sample.sorted).toEqual(present.slice().sort());
      expect([sample.rows, sample.missing]).toEqual([rows, rows - present.length]);
    }
    expect(numberSample('x', values).sorted).toEqual(values.filter((value) => !Number.isNaN(value)).sort());
  });

  it('shares no memory with the column or with another sample', () => {
    const values = Float64Array.from([1, 2, 3, NaN, 4]);
    const first = numberSample('x', values);
    const second = numberSample('x', [9, 8, 7, 6, 5]);
    values.fill(0);
    expect([...first.sorted]).toEqual([1, 2, 3, 4]);
    expect([...second.sorted]).toEqual([5, 6, 7, 8, 9]);
  });
});
