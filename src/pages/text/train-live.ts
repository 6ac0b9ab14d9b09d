// Words of the live view of a training.

import { figure } from '../../ui/figure.ts';
import { compact, count, fixed, plural } from '../../ui/format.ts';

export const liveText = {
  epochOf: (epoch: number, epochs: number) =>
    `Epoch ${count(Math.min(epoch + 1, epochs))} of ${count(epochs)}`,
  paused: 'Paused',
  pausedAt: (epoch: number, epochs: number) =>
    epoch === 0
      ? 'Paused before the first epoch ended'
      : `Paused after ${count(epoch)} of ${count(epochs)} epochs`,
  stopHelp:
    '“Stop and keep” ends at once. The weights of that moment are kept, or those that a callback puts back at the end.',
  evaluating: 'Evaluating what was learnt',
  skip: 'Skip the evaluation',
  skipHelp:
    'What was learnt is kept either way; without an evaluation it can be asked for later, in the Evaluate room.',
  stopped: (epochs: number, planned: number) =>
    `Stopped by hand after ${count(epochs)} of ${count(planned)} epochs.`,
  keptLast: (version: number | null) =>
    `The weights of that moment were kept${version === null ? '' : ` as v${version}`}.`,
  keptBack: (epoch: number, version: number | null) =>
    `The weights of epoch ${count(epoch)}, put back at the end, were kept${version === null ? '' : ` as v${version}`}.`,
  stepsPerSecond: (steps: number) => `${compact(steps)} steps/s`,
  elsewhere: 'It is trained in another tab. This one shows what that tab tells, four times a second at most.',
  elsewhereLook: 'The look inside is only shown in the tab that trains',
  elsewhereLookDetail: 'Steps and callbacks come here as well once the run has ended.',
  coming: (name: string) => `${name} is being trained in another tab`,
  starting: 'Preparing rows and weights',
  run: (number: number) => `Run ${number}`,
  rows: (rows: number, aside: number, seed: number) =>
    `${count(rows)} rows to learn from, ${count(aside)} to validate, seed ${seed}`,
  noRun: 'No run has been made yet',
  noRunDetail: 'Press “Retrain now”: loss and metric appear here while the model learns.',
  noEpoch: 'No epoch has ended in this run',
  noEpochDetail: 'Nothing was learnt in it. Its settings are kept in the notebook of runs.',
  noNumbers: 'No epoch has a loss that is a number',
  noNumbersDetail:
    'There is no curve to draw. The series by step and the callbacks show how it came to that.',
  loading: 'Reading what the run measured',
  noLog: 'What this run measured could not be read. The run itself and its model are unharmed.',
  readAgain: 'Read it again',
  loss: 'Loss',
  trainingRows: 'training rows',
  aside: 'kept aside',
  epoch: 'epoch',
  epochPlanned: (epochs: number) => `epoch, ${count(epochs)} planned`,
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
    gapDetail: (train: string, aside: string, epoch: number | null) =>
      `${epoch === null ? '' : `epoch ${count(epoch)}: `}loss ${train} on training rows, ${aside} kept aside`,
    rate: 'Learning rate',
    engine: 'Engine',
    perStep: 'Time per step',
    median: (n: number, engine: string) =>
      [n > 1 ? `median of ${plural(n, 'measurement')}` : '', engine].filter(Boolean).join(', '),
  },
  noLook: 'No look inside',
  noLookDetail:
    'A look inside is taken a few times a second while a model learns. It is not kept with the run.',
  waitingLook: 'The first look inside comes in a moment',
  pausedLook: 'No look inside while it is paused',
  pausedLookDetail: 'One is taken as soon as the training goes on.',
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
    batch_metric: 'Metric of each batch',
    gradient_norm: 'Gradient norm by layer',
    dead_units: 'Dead units by layer',
    'system/steps_per_second': 'Steps per second',
    'system/step_ms': 'Milliseconds per step',
    'system/epoch_ms': 'Milliseconds per epoch',
  } as Readonly<Record<string, string>>,
  logarithmic: 'Logarithmic',
  /** In place of a chart. */
  few: (values: string, steps: readonly number[]) =>
    `${values} (at step ${steps.map((step) => count(step)).join(' and ')}; too few points for a curve)`,
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
    `Of ${plural(n, 'row')} drawn over it, ${count(right)} lie where the model gives their true answer.`,
  surfaceNumbers: (low: number, high: number, n: number) =>
    `Answers over the plane go from ${figure(low)} to ${figure(high)}; ${plural(n, 'row')} drawn over it.`,
  low: (value: number) => `low, ${figure(value)}`,
  high: (value: number) => `high, ${figure(value)}`,
  scatter: 'Answers against the truth',
  scatterWords: (half: number, n: number, unit: string) =>
    `Half of the answers are within ${figure(half)}${unit} of the truth (n = ${count(n)}).`,
  scatterAxes: 'truth across, answer upwards; on the line both are the same',
  strips: 'Scores by true class',
  strip: (name: string, n: number, right: number) => `${name}: ${count(right)} of ${count(n)} right`,
  stripWords: (name: string, n: number, median: number) =>
    `${name}: ${plural(n, 'row')}, middle score ${fixed(median)}.`,
  scoreOf: (name: string) => `0 ← score for ${name} → 1`,
  confusion: 'Answers by class',
  confusionTruth: 'Is',
  said: (name: string) => `said ${name}`,
  sample: (n: number, aside: number) =>
    aside === 0
      ? `A sample of ${plural(n, 'training row')}: none were kept aside.`
      : n < aside
        ? `A sample of ${count(n)} of the ${plural(aside, 'row')} kept aside.`
        : `All ${plural(aside, 'row')} kept aside.`,
  right: (n: number, all: number) => `${count(n)} of ${count(all)} right`,
  mixUps: 'Most frequent mix-ups',
  mixUp: (truth: string, said: string, n: number) => `${truth} taken for ${said}: ${count(n)}`,
  noMixUps: 'None in this sample.',
  wrongPictures: 'Wrong',
  rightPictures: 'Right',
  /** Below a picture: what the model said, and what it is. */
  tile: (truth: string, said: string) => (truth === said ? `is ${truth}` : `said ${said}, is ${truth}`),
  picture: (truth: string, said: string, row: number) => `Row ${count(row + 1)}: is ${truth}, said ${said}`,
  otherTable:
    'This run learnt from another data version than the one that is open, so its pictures can’t be shown.',
  noneWrong: 'None is wrong in this sample.',
  noneRight: 'None is right in this sample.',
};
