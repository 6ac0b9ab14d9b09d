import { describe, expect, it } from 'vitest';
import type { TrainingConfig } from '../../src/core/define.ts';
import { scheduleFactor } from '../../src/core/learning.ts';
import { balancedWeights, learningOf, scheduleCurve, withDropout } from '../../src/core/learning-plan.ts';

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

  it('the other courses are those of Keras, from their own settings', () => {
    const factor = (own: Partial<TrainingConfig>, step: number) =>
      scheduleFactor(learningOf({ ...config, ...own }, 'binary', 100).schedule, step);
    // 4 steps in an epoch; cut at the start of every third one.
    const stairs: Partial<TrainingConfig> = { rateCourse: 'step', stepEpochs: 3, stepFactor: 0.1 };
    expect([0, 11, 12, 23, 24, 39].map((step) => factor(stairs, step))).toEqual([
      1,
      1,
      0.1,
      0.1,
      0.1 ** 2,
      0.1 ** 3,
    ]);
    expect(factor({ rateCourse: 'step' }, 39)).toBe(1);
    expect([0, 1, 2, 4, 5, 39].map((step) => factor({ rateCourse: 'warm-up' }, step))).toEqual([
      0, 0.25, 0.5, 1, 1, 1,
    ]);
    expect(factor({ rateCourse: 'warm-up', warmUpShare: 0.5 }, 10)).toBe(0.5);
    expect(factor({ rateCourse: 'warm-up', warmUpShare: 0 }, 0)).toBe(1);
    expect(factor({ rateCourse: 'polynomial' }, 10)).toBe(0.75);
    expect(factor({ rateCourse: 'polynomial', ratePower: 2, rateEnd: 0.2 }, 20)).toBeCloseTo(0.4, 12);
    expect(factor({ rateCourse: 'inverse-time' }, 40)).toBeCloseTo(0.1, 12);
    expect(factor({ rateCourse: 'inverse-time', rateEnd: 0.25 }, 20)).toBeCloseTo(1 / 2.5, 12);
    expect(factor({ rateCourse: 'cosine', rateEnd: 0.1 }, 40)).toBeCloseTo(0.1, 12);
    expect(factor({ rateCourse: 'exponential', rateEnd: 0 }, 40)).toBeCloseTo(1e-6, 15);
  });

  it('clips by the norm of all parameters, or as it is asked, or not at all', () => {
    const clip = (clipBy: TrainingConfig['clipBy']) =>
      learningOf({ ...config, clipNorm: 2, clipBy }, 'binary', 100).clip;
    expect(clip('value')).toEqual({ by: 'value', at: 2 });
    expect(clip('norm')).toEqual({ by: 'norm', at: 2 });
    expect(learningOf({ ...config, clipNorm: 2 }, 'binary', 100).clip).toEqual({ by: 'global-norm', at: 2 });
    expect(learningOf({ ...config, clipNorm: 0 }, 'binary', 100).clip).toBe(null);
  });
});

describe('the curve of the rate', () => {
  it('takes every step of a short training', () => {
    const { steps, rates } = scheduleCurve({ ...config, rateCourse: 'polynomial' }, 4);
    expect(steps).toEqual([0, 1, 2, 3]);
    rates.forEach((rate, step) => expect(rate).toBeCloseTo(0.01 * (1 - step / 4), 15));
    expect(scheduleCurve(config, 1)).toEqual({ steps: [0], rates: [0.01] });
  });
  it('keeps the first and last step and both sides of every stair of a long one', () => {
    const course = { ...config, epochs: 7, rateCourse: 'step', stepEpochs: 2 } as const;
    const { steps, rates } = scheduleCurve(course, 7 * 1433);
    expect(steps.at(0)).toBe(0);
    expect(steps.at(-1)).toBe(7 * 1433 - 1);
    expect(steps).toEqual(expect.arrayContaining([2865, 2866, 5731, 5732, 8597, 8598]));
    expect(rates[steps.indexOf(2865)]).toBe(0.01);
    expect(rates[steps.indexOf(2866)]).toBe(0.005);
    expect(steps.length).toBeLessThan(260);
    expect([...steps].sort((a, b) => a - b)).toEqual(steps);
    const { schedule } = learningOf({ ...course, batchSize: 1 }, 'binary', 1433);
    steps.forEach((step, i) => expect(rates[i]).toBe(0.01 * scheduleFactor(schedule, step)));
  });
});

it('withDropout leaves the output layer alone, and a layer its own', () => {
  const architecture = {
    inputs: 2,
    layers: [
      { units: 4, activation: 'relu' as const },
      { units: 4, activation: 'relu' as const, dropout: 0.5 },
      { units: 4, activation: 'relu' as const, dropout: 0 },
      { units: 1, activation: 'sigmoid' as const },
    ],
  };
  expect(withDropout(architecture, 0.3).layers.map((layer) => layer.dropout)).toEqual([0.3, 0.5, 0, 0]);
});

it('balancedWeights are those of scikit-learn', () => {
  // compute_class_weight('balanced', classes=[0, 1, 2], y=[0,0,0,0,0,0,1,1,1,2]) = [0.5556, 1.1111, 3.3333]
  const weights = balancedWeights(Float64Array.of(0, 0, 0, 0, 0, 0, 1, 1, 1, 2));
  expect(weights[0]).toBeCloseTo(10 / 18, 6);
  expect(weights[6]).toBeCloseTo(10 / 9, 6);
  expect(weights[9]).toBeCloseTo(10 / 3, 6);
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(10, 5);
});
