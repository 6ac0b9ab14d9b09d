import { describe, expect, it } from 'vitest';
import type { Schedule } from '../../src/core/learning.ts';
import {
  defaultLearning,
  losses,
  lossProblem,
  optimizers,
  optimizerSlots,
  scheduleFactor,
  stepFactors,
} from '../../src/core/learning.ts';
import { activations } from '../../src/core/network.ts';

describe('schedules', () => {
  // By hand, from the formulas of keras.optimizers.schedules with an initial rate of 1.
  const cases: { schedule: Schedule; values: [step: number, factor: number][] }[] = [
    {
      schedule: { kind: 'constant' },
      values: [
        [0, 1],
        [1e6, 1],
      ],
    },
    {
      schedule: { kind: 'exponential', decaySteps: 20, decayRate: 0.81 },
      values: [
        [0, 1],
        [10, 0.9],
        [20, 0.81],
        [40, 0.6561],
      ],
    },
    {
      schedule: { kind: 'inverse-time', decaySteps: 10, decayRate: 0.5 },
      values: [
        [0, 1],
        [5, 0.8],
        [10, 2 / 3],
        [60, 0.25],
      ],
    },
    {
      schedule: { kind: 'polynomial', decaySteps: 100, end: 0.1, power: 2 },
      values: [
        [0, 1],
        [50, 0.325],
        [90, 0.109],
        [100, 0.1],
        [1000, 0.1],
      ],
    },
    {
      schedule: { kind: 'polynomial', decaySteps: 4, end: 0, power: 1 },
      values: [
        [1, 0.75],
        [3, 0.25],
        [4, 0],
      ],
    },
    {
      schedule: { kind: 'cosine', warmupSteps: 10, decaySteps: 90, end: 0.05 },
      values: [
        [0, 0],
        [1, 0.1],
        [9, 0.9],
        [10, 1],
        [40, 0.7625],
        [55, 0.525],
        [100, 0.05],
        [1e5, 0.05],
      ],
    },
    {
      schedule: { kind: 'cosine', warmupSteps: 0, decaySteps: 2, end: 0 },
      values: [
        [0, 1],
        [1, 0.5],
        [2, 0],
      ],
    },
    {
      schedule: { kind: 'piecewise', boundaries: [7, 50], factors: [1, 0.5, 0.1] },
      values: [
        [0, 1],
        [7, 1],
        [8, 0.5],
        [50, 0.5],
        [51, 0.1],
      ],
    },
    { schedule: { kind: 'piecewise', boundaries: [], factors: [0.7] }, values: [[3, 0.7]] },
  ];

  it.each(cases)('is what Keras makes of $schedule', ({ schedule, values }) => {
    for (const [step, factor] of values)
      expect(scheduleFactor(schedule, step), `step ${step}`).toBeCloseTo(factor, 14);
  });
});

describe('factors of a step', () => {
  it('hold the bias corrections of Adam', () => {
    for (const optimizer of ['adam', 'adamw'] as const) {
      const rate = (step: number) => stepFactors({ optimizer, schedule: { kind: 'constant' } }, step).rate;
      expect(rate(0)).toBeCloseTo(Math.sqrt(0.001) / 0.1, 14);
      expect(rate(1)).toBeCloseTo(Math.sqrt(0.001999) / 0.19, 14);
      expect(rate(2)).toBeCloseTo(Math.sqrt(0.002997001) / 0.271, 14);
      expect(rate(100_000)).toBeCloseTo(1, 14);
    }
  });

  it('are the schedule alone for the others, and for weight decay', () => {
    const schedule = { kind: 'piecewise', boundaries: [2], factors: [1, 0.25] } as const;
    for (const optimizer of optimizers) {
      const factors = stepFactors({ optimizer, schedule }, 5);
      expect(factors.plain).toBe(0.25);
      const corrected = optimizer === 'adam' || optimizer === 'adamw';
      const correction = Math.sqrt(1 - 0.999 ** 6) / (1 - 0.9 ** 6);
      expect(factors.rate).toBeCloseTo(corrected ? 0.25 * correction : 0.25, 14);
    }
  });
});

describe('learning', () => {
  it('knows how much each optimiser remembers', () => {
    expect(optimizers.map(optimizerSlots)).toEqual([0, 1, 1, 1, 2, 2]);
  });

  it('lets cross-entropies stand only behind what they can read', () => {
    for (const last of activations) {
      const allowed = losses.filter((loss) => lossProblem(loss, last) === null);
      const squared = ['mean-squared-error', 'mean-absolute-error', 'huber'];
      if (last === 'sigmoid') expect(allowed).toEqual([...squared, 'binary-crossentropy']);
      else if (last === 'softmax') expect(allowed).toEqual([...squared, 'categorical-crossentropy']);
      else expect(allowed).toEqual(last === 'linear' ? losses : squared);
    }
    expect(lossProblem('binary-crossentropy', 'relu')).toMatch(/sigmoid .* not relu/);
    expect(lossProblem('categorical-crossentropy', 'tanh')).toMatch(/softmax .* not tanh/);
  });

  it('has the defaults of Keras', () => {
    expect(defaultLearning).toMatchObject({ weightDecay: 0.004, l1: 0, l2: 0, clip: null });
  });
});
