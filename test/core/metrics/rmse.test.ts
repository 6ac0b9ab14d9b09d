import { describe, expect, it } from 'vitest';
import rmse from '../../../src/core/metrics/rmse.ts';
import { reference } from '../../fixtures/core/reference.ts';

const { regression, weights } = reference.metrics;

describe('rmse', () => {
  it('equals root_mean_squared_error of scikit-learn', () => {
    const truth = Float64Array.from(regression.truth);
    const scores = Float32Array.from(regression.scores);
    expect(rmse.compute({ truth, scores, outputs: 1 })).toBeCloseTo(regression.rmse.plain, 12);
    expect(rmse.compute({ truth, scores, outputs: 1, weights: Float64Array.from(weights) })).toBeCloseTo(
      regression.rmse.weighted,
      12,
    );
  });

  it('skips rows without truth', () => {
    const truth = Float64Array.of(10, NaN, 10);
    expect(rmse.compute({ truth, scores: Float32Array.of(13, NaN, 6), outputs: 1 })).toBe(Math.sqrt(12.5));
  });

  it('is NaN without rows and for a NaN score', () => {
    expect(rmse.compute({ truth: new Float64Array(), scores: new Float32Array(), outputs: 1 })).toBeNaN();
    const truth = Float64Array.of(1, 2);
    expect(rmse.compute({ truth, scores: Float32Array.of(1, NaN), outputs: 1 })).toBeNaN();
  });
});
