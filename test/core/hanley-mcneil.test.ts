import { expect, it } from 'vitest';
import { compareAreas } from '../../src/core/delong.ts';
import { hanleyMcneilError } from '../../src/core/hanley-mcneil.ts';
import { Random } from '../../src/core/random.ts';
import given from '../fixtures/core/model-comparison.json' with { type: 'json' };

it('is the reference value', () => {
  const positives = given.truth.filter((answer) => answer === 1).length;
  const [area] = given.delong.auc;
  const found = hanleyMcneilError(area!, positives, given.truth.length - positives);
  expect(found).toBeCloseTo(given.hanley_mcneil_se_A, 12);
});

it('agrees with DeLong on scores that are exponential, as it supposes', () => {
  const random = new Random(5);
  const truth = Float64Array.from({ length: 4000 }, (_, row) => row % 2);
  const scores = Float32Array.from(truth, (answer) => -Math.log(1 - random.uniform()) * (answer ? 3 : 1));
  const { areas, covariance } = compareAreas(truth, scores, scores.toReversed())!;
  expect(hanleyMcneilError(areas[0], 2000, 2000) / Math.sqrt(covariance[0])).toBeCloseTo(1, 1);
});

it('says nothing without rows of both kinds, and is 0 for a ranking without fault', () => {
  expect(hanleyMcneilError(0.7, 0, 5)).toBeNaN();
  expect(hanleyMcneilError(0.7, 5, 0)).toBeNaN();
  expect(hanleyMcneilError(1, 5, 5)).toBe(0);
});
