import fc from 'fast-check';
import { expect, it } from 'vitest';
import { largest } from '../../src/core/largest.ts';

it('are those that a full sort would put first, equal ones in their order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 })), fc.integer({ min: 0, max: 12 }), (sizes, most) => {
      const sorted = sizes.map((_, place) => place).toSorted((a, b) => sizes[b]! - sizes[a]! || a - b);
      expect(largest(sizes.length, most, (place) => sizes[place]!)).toEqual(sorted.slice(0, most));
    }),
  );
});

it('leave out what has no size', () => {
  const sizes = [1, NaN, 3];
  expect(largest(3, 5, (place) => sizes[place]!)).toEqual([2, 0]);
});
