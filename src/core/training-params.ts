// The settings of a training, described once: defaults, the form and the limits of imported files come from here.

import type { Task, TrainingConfig } from './define.ts';
import type { Param, ParamValue, ParamValues, Params } from './params.ts';
import { problemWith } from './params.ts';

export const trainingParams: Params = {
  optimizer: {
    type: 'choice',
    label: 'Optimiser',
    help: 'Adam adapts the step of every weight; SGD takes the plain gradient, with momentum it keeps rolling.',
    options: [
      { value: 'adam', label: 'Adam' },
      { value: 'adamw', label: 'AdamW' },
      { value: 'rmsprop', label: 'RMSProp' },
      { value: 'sgd', label: 'SGD' },
      { value: 'momentum', label: 'SGD with momentum' },
      { value: 'nesterov', label: 'SGD with Nesterov momentum' },
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

/** Settings that most trainings leave alone. A config without them has these defaults. */
export const furtherTrainingParams: Params = {
  rateCourse: {
    type: 'choice',
    label: 'Learning rate over time',
    help: 'Large steps first, small ones at the end often land better.',
    options: [
      { value: 'constant', label: 'Constant' },
      { value: 'cosine', label: 'Cosine, down to 0' },
      { value: 'warm-up-cosine', label: 'Warm-up, then cosine' },
      { value: 'exponential', label: 'Exponential, down to a hundredth' },
    ],
    default: 'constant',
  },
  loss: {
    type: 'choice',
    label: 'Loss of a regression',
    help: 'What is minimised when a number is predicted. Absolute error and Huber mind outliers less.',
    options: [
      { value: 'mean-squared-error', label: 'Squared error' },
      { value: 'mean-absolute-error', label: 'Absolute error' },
      { value: 'huber', label: 'Huber' },
    ],
    default: 'mean-squared-error',
  },
  classWeights: {
    type: 'choice',
    label: 'Class weights',
    help: 'Balanced: a rare class counts as much in total as a common one.',
    options: [
      { value: 'none', label: 'Every row counts the same' },
      { value: 'balanced', label: 'Balanced' },
    ],
    default: 'none',
  },
  l1: {
    type: 'number',
    label: 'L1 penalty',
    help: 'Pulls weights to exactly 0; few inputs stay in use.',
    min: 0,
    max: 1,
    default: 0,
  },
  l2: {
    type: 'number',
    label: 'L2 penalty',
    help: 'Keeps weights small; smoother answers.',
    min: 0,
    max: 1,
    default: 0,
  },
  dropout: {
    type: 'number',
    label: 'Dropout',
    help: 'Share of hidden units left out at random in every step.',
    min: 0,
    max: 0.9,
    step: 0.05,
    default: 0,
  },
  clipNorm: {
    type: 'number',
    label: 'Longest gradient',
    help: 'A longer one is shortened to this; 0 lets it be.',
    min: 0,
    max: 1000,
    default: 0,
  },
  momentum: {
    type: 'number',
    label: 'Momentum',
    help: 'How much of the last move the next one keeps. For the two optimisers with momentum.',
    min: 0,
    max: 0.999,
    default: 0.9,
  },
  weightDecay: {
    type: 'number',
    label: 'Weight decay',
    help: 'Share of the learning rate by which every weight shrinks in a step. For AdamW.',
    min: 0,
    max: 1,
    default: 0.004,
  },
};

/** Those of the further settings that mean something for this task and optimiser. */
export function furtherParamsFor(task: Task, optimizer: TrainingConfig['optimizer']): Params {
  const without = new Set([
    ...(task === 'regression' ? ['classWeights'] : ['loss']),
    ...(optimizer === 'momentum' || optimizer === 'nesterov' ? [] : ['momentum']),
    ...(optimizer === 'adamw' ? [] : ['weightDecay']),
  ]);
  return Object.fromEntries(Object.entries(furtherTrainingParams).filter(([name]) => !without.has(name)));
}

const labelOf = (param: Param | undefined, value: ParamValue): string =>
  param?.type === 'choice'
    ? (param.options.find((option) => option.value === value)?.label ?? String(value))
    : String(value);

/** A training's settings in one line; the further ones only where they differ from their defaults. */
export function describeTraining(config: TrainingConfig, task: Task): string {
  const { optimizer, learningRate, batchSize, epochs } = config;
  const given: ParamValues = { ...config };
  const further = Object.entries(furtherParamsFor(task, optimizer)).flatMap(([name, param]) => {
    const value = given[name] ?? param.default;
    if (value === param.default) return [];
    return [`${param.label.toLowerCase()}: ${labelOf(param, value)}`];
  });
  return [
    labelOf(trainingParams['optimizer'], optimizer),
    `learning rate ${learningRate}`,
    `batch ${batchSize}`,
    `${epochs} epochs`,
    ...further,
  ].join(', ');
}

/** A config with one setting replaced; the same config when the name is unknown or the value does not fit. */
export function withTraining(config: TrainingConfig, name: string, value: unknown): TrainingConfig {
  const params = { ...trainingParams, ...furtherTrainingParams };
  const param = Object.hasOwn(params, name) ? params[name] : undefined;
  return param && problemWith(param, value) === null ? { ...config, [name]: value } : config;
}
