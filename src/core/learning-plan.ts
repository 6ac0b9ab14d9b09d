// From the settings of a training to what a trainer is told.

import type { RateCourse, Task, TrainingConfig } from './define.ts';
import type { Learning, LossKind, Schedule } from './learning.ts';
import { defaultLearning } from './learning.ts';
import type { Architecture } from './network.ts';

const lossOf: Readonly<Record<Task, LossKind>> = {
  binary: 'binary-crossentropy',
  multiclass: 'categorical-crossentropy',
  regression: 'mean-squared-error',
};

function scheduleOf(course: RateCourse, steps: number): Schedule {
  const warmupSteps = Math.floor(steps / 10);
  switch (course) {
    case 'constant':
      return { kind: 'constant' };
    case 'cosine':
      return { kind: 'cosine', warmupSteps: 0, decaySteps: steps, end: 0 };
    case 'warm-up-cosine':
      return { kind: 'cosine', warmupSteps, decaySteps: Math.max(1, steps - warmupSteps), end: 0 };
    case 'exponential':
      return { kind: 'exponential', decaySteps: steps, decayRate: 0.01 };
  }
}

/** @param rows training rows: together with batch size and epochs they say how many steps there will be. */
export function learningOf(config: TrainingConfig, task: Task, rows: number): Learning {
  const { batchSize, epochs, optimizer, learningRate, clipNorm } = config;
  return {
    ...defaultLearning,
    loss: task === 'regression' ? (config.loss ?? lossOf.regression) : lossOf[task],
    optimizer,
    learningRate,
    batchSize,
    schedule: scheduleOf(config.rateCourse ?? 'constant', Math.ceil(rows / batchSize) * epochs),
    momentum: config.momentum ?? defaultLearning.momentum,
    weightDecay: config.weightDecay ?? defaultLearning.weightDecay,
    l1: config.l1 ?? 0,
    l2: config.l2 ?? 0,
    clip: clipNorm ? { by: 'global-norm', at: clipNorm } : null,
  };
}

/** The same network with the config's dropout behind every hidden dense layer. */
export function withDropout(architecture: Architecture, dropout: number): Architecture {
  const last = architecture.layers.length - 1;
  return {
    ...architecture,
    layers: architecture.layers.map((layer, index) => ({ ...layer, dropout: index === last ? 0 : dropout })),
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
