import fc from 'fast-check';
import { expect, it } from 'vitest';
import { roundStep, ticksOf } from '../../../src/charts/parts/ticks.ts';

it('gives the least round step that is not below the size', () => {
  expect([0.69, 0.05, 0.11, 2.4, 3, 100, 0, NaN].map(roundStep)).toEqual([1, 0.05, 0.2, 2.5, 5, 100, 1, 1]);
  fc.assert(
    fc.property(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), (size) => {
      const step = roundStep(size);
      expect(step).toBeGreaterThanOrEqual(size * (1 - 1e-6));
      expect(step).toBeLessThanOrEqual(2.0001 * size);
    }),
  );
});

it('counts them from 0', () => {
  expect(ticksOf(0.1, 3)).toEqual([0, 0.1, 0.2, 0.3]);
});
