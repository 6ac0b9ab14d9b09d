import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LabWorld } from '../../../src/core/alert-lab/lab.ts';
import { seededStreams } from '../../../src/core/alert-lab/streams.ts';
import { injectionCourses } from '../../../src/core/injection.ts';

const world: LabWorld = {
  errors: { from: 'rates', before: 0.1, after: 0.6 },
  rows: 4000,
  changeAt: 1000,
  course: 'sudden',
  overRows: 1000,
  labelDelayRows: 0,
};
const shareOf = (stream: Float64Array, from: number, to: number): number =>
  stream.subarray(from, to).reduce((sum, x) => sum + x, 0) / (to - from);
/** Over 20 seeds: 20,000 rows, so that a share deviates by 0.0035 at most. */
const sharesOf = (of: LabWorld, from: number, to: number, stream: 'changed' | 'quiet' = 'changed') =>
  Array.from({ length: 20 }, (_, i) => shareOf(seededStreams(of, 5, i)[stream], from, to)).reduce(
    (sum, share) => sum + share / 20,
    0,
  );

test.each([
  ['sudden', [0.1, 0.6, 0.6, 0.6]],
  ['gradual', [0.1, 0.35, 0.6, 0.6]],
  ['incremental', [0.1, 0.35, 0.6, 0.6]],
  ['recurring', [0.1, 0.6, 0.1, 0.6]],
] as const)('%s: the rate of errors in each thousand rows', (course, rates) => {
  rates.forEach((rate, part) => {
    expect(sharesOf({ ...world, course }, part * 1000, part * 1000 + 1000)).toBeCloseTo(rate, 1.7);
    expect(sharesOf({ ...world, course }, part * 1000, part * 1000 + 1000, 'quiet')).toBeCloseTo(0.1, 1.7);
  });
});

test.each(['gradual', 'incremental'] as const)('%s: grows all along', (course) => {
  const early = sharesOf({ ...world, course }, 1000, 1200);
  const late = sharesOf({ ...world, course }, 1800, 2000);
  expect(early).toBeCloseTo(0.15, 1.5);
  expect(late).toBeCloseTo(0.55, 1.5);
});

test('the same seed gives the same streams, which hang on no other seed and on no course until the change', () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(50), fc.constantFrom(...injectionCourses), (seed, index, course) => {
      const one = seededStreams(world, seed, index);
      expect(seededStreams(world, seed, index)).toEqual(one);
      const other = seededStreams({ ...world, course }, seed, index);
      expect(other.changed.subarray(0, 1000)).toEqual(one.changed.subarray(0, 1000));
      expect(other.quiet).toEqual(one.quiet);
      expect(seededStreams(world, seed, index + 1).changed).not.toEqual(one.changed);
      expect(one.changed.every((x) => x === 0 || x === 1)).toBe(true);
      expect(one.quiet).not.toEqual(one.changed);
    }),
    { numRuns: 20 },
  );
});

test('real errors come in stretches as they were, from before and after the change', () => {
  // 0, 1, 2 … before; 1000, 1001 … after: each value tells where it comes from.
  const before = Float64Array.from({ length: 500 }, (_, i) => i);
  const after = Float64Array.from({ length: 80 }, (_, i) => 1000 + i);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 700 }), fc.integer({ min: 0, max: 99 }), (block, index) => {
      const { changed, quiet } = seededStreams(
        { ...world, rows: 1500, changeAt: 900, errors: { from: 'rows', before, after, block } },
        1,
        index,
      );
      expect(quiet.every((x) => x < 500)).toBe(true);
      expect(changed.subarray(0, 900).every((x) => x < 500)).toBe(true);
      expect(changed.subarray(900).every((x) => x >= 1000 && x < 1080)).toBe(true);
      const length = Math.min(block, 500);
      for (let row = 1; row < 1500; row++)
        if (row % length !== 0) expect(quiet[row]! - quiet[row - 1]!).toBe(1);
    }),
    { numRuns: 30 },
  );
});

test('one error and a single row are enough', () => {
  const errors = { from: 'rows', before: Float64Array.of(0), after: Float64Array.of(1), block: 10 } as const;
  const { changed, quiet } = seededStreams({ ...world, rows: 3, changeAt: 1, errors }, 1, 0);
  expect([...changed]).toEqual([0, 1, 1]);
  expect([...quiet]).toEqual([0, 0, 0]);
  const single = seededStreams({ ...world, rows: 1, changeAt: 0, errors }, 1, 0);
  expect([...single.changed]).toEqual([1]);
});
