import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Range } from '../../src/ui/scale.ts';
import { positionOf, valueAt } from '../../src/ui/scale.ts';

const log: Range = { min: 0.0001, max: 1, scale: 'log', integer: false };
const linear: Range = { min: -5, max: 5, scale: 'linear', step: 0.1, integer: false };
const whole: Range = { min: 1, max: 4096, scale: 'log', integer: true };

test('on a log scale each factor of ten takes the same way', () => {
  expect([0.0001, 0.001, 0.01, 0.1, 1].map((value) => positionOf(log, value))).toEqual(
    [0, 0.25, 0.5, 0.75, 1].map((place) => expect.closeTo(place, 10)),
  );
  expect(valueAt(log, 0.5)).toBe(0.01);
});

test.each([log, linear, whole])('values stay inside and come back to where they were (%o)', (range) => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (place) => {
      const value = valueAt(range, place);
      expect(value).toBeGreaterThanOrEqual(range.min);
      expect(value).toBeLessThanOrEqual(range.max);
      if (range.integer) expect(Number.isInteger(value)).toBe(true);
      expect(Math.abs(positionOf(range, value) - place)).toBeLessThan(0.06);
    }),
  );
});

test('a step gives round numbers and a foreign value the nearer end', () => {
  expect(valueAt(linear, 0.53)).toBe(0.3);
  expect(positionOf(linear, 99)).toBe(1);
  expect(positionOf(log, NaN)).toBe(0);
});
