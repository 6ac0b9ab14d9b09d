import { describe, expect, it } from 'vitest';
import logLoss from '../../../src/core/metrics/log-loss.ts';
import { reference } from '../../fixtures/core/reference.ts';

const { binary, multiclass, weights } = reference.metrics;

describe('log-loss', () => {
  it.each([
    { name: 'binary', data: binary, scores: Float32Array.from(binary.scores), outputs: 1 },
    { name: 'multiclass', data: multiclass, scores: Float32Array.from(multiclass.scores.flat()), outputs: 4 },
  ])('equals log_loss of scikit-learn, saturated scores included: $name', ({ data, scores, outputs }) => {
    const truth = Float64Array.from(data.truth);
    expect(logLoss.compute({ truth, scores, outputs })).toBeCloseTo(data['log-loss'].plain, 12);
    expect(logLoss.compute({ truth, scores, outputs, weights: Float64Array.from(weights) })).toBeCloseTo(
      data['log-loss'].weighted,
      12,
    );
  });

  it('clips at the machine epsilon of float64', () => {
    const wrong = { truth: Float64Array.of(1), scores: Float32Array.of(0), outputs: 1 };
    expect(logLoss.compute(wrong)).toBe(-Math.log(Number.EPSILON));
    const right = { truth: Float64Array.of(1), scores: Float32Array.of(1), outputs: 1 };
    expect(logLoss.compute(right)).toBe(-Math.log(1 - Number.EPSILON));
  });

  it('skips rows without truth; NaN without rows and for a NaN score', () => {
    const truth = Float64Array.of(1, NaN);
    expect(logLoss.compute({ truth, scores: Float32Array.of(0.5, NaN), outputs: 1 })).toBe(Math.LN2);
    expect(logLoss.compute({ truth, scores: Float32Array.of(NaN, 0.5), outputs: 1 })).toBeNaN();
    expect(logLoss.compute({ truth: new Float64Array(), scores: new Float32Array(), outputs: 1 })).toBeNaN();
  });
});
