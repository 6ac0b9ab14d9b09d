import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { descendingOrder } from '../../../src/core/parts/stable-order.ts';

describe('descendingOrder', () => {
  it('sorts as a stable sort does, extreme floats, infinities and both zeros included', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.float({ noNaN: true }), fc.constantFrom(0, -0, 0.5, -0.5))),
        (list) => {
          const scores = Float32Array.from(list);
          const expected = list
            .map((_, i) => i)
            .sort((a, b) => {
              const [left = NaN, right = NaN] = [scores[a], scores[b]];
              return left === right ? 0 : right > left ? 1 : -1;
            });
          expect([...descendingOrder(scores)]).toEqual(expected);
        },
      ),
    );
  });

  it('leaves the scores as they are', () => {
    const scores = Float32Array.of(0.1, 0.9, -0);
    descendingOrder(scores);
    expect(scores).toEqual(Float32Array.of(0.1, 0.9, -0));
  });
});
