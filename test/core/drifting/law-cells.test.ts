import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lawCells } from '../../../src/core/drifting/law-cells.ts';
import { Random } from '../../../src/core/random.ts';

/** Each gap into the cell of its own share. */
function slowly(sorted: Float64Array) {
  const n = sorted.length;
  const cells = new Map<number, { width: number; moment: number }>();
  for (let i = 1; i < n; i++) {
    const width = sorted[i]! - sorted[i - 1]!;
    if (!(width > 0) || !Number.isFinite(width)) continue;
    const share = i / n;
    const place = (Math.log(share / (1 - share)) / Math.log(Math.max(2, n)) + 1) / 2;
    const at = Math.min(63, Math.max(0, Math.floor(place * 64)));
    const cell = cells.get(at) ?? { width: 0, moment: 0 };
    cells.set(at, { width: cell.width + width, moment: cell.moment + share * width });
  }
  return [...cells.values()].map(({ width, moment }) => ({ width, share: moment / width }));
}

function expectSame(values: ArrayLike<number>): void {
  const sorted = Float64Array.from(values).sort();
  const { cells, largest } = lawCells(sorted);
  const expected = slowly(sorted).filter(({ width }) => width / largest > 1e-12);
  expect(cells.length).toBe(expected.length);
  cells.forEach(({ width, share }, i) => {
    expect((width * largest) / expected[i]!.width).toBeCloseTo(1, 9);
    expect(share).toBeCloseTo(expected[i]!.share, 9);
  });
}

describe('stretches of a reference', () => {
  it('are its gaps, by the share of rows below', () => {
    const value = fc.oneof(
      fc.integer({ min: -3, max: 3 }),
      fc.integer({ min: -1000, max: 1000 }).map((at) => at / 7),
      fc.constantFrom(1e12, Infinity, -Infinity),
    );
    fc.assert(fc.property(fc.array(value, { maxLength: 200 }), expectSame));
  });

  it.each([2, 3, 100, 4000, 5001])('are its gaps, for %i rows', (rows) => {
    const random = new Random(rows);
    expectSame(Float64Array.from({ length: rows }, () => random.normal()));
  });

  it('are none of a constant, of one row and of nothing', () => {
    for (const values of [[], [1], [2, 2, 2]])
      expect(lawCells(Float64Array.from(values))).toEqual({ cells: [], largest: 0 });
  });

  it('lie between 0 and 1, however small the numbers are', () => {
    const { cells } = lawCells(Float64Array.of(0, Number.MIN_VALUE, 2 * Number.MIN_VALUE));
    for (const { share } of cells) {
      expect(share).toBeGreaterThan(0);
      expect(share).toBeLessThan(1);
    }
  });
});
