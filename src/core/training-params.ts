// The settings of a training, described once: defaults, the form and the limits of imported files come from here.

import type { TrainingConfig } from './define.ts';
import type { Params } from './params.ts';

export const trainingParams: Params = {
  optimizer: {
    type: 'choice',
    label: 'Optimiser',
    help: 'Adam adapts the step of every weight; SGD takes the plain gradient.',
    options: [
      { value: 'adam', label: 'Adam' },
      { value: 'sgd', label: 'SGD' },
    ],
    default: 'adam',
  },
  learningRate: {
    type: 'number',
    label: 'Learning rate',
    help: 'How far each step goes. Too small is slow, too large never settles.',
    min: 1e-6,
    max: 100,
    scale: 'log',
    default: 0.01,
  },
  batchSize: {
    type: 'integer',
    label: 'Batch size',
    help: 'Rows behind one step.',
    min: 1,
    max: 4096,
    scale: 'log',
    default: 32,
  },
  epochs: {
    type: 'integer',
    label: 'Epochs',
    help: 'How often every row is seen.',
    min: 1,
    max: 2000,
    scale: 'log',
    default: 30,
  },
  validationShare: {
    type: 'number',
    label: 'Share kept for validation',
    help: 'Rows that are not learnt from, to see whether what is learnt holds.',
    min: 0.05,
    max: 0.5,
    step: 0.05,
    default: 0.2,
  },
};

/** A config with one setting replaced. The value must have passed `problemWith`. */
export function withTraining(config: TrainingConfig, name: string, value: unknown): TrainingConfig {
  switch (name) {
    case 'optimizer':
      return { ...config, optimizer: value === 'sgd' ? 'sgd' : 'adam' };
    case 'learningRate':
    case 'batchSize':
    case 'epochs':
    case 'validationShare':
      return typeof value === 'number' ? { ...config, [name]: value } : config;
    default:
      return config;
  }
}
