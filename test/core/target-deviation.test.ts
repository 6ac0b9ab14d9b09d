import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { part } from '../../src/core/split.ts';
import { knownDeviation } from '../../src/core/target-deviation.ts';
import type { VersionTable } from '../../src/core/version-table.ts';

const version = (values: readonly number[], parts: readonly number[] | null): VersionTable => ({
  table: {
    rows: values.length,
    columns: [
      { name: 'y', kind: 'number', values: Float64Array.from(values) },
      { name: 'word', kind: 'category', codes: new Int32Array(values.length), levels: ['a'] },
    ],
  },
  ids: Float64Array.from(values.keys()),
  parts: parts && Uint8Array.from(parts),
  nextId: values.length,
});

describe('the deviation of the known answers', () => {
  it('is the population deviation of the training rows among the first ones', () => {
    const { train, test, gap } = part;
    const rows = version([1, 100, 3, 7, NaN, 5, 1e6], [train, test, train, gap, train, train, train]);
    // 1, 3, 5: the variance is 8 / 3.
    expect(knownDeviation(rows, 'y', 6)).toBeCloseTo(Math.sqrt(8 / 3), 12);
    expect(knownDeviation(version([1, 3, 5, 1e6], null), 'y', 3)).toBeCloseTo(Math.sqrt(8 / 3), 12);
  });

  it('is 1 where there are no numbers to go by', () => {
    expect(knownDeviation(version([NaN, NaN, 5], null), 'y', 2)).toBe(1);
    expect(knownDeviation(version([1, 2], null), 'word', 2)).toBe(1);
    expect(() => knownDeviation(version([1], null), 'z', 1)).toThrow(RangeError);
  });

  it('knows nothing of test rows and of rows to come, whatever they hold', () => {
    const row = fc.record({ y: fc.double({ noNaN: true, min: -1e6, max: 1e6 }), test: fc.boolean() });
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 40 }), fc.double(), (rows, other) => {
        const known = Math.ceil(rows.length / 2);
        const parts = rows.map(({ test }) => (test ? part.test : part.train));
        const values = rows.map(({ y }) => y);
        const changed = values.map((y, i) => (i >= known || parts[i] === part.test ? other : y));
        expect(knownDeviation(version(changed, parts), 'y', known)).toBe(
          knownDeviation(version(values, parts), 'y', known),
        );
      }),
    );
  });
});
