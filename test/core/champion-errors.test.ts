import { expect, test } from 'vitest';
import { errorsOf, newRows } from '../../src/core/champion-errors.ts';
import { binaryRows, numberRows } from './monitors/world.ts';

test('a wrong answer is 1 by the threshold that it was given by', () => {
  const window = { ...binaryRows(2, 1), scores: Float32Array.of(0.6, 0.6), truth: Float64Array.of(1, 0) };
  const errorAt = errorsOf('binary', window);
  expect([errorAt(window, 0), errorAt(window, 1)]).toEqual([0, 1]);
  const strict = { ...window, thresholds: Float64Array.of(0.7, 0.7) };
  expect([errorAt(strict, 0), errorAt(strict, 1)]).toEqual([1, 0]);
  expect(errorAt({ ...window, scores: Float32Array.of(NaN, NaN) }, 1)).toBe(1);
});

test('a miss is told in usual deviations from the usual one', () => {
  const unseen = numberRows(2000, 1);
  const errorAt = errorsOf('regression', unseen);
  const misses = Array.from({ length: 2000 }, (_, at) => errorAt(unseen, at));
  expect(misses.reduce((a, b) => a + b) / 2000).toBeCloseTo(0, 6);
  const exact = { ...unseen, truth: Float64Array.from(unseen.scores) };
  expect(errorsOf('regression', exact)(unseen, 0)).toBeGreaterThan(0);
});

test('rows come once and in order, those without a label not at all', () => {
  const window = { ...binaryRows(4, 1), truth: Float64Array.of(1, NaN, 0, 1) };
  const fresh = newRows();
  expect([...fresh(window)]).toEqual([0, 2, 3]);
  // Its first two rows are the last two of the one before.
  const next = { places: Int32Array.of(2, 3, 4, 5, 6), truth: Float64Array.of(0, 1, 1, NaN, 0) };
  expect([...fresh(next)]).toEqual([2, 4]);
  expect([...fresh(next)]).toEqual([]);
});
