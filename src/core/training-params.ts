// The settings of a training, described once: defaults, the form and the limits of imported files come from here.

import type { RateCourse, Task, TrainingConfig } from './define.ts';
import { rateEndOf } from './learning-plan.ts';
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
    help: 'Large steps first, small ones at the end often land better; a warm-up spares the first ones.',
    options: [
      { value: 'constant', label: 'Constant' },
      { value: 'step', label: 'Steps: cut every few epochs' },
      { value: 'exponential', label: 'Exponential' },
      { value: 'inverse-time', label: 'Inverse time' },
      { value: 'polynomial', label: 'Polynomial' },
      { value: 'cosine', label: 'Cosine' },
      { value: 'warm-up', label: 'Warm-up, then constant' },
      { value: 'warm-up-cosine', label: 'Warm-up, then cosine' },
    ],
    default: 'constant',
  },
  stepEpochs: {
    type: 'integer',
    label: 'Epochs between cuts',
    help: 'After so many epochs the rate is cut, again and again.',
    min: 1,
    max: 2000,
    default: 10,
  },
  stepFactor: {
    type: 'number',
    label: 'Cut to',
    help: 'What the rate is multiplied by at each cut: 0.5 halves it.',
    min: 0.01,
    max: 1,
    default: 0.5,
  },
  rateEnd: {
    type: 'number',
    label: 'Rate at the end',
    help: 'As a share of the learning rate above. Exponential and inverse time never reach 0; a millionth is their least.',
    min: 0,
    max: 1,
    default: 0,
  },
  ratePower: {
    type: 'number',
    label: 'Power',
    help: '1 falls in a straight line, 2 fast at first and slowly at the end.',
    min: 0.1,
    max: 10,
    default: 1,
  },
  warmUpShare: {
    type: 'number',
    label: 'Share of steps to warm up',
    help: 'Over so much of the training the rate rises from 0 in a straight line.',
    min: 0,
    max: 0.9,
    step: 0.05,
    default: 0.1,
  },
  initializer: {
    type: 'choice',
    label: 'Initial weights',
    help: 'How large the first random weights are. He suits ReLU, Glorot tanh; from zeros all units of a layer stay alike.',
    options: [
      { value: 'glorot-uniform', label: 'Glorot uniform' },
      { value: 'glorot-normal', label: 'Glorot normal' },
      { value: 'he-uniform', label: 'He uniform' },
      { value: 'he-normal', label: 'He normal' },
      { value: 'lecun-normal', label: 'LeCun normal' },
      { value: 'small-normal', label: 'Small normal (0.05)' },
      { value: 'zeros', label: 'Zeros' },
    ],
    default: 'glorot-uniform',
  },
  seed: {
    type: 'integer',
    label: 'Seed',
    help: 'The same seed gives the same first weights, order and dropout. 0: a new one for each run, from the project.',
    min: 0,
    max: 4294967295,
    default: 0,
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
    help: 'Share of hidden units left out at random in every step; a layer with a share of its own keeps that.',
    min: 0,
    max: 0.9,
    step: 0.05,
    default: 0,
  },
  clipNorm: {
    type: 'number',
    label: 'Clip the gradient at',
    help: 'A longer one is shortened to this, so that one odd batch throws nothing over; 0 lets it be.',
    min: 0,
    max: 1000,
    default: 0,
  },
  clipBy: {
    type: 'choice',
    label: 'Clipped is',
    help: 'The length of all of it keeps its direction; every number by itself does not.',
    options: [
      { value: 'global-norm', label: 'The length of all of it' },
      { value: 'norm', label: 'The length of each kernel and bias' },
      { value: 'value', label: 'Every number' },
    ],
    default: 'global-norm',
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

/** Courses of the learning rate for which a setting means something. */
const coursesOf: Readonly<Record<string, readonly RateCourse[]>> = {
  stepEpochs: ['step'],
  stepFactor: ['step'],
  rateEnd: ['exponential', 'inverse-time', 'polynomial', 'cosine', 'warm-up-cosine'],
  ratePower: ['polynomial'],
  warmUpShare: ['warm-up', 'warm-up-cosine'],
};

/**
 * Those of the further settings that mean something for this task and config, with the defaults that they have there: the rate
 * at the end depends on the course.
 */
export function furtherParamsFor(
  task: Task,
  config: Pick<TrainingConfig, 'optimizer' | 'rateCourse' | 'clipNorm'>,
): Params {
  const { optimizer, rateCourse = 'constant', clipNorm = 0 } = config;
  const without = new Set([
    ...(task === 'regression' ? ['classWeights'] : ['loss']),
    ...(optimizer === 'momentum' || optimizer === 'nesterov' ? [] : ['momentum']),
    ...(optimizer === 'adamw' ? [] : ['weightDecay']),
    ...(clipNorm > 0 ? [] : ['clipBy']),
    ...Object.keys(coursesOf).filter((name) => !coursesOf[name]?.includes(rateCourse)),
  ]);
  return Object.fromEntries(
    Object.entries(furtherTrainingParams)
      .filter(([name]) => !without.has(name))
      .map(([name, param]): [string, Param] =>
        name === 'rateEnd' && param.type === 'number'
          ? [name, { ...param, default: rateEndOf(rateCourse) }]
          : [name, param],
      ),
  );
}

const labelOf = (param: Param | undefined, value: ParamValue): string =>
  param?.type === 'choice'
    ? (param.options.find((option) => option.value === value)?.label ?? String(value))
    : String(value);

/** A training's settings in one line; the further ones only where they differ from their defaults. */
export function describeTraining(config: TrainingConfig, task: Task): string {
  const { optimizer, learningRate, batchSize, epochs } = config;
  const given: ParamValues = { ...config };
  const further = Object.entries(furtherParamsFor(task, config)).flatMap(([name, param]) => {
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
