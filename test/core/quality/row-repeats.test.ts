import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleOf } from '../../../src/core/drift-sample.ts';
import { allDiffer, mayRepeat } from '../../../src/core/quality/row-repeats.ts';
import type { Column } from '../../../src/core/table.ts';

const levels = ['a', 'b', 'b', 'c'];
const number = fc.oneof(
  fc.constantFrom(0, -0, 1, 2, NaN, Infinity, -Infinity, 1e12, 1e12 + 1),
  fc.double({ min: -1, max: 1, noNaN: true }),
);
const row = fc.tuple(number, number, fc.integer({ min: -1, max: 3 }));

const columnsOf = (rows: readonly (readonly [number, number, number])[]): Column[] => [
  { name: 'x', kind: 'number', values: Float64Array.from(rows, ([x]) => x) },
  { name: 'y', kind: 'number', values: Float64Array.from(rows, ([, y]) => y) },
  { name: 'z', kind: 'category', codes: Int32Array.from(rows, ([, , z]) => z), levels },
];

/** By the cells as text: −0 is 0, and a level that is in the dictionary twice is one. */
const slowly = (rows: readonly (readonly [number, number, number])[], places: Int32Array): boolean => {
  const texts = Array.from(places, (at) => {
    const [x, y, z] = rows[at]!;
    return `${x} ${y} ${levels[z] ?? ''}`;
  });
  return new Set(texts).size < texts.length;
};

describe('whether rows may come twice', () => {
  it('is whether some do', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), fc.integer({ min: 1, max: 3 }), (rows, step) => {
        const places = Int32Array.from(rows.keys()).filter((at) => at % step === 0);
        expect(mayRepeat(columnsOf(rows), places)).toBe(slowly(rows, places));
      }),
    );
  });

  it('finds one copy among many rows', () => {
    const rows = Array.from({ length: 5000 }, (_, i): [number, number, number] => [i % 71, i % 73, 0]);
    const places = Int32Array.from(rows.keys());
    expect(mayRepeat(columnsOf(rows), places)).toBe(false);
    rows[4000] = rows[17]!;
    expect(mayRepeat(columnsOf(rows), places)).toBe(true);
  });

  it('is told by one column whose values all differ', () => {
    fc.assert(
      fc.property(fc.array(number, { maxLength: 12 }), (values) => {
        const sample = sampleOf({ name: 'x', kind: 'number', values: Float64Array.from(values) });
        const texts = values.map(String);
        expect(allDiffer(sample)).toBe(new Set(texts).size === texts.length);
      }),
    );
    const words = sampleOf({ name: 'x', kind: 'category', codes: Int32Array.of(0, 1), levels });
    expect(allDiffer(words)).toBe(false);
  });
});
