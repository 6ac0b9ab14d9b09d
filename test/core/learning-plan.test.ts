import { describe, expect, it } from 'vitest';
import type { TrainingConfig } from '../../src/core/define.ts';
import { scheduleFactor } from '../../src/core/learning.ts';
import { balancedWeights, learningOf, withDropout } from '../../src/core/learning-plan.ts';

const config: TrainingConfig = {
  optimizer: 'adam',
  learningRate: 0.01,
  batchSize: 32,
  epochs: 10,
  validationShare: 0.2,
};

describe('learningOf', () => {
  it('fills in what a config from before does not have', () => {
    expect(learningOf(config, 'binary', 100)).toEqual({
      loss: 'binary-crossentropy',
      optimizer: 'adam',
      learningRate: 0.01,
      schedule: { kind: 'constant' },
      momentum: 0.9,
      weightDecay: 0.004,
      l1: 0,
      l2: 0,
      clip: null,
      batchSize: 32,
    });
  });

  it('the loss follows the task; only a regression chooses', () => {
    const absolute = { ...config, loss: 'mean-absolute-error' as const };
    expect(learningOf(absolute, 'regression', 100).loss).toBe('mean-absolute-error');
    expect(learningOf(absolute, 'binary', 100).loss).toBe('binary-crossentropy');
    expect(learningOf(config, 'multiclass', 100).loss).toBe('categorical-crossentropy');
    expect(learningOf(config, 'regression', 100).loss).toBe('mean-squared-error');
  });

  it('a course of the rate spans the whole training, its short last batches counted', () => {
    // 100 rows in batches of 32 are 4 steps, 10 times.
    const factor = (rateCourse: TrainingConfig['rateCourse'], step: number) =>
      scheduleFactor(learningOf({ ...config, rateCourse }, 'binary', 100).schedule, step);
    expect(factor('cosine', 0)).toBe(1);
    expect(factor('cosine', 20)).toBeCloseTo(0.5, 12);
    expect(factor('cosine', 40)).toBeCloseTo(0, 12);
    expect(factor('warm-up-cosine', 0)).toBe(0);
    expect(factor('warm-up-cosine', 2)).toBe(0.5);
    expect(factor('warm-up-cosine', 4)).toBe(1);
    expect(factor('warm-up-cosine', 40)).toBeCloseTo(0, 12);
    expect(factor('exponential', 40)).toBeCloseTo(0.01, 12);
    expect(factor('exponential', 20)).toBeCloseTo(0.1, 12);
  });

  it('clips by the norm of all parameters, or not at all', () => {
    expect(learningOf({ ...config, clipNorm: 2 }, 'binary', 100).clip).toEqual({ by: 'global-norm', at: 2 });
    expect(learningOf({ ...config, clipNorm: 0 }, 'binary', 100).clip).toBe(null);
  });
});

it('withDropout leaves the output layer alone', () => {
  const architecture = {
    inputs: 2,
    layers: [
      { units: 4, activation: 'relu' as const },
      { units: 1, activation: 'sigmoid' as const },
    ],
  };
  expect(withDropout(architecture, 0.3).layers.map((layer) => layer.dropout)).toEqual([0.3, 0]);
});

it('balancedWeights are those of scikit-learn', () => {
  // compute_class_weight('balanced', classes=[0, 1, 2], y=[0,0,0,0,0,0,1,1,1,2]) = [0.5556, 1.1111, 3.3333]
  const weights = balancedWeights(Float64Array.of(0, 0, 0, 0, 0, 0, 1, 1, 1, 2));
  expect(weights[0]).toBeCloseTo(10 / 18, 6);
  expect(weights[6]).toBeCloseTo(10 / 9, 6);
  expect(weights[9]).toBeCloseTo(10 / 3, 6);
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(10, 5);
});
