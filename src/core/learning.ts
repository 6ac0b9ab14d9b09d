// What a training minimises and how it moves: losses, optimisers, learning-rate schedules, penalties and clipping, with the
// formulas and default constants of Keras 3.

import type { Activation } from './network.ts';

export const losses = [
  'mean-squared-error',
  'mean-absolute-error',
  'huber',
  'binary-crossentropy',
  'categorical-crossentropy',
] as const;
/**
 * Of one row: the mean over its outputs (of categorical cross-entropy the sum). Cross-entropies are computed from the sums
 * before sigmoid or softmax. Huber turns at 1. A batch counts Σ weight × loss / rows, as in Keras.
 */
export type LossKind = (typeof losses)[number];

export type RegressionLoss = Extract<LossKind, 'mean-squared-error' | 'mean-absolute-error' | 'huber'>;

export const optimizers = ['sgd', 'momentum', 'nesterov', 'rmsprop', 'adam', 'adamw'] as const;
/**
 * With gradient g, parameters w and learning rate r (Keras 3 keras.optimizers):
 * - sgd: w −= r g
 * - momentum: m = μ m − r g, w += m
 * - nesterov: m = μ m − r g, w += μ m − r g
 * - rmsprop: v += (1 − ρ)(g² − v), w −= r g / √(v + ε)
 * - adam: m += (1 − β₁)(g − m), v += (1 − β₂)(g² − v), w −= r √(1 − β₂ᵗ)/(1 − β₁ᵗ) m / (√v + ε)
 * - adamw: first w −= r λ w for every parameter, then adam
 */
export type OptimizerKind = (typeof optimizers)[number];

/** Adam's and RMSProp's constants in Keras 3. */
export const constants = { beta1: 0.9, beta2: 0.999, rho: 0.9, epsilon: 1e-7, huber: 1 } as const;

/** Learning rate at an optimiser step (from 0), as a factor of the base rate (keras.optimizers.schedules). */
export type Schedule =
  | { readonly kind: 'constant' }
  /** decayRate^(step / decaySteps); with `staircase` the exponent is rounded down. */
  | {
      readonly kind: 'exponential';
      readonly decaySteps: number;
      readonly decayRate: number;
      readonly staircase?: boolean;
    }
  /** 1 / (1 + decayRate × step / decaySteps) */
  | { readonly kind: 'inverse-time'; readonly decaySteps: number; readonly decayRate: number }
  /** (1 − end)(1 − step / decaySteps)^power + end, then `end` */
  | {
      readonly kind: 'polynomial';
      readonly decaySteps: number;
      readonly end: number;
      readonly power: number;
    }
  /** Linear warm-up from 0, then half a cosine down to `end`. */
  | {
      readonly kind: 'cosine';
      readonly warmupSteps: number;
      readonly decaySteps: number;
      readonly end: number;
    }
  /** factors[i] up to and with step boundaries[i], the last factor after that. */
  | {
      readonly kind: 'piecewise';
      readonly boundaries: readonly number[];
      readonly factors: readonly number[];
    };

/** By value, by the norm of every kernel and every bias on its own, or by the norm of all of them. */
export interface Clip {
  readonly by: 'value' | 'norm' | 'global-norm';
  readonly at: number;
}

export interface Learning {
  readonly loss: LossKind;
  readonly optimizer: OptimizerKind;
  readonly learningRate: number;
  readonly schedule: Schedule;
  /** μ of momentum and nesterov. */
  readonly momentum: number;
  /** λ of adamw. */
  readonly weightDecay: number;
  /** Penalties l1 Σ|w| + l2 Σw² on kernels, not on biases (keras.regularizers.L1L2). */
  readonly l1: number;
  readonly l2: number;
  readonly clip: Clip | null;
  readonly batchSize: number;
  /**
   * Step at which the optimiser began with an empty state; absent: 0. Adam's corrections count from there. Negative where
   * steps were counted anew, for another batch size.
   */
  readonly optimizerFrom?: number;
}

export const defaultLearning = {
  schedule: { kind: 'constant' },
  momentum: 0.9,
  weightDecay: 0.004,
  l1: 0,
  l2: 0,
  clip: null,
} as const satisfies Partial<Learning>;

/** Null, or why this loss can't stand behind this output activation. */
export function lossProblem(loss: LossKind, last: Activation): string | null {
  if (loss === 'binary-crossentropy' && last !== 'sigmoid' && last !== 'linear')
    return `Binary cross-entropy needs an output layer of sigmoid (or linear, read as logits), not ${last}.`;
  if (loss === 'categorical-crossentropy' && last !== 'softmax' && last !== 'linear')
    return `Categorical cross-entropy needs an output layer of softmax (or linear, read as logits), not ${last}.`;
  return null;
}

/** Numbers of optimiser state per parameter: m, then v. */
export function optimizerSlots(optimizer: OptimizerKind): 0 | 1 | 2 {
  if (optimizer === 'sgd') return 0;
  return optimizer === 'adam' || optimizer === 'adamw' ? 2 : 1;
}

/** Factor of the base learning rate at an optimiser step, from 0; in float64. */
export function scheduleFactor(schedule: Schedule, step: number): number {
  switch (schedule.kind) {
    case 'constant':
      return 1;
    case 'exponential': {
      const decays = step / schedule.decaySteps;
      return schedule.decayRate ** (schedule.staircase ? Math.floor(decays) : decays);
    }
    case 'inverse-time':
      return 1 / (1 + (schedule.decayRate * step) / schedule.decaySteps);
    case 'polynomial': {
      const { decaySteps, end, power } = schedule;
      return (1 - end) * (1 - Math.min(step, decaySteps) / decaySteps) ** power + end;
    }
    case 'cosine': {
      const { warmupSteps, decaySteps, end } = schedule;
      if (step < warmupSteps) return step / warmupSteps;
      const done = Math.min(step - warmupSteps, decaySteps) / decaySteps;
      return (1 - end) * 0.5 * (1 + Math.cos(Math.PI * done)) + end;
    }
    case 'piecewise': {
      const at = schedule.boundaries.findIndex((boundary) => step <= boundary);
      return schedule.factors.at(at)!;
    }
  }
}

/**
 * What a step (from 0) multiplies the base learning rate by: `plain` is the schedule, `rate` also holds Adam's two bias
 * corrections. Computed in float64 here and nowhere else.
 */
export function stepFactors(
  learning: Pick<Learning, 'optimizer' | 'schedule' | 'optimizerFrom'>,
  step: number,
): { rate: number; plain: number } {
  const plain = scheduleFactor(learning.schedule, step);
  if (learning.optimizer !== 'adam' && learning.optimizer !== 'adamw') return { rate: plain, plain };
  const taken = step + 1 - (learning.optimizerFrom ?? 0);
  return {
    rate: (plain * Math.sqrt(1 - constants.beta2 ** taken)) / (1 - constants.beta1 ** taken),
    plain,
  };
}
