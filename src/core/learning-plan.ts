// From the settings of a training to what a trainer is told.

import type { RateCourse, Task, TrainingConfig } from './define.ts';
import type { Learning, LossKind, Schedule } from './learning.ts';
import { defaultLearning, scheduleFactor } from './learning.ts';
import type { Architecture } from './network.ts';

const lossOf: Readonly<Record<Task, LossKind>> = {
  binary: 'binary-crossentropy',
  multiclass: 'categorical-crossentropy',
  regression: 'mean-squared-error',
};

/** Courses that come near 0 but can't reach it end no lower than this share. */
const leastEnd = 1e-6;

/** What a course falls to when the config does not say: a share of the first rate. */
export function rateEndOf(course: RateCourse): number {
  if (course === 'exponential') return 0.01;
  return course === 'inverse-time' ? 0.1 : 0;
}

type Course = Pick<
  TrainingConfig,
  'epochs' | 'rateCourse' | 'stepEpochs' | 'stepFactor' | 'rateEnd' | 'ratePower' | 'warmUpShare'
>;

/** @param steps of the whole training. */
function scheduleOf(config: Course, steps: number): Schedule {
  const { epochs, rateCourse = 'constant', stepEpochs = 10, stepFactor = 0.5 } = config;
  const { ratePower: power = 1, warmUpShare = 0.1, rateEnd: end = rateEndOf(rateCourse) } = config;
  // A whole number in spite of rounding: 0.07 × 100 is above 7.
  const warmupSteps = Math.floor(Number((steps * warmUpShare).toPrecision(12)));
  const decaySteps = Math.max(1, steps - warmupSteps);
  switch (rateCourse) {
    case 'constant':
      return { kind: 'constant' };
    case 'step': {
      const perEpoch = steps / epochs;
      return {
        kind: 'exponential',
        decaySteps: stepEpochs * perEpoch,
        decayRate: stepFactor,
        staircase: true,
      };
    }
    case 'exponential':
      return { kind: 'exponential', decaySteps: steps, decayRate: Math.max(leastEnd, end) };
    case 'inverse-time':
      return { kind: 'inverse-time', decaySteps: steps, decayRate: 1 / Math.max(leastEnd, end) - 1 };
    case 'polynomial':
      return { kind: 'polynomial', decaySteps: steps, end, power };
    case 'cosine':
      return { kind: 'cosine', warmupSteps: 0, decaySteps: steps, end };
    case 'warm-up':
      // Half a cosine from 1 to 1.
      return { kind: 'cosine', warmupSteps, decaySteps, end: 1 };
    case 'warm-up-cosine':
      return { kind: 'cosine', warmupSteps, decaySteps, end };
  }
}

/** @param rows training rows: together with batch size and epochs they say how many steps there will be. */
export function learningOf(config: TrainingConfig, task: Task, rows: number): Learning {
  const { batchSize, epochs, optimizer, learningRate, clipNorm, clipBy } = config;
  return {
    ...defaultLearning,
    loss: task === 'regression' ? (config.loss ?? lossOf.regression) : lossOf[task],
    optimizer,
    learningRate,
    batchSize,
    schedule: scheduleOf(config, Math.ceil(rows / batchSize) * epochs),
    momentum: config.momentum ?? defaultLearning.momentum,
    weightDecay: config.weightDecay ?? defaultLearning.weightDecay,
    l1: config.l1 ?? 0,
    l2: config.l2 ?? 0,
    clip: clipNorm ? { by: clipBy ?? 'global-norm', at: clipNorm } : null,
  };
}

/** The learning rate over a training, for a small picture of it. */
export interface ScheduleCurve {
  /** Steps from 0, rising. */
  readonly steps: readonly number[];
  /** Rate of each. */
  readonly rates: readonly number[];
}

const curvePoints = 240;

/**
 * @param steps of the whole training, at least 1. Of a long one every n-th is taken, the last always; where the rate jumps, both
 * sides of it, so that stairs stay stairs.
 */
export function scheduleCurve(
  config: Course & Pick<TrainingConfig, 'learningRate'>,
  steps: number,
): ScheduleCurve {
  const schedule = scheduleOf(config, steps);
  const taken = new Set<number>();
  const every = Math.max(1, Math.ceil(steps / curvePoints));
  for (let step = 0; step < steps; step += every) taken.add(step);
  taken.add(steps - 1);
  if (schedule.kind === 'exponential' && schedule.staircase) {
    const stairs = Math.floor((steps - 1) / schedule.decaySteps);
    // More stairs than points look like a slope anyway.
    if (stairs <= curvePoints)
      for (let stair = 1; stair <= stairs; stair++) {
        const first = Math.ceil(stair * schedule.decaySteps);
        taken.add(first - 1).add(first);
      }
  }
  const at = [...taken].sort((a, b) => a - b);
  return { steps: at, rates: at.map((step) => config.learningRate * scheduleFactor(schedule, step)) };
}

/** The same network with the config's dropout behind every hidden dense layer that says nothing of its own. */
export function withDropout(architecture: Architecture, dropout: number): Architecture {
  const last = architecture.layers.length - 1;
  return {
    ...architecture,
    layers: architecture.layers.map((layer, index) => ({
      ...layer,
      dropout: index === last ? 0 : (layer.dropout ?? dropout),
    })),
  };
}

/**
 * Weight of each row so that every class weighs the same in total: rows / (classes that occur × rows of the class)
 * (scikit-learn's compute_class_weight, 'balanced'; Keras' class_weight multiplies into sample weights in the same way).
 * @param classes class index of each row. @returns factors with mean 1.
 */
export function balancedWeights(classes: Float64Array): Float32Array {
  const counts = new Map<number, number>();
  for (const index of classes) counts.set(index, (counts.get(index) ?? 0) + 1);
  return Float32Array.from(classes, (index) => classes.length / (counts.size * counts.get(index)!));
}
