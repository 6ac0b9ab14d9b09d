import { describe, expect, it } from 'vitest';
import mae from '../../../src/core/metrics/mae.ts';
import { reference } from '../../fixtures/core/reference.ts';

const { regression, weights } = reference.metrics;

describe('mae', () => {
  it('equals mean_absolute_error of scikit-learn', () => {
    const truth = Float64Array.from(regression.truth);
    const scores = Float32Array.from(regression.scores);
    expect(mae.compute({ truth, scores, outputs: 1 })).toBeCloseTo(regression.mae.plain, 12);
    expect(mae.compute({ truth, scores, outputs: 1, weights: Float64Array.from(weights) })).toBeCloseTo(
      regression.mae.weighted,
      12,
    );
  });

  it('skips rows without truth', () => {
    const truth = Float64Array.of(10, NaN, 10);
    expect(mae.compute({ truth, scores: Float32Array.of(13, NaN, 6), outputs: 1 })).toBe(3.5);
  });

  it('is NaN without rows and for a NaN score', () => {
    expect(mae.compute({ truth: new Float64Array(), scores: new Float32Array(), outputs: 1 })).toBeNaN();
    const truth = Float64Array.of(1, 2);
    expect(mae.compute({ truth, scores: Float32Array.of(1, NaN), outputs: 1 })).toBeNaN();
  });
});
