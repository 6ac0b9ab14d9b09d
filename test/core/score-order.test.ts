import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderOfFloats, orderOfScores } from '../../src/core/score-order.ts';

/** By comparing them, which is slow and plain. */
const slowly = (values: Float32Array): number[] =>
  [...values.keys()].sort((a, b) => values[a]! - values[b]! || a - b);

const floats = fc.oneof(
  fc.float({ noNaN: true }),
  fc.constantFrom(0, -0, 0.5, 1, -1, Infinity, -Infinity, Math.fround(1e12), Math.fround(-1e12), 1e-45),
);

describe('orderOfFloats', () => {
  it('is the order by comparison, equal ones in their own order', () => {
    fc.assert(
      fc.property(fc.array(floats, { maxLength: 60 }), (list) => {
        const values = Float32Array.from(list);
        expect([...orderOfFloats(values)]).toEqual(slowly(values));
      }),
    );
  });

  it('holds for many rows, and for few after them', () => {
    for (const rows of [5000, 3, 70_000, 1, 0, 2]) {
      const values = Float32Array.from({ length: rows }, (_, i) => Math.sin(i * i) * (i % 7));
      expect([...orderOfFloats(values)]).toEqual(slowly(values));
    }
  });

  it('keeps equal ones where they are', () => {
    expect([...orderOfFloats(new Float32Array(5).fill(0.25))]).toEqual([0, 1, 2, 3, 4]);
    expect([...orderOfFloats(Float32Array.of(0, -0, 0, -0))]).toEqual([0, 1, 2, 3]);
  });

  it('puts what is not a number behind all others', () => {
    expect([...orderOfFloats(Float32Array.of(NaN, 2, NaN, Infinity, -3))]).toEqual([4, 1, 3, 0, 2]);
  });

  it('leaves the values as they are, and what it returned before', () => {
    const first = Float32Array.of(3, 1, 2);
    const order = orderOfFloats(first);
    orderOfFloats(Float32Array.of(1, 2, 3));
    expect([...first]).toEqual([3, 1, 2]);
    expect([...order]).toEqual([1, 2, 0]);
  });
});

describe('orderOfScores', () => {
  it('is worked out once for the same scores', () => {
    const scores = Float32Array.of(0.7, 0.1, 0.4);
    const order = orderOfScores(scores);
    expect([...order]).toEqual([1, 2, 0]);
    expect(orderOfScores(scores)).toBe(order);
    expect(orderOfScores(scores.slice())).not.toBe(order);
  });
});
