import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketedPrecisionRecallArea, bucketedRocArea } from '../../../src/core/parts/bucketed-curves.ts';
import { rocArea } from '../../../src/core/parts/curves.ts';
import { prepareRanking } from '../../../src/core/parts/ranking.ts';

const rankingOf = (truth: readonly number[], scores: readonly number[]) =>
  prepareRanking({ truth: Float64Array.from(truth), scores: Float32Array.from(scores), outputs: 1 })(null);

describe('bucketed areas', () => {
  it('equal the exact area where scores have at most three decimals', () => {
    const row = fc.tuple(fc.nat(1), fc.nat(1000));
    fc.assert(
      fc.property(fc.array(row, { minLength: 2 }), (rows) => {
        const truth = rows.map(([answer]) => answer);
        fc.pre(truth.includes(0) && truth.includes(1));
        const ranking = rankingOf(
          truth,
          rows.map(([, score]) => score / 1000),
        );
        expect(bucketedRocArea(ranking)).toBeCloseTo(rocArea(ranking), 12);
      }),
    );
  });

  it('take scores for equal that share a bucket, and those from 1 on or below 0', () => {
    expect(bucketedRocArea(rankingOf([0, 1], [0.50001, 0.50002]))).toBe(0.5);
    expect(bucketedRocArea(rankingOf([0, 1], [0.5, 0.502]))).toBe(1);
    expect(bucketedRocArea(rankingOf([0, 1], [1, 2]))).toBe(0.5);
    expect(bucketedRocArea(rankingOf([0, 1], [-3, -2]))).toBe(0.5);
  });

  it('are 0 where a class is missing, as in TFMA, and NaN without rows', () => {
    expect(bucketedRocArea(rankingOf([1, 1], [0.2, 0.7]))).toBe(0);
    expect(bucketedRocArea(rankingOf([0, 0], [0.2, 0.7]))).toBe(0);
    expect(bucketedPrecisionRecallArea(rankingOf([0, 0], [0.2, 0.7]))).toBe(0);
    expect(bucketedPrecisionRecallArea(rankingOf([1, 1], [0.2, 0.7]))).toBe(1);
    expect(bucketedRocArea(rankingOf([], []))).toBeNaN();
    expect(bucketedPrecisionRecallArea(rankingOf([], []))).toBeNaN();
  });
});
