// Words of the live view of a training.

import { figure } from '../../ui/figure.ts';
import { count, fixed, plural } from '../../ui/format.ts';

export const liveText = {
  epochOf: (epoch: number, epochs: number) =>
    `Epoch ${count(Math.min(epoch + 1, epochs))} of ${count(epochs)}`,
  paused: 'Paused',
  starting: 'Preparing rows and weights',
  run: (number: number) => `Run ${number}`,
  rows: (rows: number, aside: number, seed: number) =>
    `${count(rows)} rows to learn from, ${count(aside)} to validate, seed ${seed}`,
  noRun: 'No run has been made yet',
  noRunDetail: 'Press “Retrain now”: loss and metric appear here while the model learns.',
  noEpoch: 'No epoch has ended in this run',
  noEpochDetail: 'Nothing was learnt in it. Its settings are kept in the notebook of runs.',
  loading: 'Reading what the run measured',
  noLog: 'What this run measured could not be read. The run itself and its model are unharmed.',
  readAgain: 'Read it again',
  epochs: 'epochs',
  loss: 'Loss',
  trainingRows: 'training rows',
  aside: 'kept aside',
  epoch: 'epoch',
  step: 'step',
  curve: (name: string, train: readonly [number, number], aside: readonly [number, number] | null) =>
    `${name} on training rows from ${figure(train[0])} to ${figure(train[1])}` +
    (aside ? `, on rows kept aside from ${figure(aside[0])} to ${figure(aside[1])}.` : '.'),
  noPoints: 'No point yet.',
  views: 'Look at',
  view: {
    answers: 'Answers',
    inside: 'Layers',
    steps: 'Steps and speed',
    callbacks: 'Callbacks',
  },
  stat: {
    gap: 'Gap',
    gapDetail: (train: string, aside: string) => `loss ${train} on training rows, ${aside} kept aside`,
    rate: 'Learning rate',
    engine: 'Engine',
    perStep: 'Time per step',
    stepsPerSecond: (steps: string) => `${steps} steps a second`,
  },
  noLook: 'No look inside',
  noLookDetail:
    'A look inside is taken a few times a second while a model learns. It is not kept with the run.',
  waitingLook: 'The first look inside comes in a moment',
};

export const gapText = {
  none: 'No rows were kept aside, so nothing says whether it holds for new rows.',
  notFinite: 'The loss is not a number any more.',
  small: 'What is learnt holds for new rows too.',
  moderate: 'Somewhat better on the rows it learns from than on others.',
  large: 'Much better on the rows it learns from: it begins to learn them by heart.',
  rising: (epoch: number) =>
    `The loss on rows kept aside has been rising since epoch ${epoch}: from there on it learns by heart.`,
  below:
    'Better on the rows kept aside than on those it learns from; with dropout or a penalty that is usual.',
};

export const insideText = {
  title: 'Layer by layer',
  subtitle: (step: number) => `One batch before its update, step ${count(step)}`,
  columns: {
    layer: 'Layer',
    gradient: 'Gradient norm',
    weight: 'Weight norm',
    dead: 'Dead units',
  },
  deadHelp: 'Units that gave 0 (or the end of their range) for every row of the batch: they answer nothing.',
  dead: (dead: number, units: number) => `${count(dead)} of ${count(units)}`,
  weights: 'weights',
  gradients: 'gradients',
  activations: 'activations',
  histogram: (what: string, layer: string, low: number, high: number, values: number, notFinite: number) =>
    `${what} of ${layer}: ${count(values)} values from ${figure(low)} to ${figure(high)}` +
    (notFinite > 0 ? `, ${count(notFinite)} of them not numbers` : ''),
  peak: (at: number) => `, most around ${figure(at)}.`,
  steady: 'Gradients are of like size in all layers.',
  single: 'One layer: it learns straight from the inputs.',
  vanishing: (layer: string, times: number) =>
    `Hardly any gradient reaches ${layer}: it is ${figure(times)} times smaller than at the output, so this layer scarcely learns.`,
  exploding: (layer: string, times: number) =>
    `The gradient grows on its way back: at ${layer} it is ${figure(times)} times that of the output.`,
  broken: (layer: string) => `The gradient of ${layer} is not a number any more.`,
  deadFinding: (layer: string, dead: number, units: number) =>
    `${count(dead)} of ${count(units)} units of ${layer} are dead. A smaller learning rate or another activation wakes them.`,
  recorded: 'Histograms over the training',
  recordedHelp: 'Recorded by the callback for histograms, the earliest at the back.',
  tag: 'Of what',
  ridge: (tag: string, count_: number, low: number, high: number) =>
    `${plural(count_, 'histogram')} of ${tag}, between ${figure(low)} and ${figure(high)}.`,
  ridgeMove: (from: number, to: number) =>
    `The middle of the values went from ${figure(from)} to ${figure(to)}.`,
};

export const stepsText = {
  /** By the beginning of the series' name; others are called by it. */
  titles: {
    learning_rate: 'Learning rate',
    batch_loss: 'Loss of each batch',
    gradient_norm: 'Gradient norm by layer',
    dead_units: 'Dead units by layer',
    'system/steps_per_second': 'Steps per second',
    'system/step_ms': 'Milliseconds per step',
    'system/epoch_ms': 'Milliseconds per epoch',
  } as Readonly<Record<string, string>>,
  logarithmic: 'Logarithmic',
  none: 'Nothing by step yet',
  noneDetail: 'Figures by step appear here as soon as the first are reported.',
  from: (name: string, first: number, last: number, least: number, most: number, n: number) =>
    `${name}: ${plural(n, 'point')}, from ${figure(first)} to ${figure(last)}, least ${figure(least)}, most ${figure(most)}.`,
  notFinite: (n: number) => ` ${plural(n, 'value')} not a number.`,
};

export const answersText = {
  surface: 'What it answers where',
  surfaceAxes: (x: string, y: string) => `${x} across, ${y} upwards`,
  surfaceClasses: (parts: readonly { name: string; share: number }[], right: number, n: number) =>
    `Of the plane ${parts.map(({ name, share }) => `${Math.round(100 * share)} of 100 parts answer ${name}`).join(', ')}. ` +
    `${count(right)} of ${count(n)} rows drawn lie where their own answer is given.`,
  surfaceNumbers: (low: number, high: number, n: number) =>
    `Answers over the plane go from ${figure(low)} to ${figure(high)}; ${plural(n, 'row')} drawn over it.`,
  low: (value: number) => `low, ${figure(value)}`,
  high: (value: number) => `high, ${figure(value)}`,
  scatter: 'Answers against the truth',
  scatterWords: (half: number, n: number, unit: string) =>
    `Half of the answers are within ${figure(half)}${unit} of the truth (n = ${count(n)}).`,
  scatterAxes: 'truth across, answer upwards; on the line both are the same',
  strips: 'Scores of the rows kept aside',
  strip: (name: string, n: number, right: number) => `${name}: ${count(right)} of ${count(n)} right`,
  stripWords: (name: string, n: number, median: number) =>
    `${name}: ${plural(n, 'row')}, middle score ${fixed(median)}.`,
  scoreOf: (name: string) => `0 ← score for ${name} → 1`,
  confusion: 'Answers by class',
  confusionTruth: 'Is',
  said: (name: string) => `said ${name}`,
  sampleNote: (n: number) => `${plural(n, 'row')}, looked at again a few times a second.`,
  right: (n: number, all: number) => `${count(n)} of ${count(all)} right`,
  mixUps: 'Most frequent mix-ups',
  mixUp: (truth: string, said: string, n: number) => `${truth} taken for ${said}: ${count(n)}`,
  noMixUps: 'None in this sample.',
  wrongPictures: 'Wrong',
  rightPictures: 'Right',
  picture: (truth: string, said: string, row: number) => `Row ${count(row + 1)}: is ${truth}, said ${said}`,
  otherTable:
    'This run learnt from another data version than the one that is open, so its pictures can’t be shown.',
  noneWrong: 'None is wrong in this sample.',
  noneRight: 'None is right in this sample.',
};
