import { describe, expect, it } from 'vitest';
import accuracy from '../../../src/core/metrics/accuracy.ts';
import { reference } from '../../fixtures/core/reference.ts';

const { binary, multiclass, weights } = reference.metrics;

describe('accuracy', () => {
  it.each([
    { name: 'binary', data: binary, scores: Float32Array.from(binary.scores), outputs: 1 },
    { name: 'multiclass', data: multiclass, scores: Float32Array.from(multiclass.scores.flat()), outputs: 4 },
  ])('equals accuracy_score of scikit-learn: $name', ({ data, scores, outputs }) => {
    const truth = Float64Array.from(data.truth);
    expect(accuracy.compute({ truth, scores, outputs })).toBeCloseTo(data.accuracy.plain, 14);
    expect(accuracy.compute({ truth, scores, outputs, weights: Float64Array.from(weights) })).toBeCloseTo(
      data.accuracy.weighted,
      14,
    );
  });

  it('counts 0.5 as positive, and the first of equal classes', () => {
    expect(accuracy.compute({ truth: Float64Array.of(1), scores: Float32Array.of(0.5), outputs: 1 })).toBe(1);
    const scores = Float32Array.of(0.2, 0.4, 0.4);
    expect(accuracy.compute({ truth: Float64Array.of(1), scores, outputs: 3 })).toBe(1);
    expect(accuracy.compute({ truth: Float64Array.of(2), scores, outputs: 3 })).toBe(0);
  });

  it('skips rows without truth, whatever their score', () => {
    const truth = Float64Array.of(1, NaN, 0, NaN);
    const scores = Float32Array.of(0.9, 0.9, 0.9, NaN);
    expect(accuracy.compute({ truth, scores, outputs: 1 })).toBe(0.5);
  });

  it('is NaN without rows, and for a model that answers NaN', () => {
    expect(accuracy.compute({ truth: new Float64Array(), scores: new Float32Array(), outputs: 1 })).toBeNaN();
    const truth = Float64Array.of(0, 0);
    expect(accuracy.compute({ truth, scores: Float32Array.of(0, NaN), outputs: 1 })).toBeNaN();
    expect(accuracy.compute({ truth, scores: Float32Array.of(1, 0, 1, NaN), outputs: 2 })).toBeNaN();
    expect(
      accuracy.compute({ truth, scores: Float32Array.of(1, 0), outputs: 1, weights: new Float64Array(2) }),
    ).toBeNaN();
  });
});
