// What "Under the hood" says.

import type { Landscape, SliceKind } from '../../core/landscape.ts';
import type { Lowest } from '../../core/landscape-finding.ts';
import type { OptimizerKind } from '../../core/learning.ts';
import type { WalkStep, Walkthrough } from '../../core/walkthrough.ts';
import { count, plural } from '../../ui/format.ts';

export const sliceWords: Record<SliceKind, { label: string; help: string }> = {
  trail: {
    label: 'Along the way',
    help: 'The two directions in which the weights moved most (principal components of the trail).',
  },
  parameters: {
    label: 'Two weights',
    help: 'Two weights that you choose; all others stay where the way ended.',
  },
  random: {
    label: 'At random',
    help: 'Two random directions, each unit scaled to its own size (filter normalisation, Li et al. 2018).',
  },
};

export const hoodText = {
  walkTitle: 'One step, number by number',
  walkSubtitle: 'One batch goes forwards, its loss comes back, and every weight moves a little.',
  beginning: 'Weights',
  fresh: 'New weights, with the settings under Model',
  running: (name: string) => `${name}, under way: its last checkpoint`,
  keptByRun: 'Kept by a run',
  keptRun: 'Run',
  keptPlace: 'Kept',
  keptName: (name: string, epoch: number) => `"${name}", after epoch ${epoch}`,
  keptWaiting: 'Looking for what this run kept',
  keptNothing:
    'This run kept nothing. Add "Keep checkpoints" to the callbacks of the next training, or choose another run.',
  trainingBeside:
    'A training is under way. It goes on: the two take turns, so both are slower for that while. Nothing here changes it.',
  version: (number: number) => `v${number}, with a fresh optimiser`,
  batch: 'Batch',
  batchHelp: 'The first, or one after so many steps from these weights.',
  row: 'Row of the batch',
  rowOption: (place: number, of: number, tableRow: number) =>
    `${count(place)} of ${count(of)} (table row ${count(tableRow + 1)})`,
  from: 'Weight from',
  walk: 'Walk through it',
  waiting: 'Preparing the rows and computing the step',
  failed: 'The step could not be walked through',
  failedSafe: 'Your project is as it was.',
  failedDo: 'Choose other weights, or mend the settings under Model.',
  previous: 'Back',
  next: 'Next',
  play: 'Play',
  pause: 'Pause',
  stepper: 'Steps of the walk: left and right arrow keys',
  place: (step: number, of: number) => `Step ${step} of ${of}`,
  inputs: 'Inputs',
  unitOf: (layer: string, unit: number) => `${layer}, unit ${unit}`,
  classOf: (layer: string, name: string) => `${layer}, class ${name}`,
  weightBetween: (from: string, to: string) => `${from} → ${to}`,
  biasOf: (unit: string) => `bias of ${unit}`,
  picture: 'The network: its units, and the weights between them',
  pictureHint:
    'Choose a unit to see how its number comes about. Arrow keys move from unit to unit, Page Up and Page Down through a long layer. A cross: dropout left the unit out. Blue weights are above 0, orange ones with gaps below; the wider, the larger.',
  more: (hidden: number) => `… ${count(hidden)} more`,
  dropped: 'left out in this step',
  unknownYet: 'not computed yet',
  valueOf: { value: 'value', error: 'error δ' },
  comesAt: (unit: string, step: number) => `${unit} is not computed yet: that is step ${step}.`,
  thisRow: 'this row: ',
  meanOfRows: (rows: number) =>
    rows === 1 ? '' : ` (the mean over ${count(rows)} rows: every δ is divided by n already)`,
  shareMeaning: (rows: number) => `s: weight of this row; n: rows of the batch, ${count(rows)}`,
  table: {
    unit: 'Unit',
    input: 'Input',
    value: 'Value',
    sum: 'Sum z',
    output: 'Output a',
    dropout: 'Dropout',
    handedOn: 'Handed on',
    row: 'Row',
    rowName: (place: number, tableRow: number) => `${place} (table row ${tableRow + 1})`,
    truth: 'Truth',
    answer: 'Answer',
    likeliest: 'Likeliest answer',
    share: 'Weight / rows',
    loss: 'Loss',
    error: 'Error δ',
    biasGradient: 'Gradient of the bias, whole batch',
    from: 'Weight from',
    bias: 'bias',
    gradient: 'Gradient',
    gradientBefore: 'Gradient before',
    gradientAfter: 'Gradient after',
    weightBefore: 'Weight before',
    weightAfter: 'Weight after',
  },
  formulas: 'What is computed here',
  formulasSubtitle: (unit: string) => `For ${unit}. Numbers in blue are this model's own.`,
  values: 'All numbers of this step',
  valuesCaption: (step: string) => `Numbers of ${step}`,
  headOnlyImage:
    'This model looks at images. The walk shows its dense layers; what the image layers made of the row is what comes in. The gradient of the image layers is computed the same way, pixel by pixel.',
  headOnlyBag:
    'This model reads words. The walk shows its dense layers; the embeddings of the words, brought together, are what comes in.',
  shownRows: (shown: number, of: number) =>
    `${count(shown)} of the ${count(of)} rows of this batch can be looked at; loss and gradient are those of all.`,
  mapTitle: 'Down the loss surface',
  mapSubtitle:
    'The same model descends with settings of this view only, and the loss all around its way is mapped.',
  optimizer: 'Optimiser',
  learningRate: 'Learning rate',
  steps: 'Steps',
  slice: 'Slice',
  firstParameter: 'Across',
  secondParameter: 'Up',
  sameParameters: 'Choose two different weights.',
  run: 'Run the descent',
  runAgain: 'Run again',
  mapping: 'Descending, then mapping the loss',
  mapFailed: 'The map could not be made',
  mapEmptyTitle: 'A map of the loss and the way down',
  mapEmpty:
    'Choose a learning rate and run the descent. Try one that is far too large: the way then leaps from one side of the valley to the other.',
  mapLabel: 'The loss around the descent: blue is low',
  marks: { start: 'start', end: 'end', lowest: (loss: string) => `lowest here: ${loss}` },
  savePicture: 'Save the map as PNG',
  direction: (n: number, share: number) => `Direction ${n} (${share} of 100 of the movement)`,
  randomDirection: (n: number) => `Random direction ${n}`,
  weightNumber: (n: number) => `Weight ${count(n + 1)}`,
  lossByStep: (from: string, to: string) => `Loss by step, from ${from} to ${to}`,
  lossByStepWords: (steps: number, least: string, most: string) =>
    `${plural(steps, 'point')} of the descent; the loss there lies between ${least} and ${most}.`,
  stepAxis: 'step',
  stepMark: (step: number) => `step ${count(step)}`,
  scrub: 'Step of the descent',
  scrubbed: (step: number, loss: string) => `Step ${count(step)}, loss ${loss}`,
  animate: 'Play the descent',
  animateStop: 'Stop',
  lossBar: 'Loss',
  chartTable: 'The descent in numbers',
};

export const optimizerNames: Record<OptimizerKind, string> = {
  sgd: 'Plain descent (SGD)',
  momentum: 'Momentum',
  nesterov: 'Nesterov momentum',
  rmsprop: 'RMSProp',
  adam: 'Adam',
  adamw: 'AdamW',
};

const layerName = (walk: Walkthrough, layer: number): string => walk.layers[layer]!.title;

export function stepName(walk: Walkthrough, step: WalkStep): string {
  switch (step.kind) {
    case 'input':
      return 'Input';
    case 'forward':
      return `Forwards, ${layerName(walk, step.layer)}`;
    case 'loss':
      return 'Loss';
    case 'backward':
      return `Backwards, ${layerName(walk, step.layer)}`;
    case 'clip':
      return 'Clipping';
    case 'update':
      return 'Update';
  }
}

/** One sentence on the step. @param figure how numbers are written. */
export function stepSentence(
  walk: Walkthrough,
  step: WalkStep,
  at: number,
  figure: (value: number) => string,
): string {
  switch (step.kind) {
    case 'input':
      return `The prepared numbers of this row come in, ${plural(walk.inputNames.length, 'number')} in all, one of ${plural(walk.batchRows, 'row')} in the batch.`;
    case 'forward': {
      const { units, activation, dropout } = walk.layers[step.layer]!;
      const left = dropout > 0 ? ` Dropout leaves out ${Math.round(100 * dropout)} of 100 at random.` : '';
      return `${units === 1 ? 'The one unit' : `Each of the ${plural(units, 'unit')}`} adds up what comes in, each number times its weight, adds its bias, and bends the sum (${activation}).${left}`;
    }
    case 'loss':
      return `The answer is held against the truth: this row's loss is ${figure(walk.losses[at]!)}, the whole batch's ${figure(walk.loss)}${walk.penalty > 0 ? `, and ${figure(walk.penalty)} for large weights` : ''}.`;
    case 'backward':
      return step.layer === walk.layers.length - 1
        ? `How much would the loss change if a sum of ${layerName(walk, step.layer)} were a little larger? That is its error δ; times what came in, summed over the batch, it is the gradient of a weight.`
        : `The errors δ of the layer behind come back through the same weights, times the slope of the bend: how much each sum of ${layerName(walk, step.layer)} is to blame.`;
    case 'clip':
      return 'The gradient is longer than allowed and is shortened before it is used.';
    case 'update':
      return `Every weight moves against its gradient (${optimizerNames[walk.learning.optimizer]}, learning rate ${figure(walk.scheduledRate)}): that was one step.`;
  }
}

/** What the descent did, in one sentence: the chart's title. Every number in it stands in the table of the trail or on the map. */
export function descentFinding({ descent }: Landscape, figure: (value: number) => string): string {
  const { first, last } = descent;
  const way = `from ${figure(first.loss)} to ${figure(last.loss)} in ${plural(last.step, 'step')}`;
  const lowest = ({ step, loss }: Lowest) =>
    step === null ? `the map has ${figure(loss)}` : `it was at ${figure(loss)} at step ${count(step)}`;
  switch (descent.kind) {
    case 'arrives':
      return `It arrives: the loss goes ${way}, and nothing much lower is near`;
    case 'stays-above':
      return `It comes to rest above the bottom: the loss goes ${way}, but ${lowest(descent.lowest)}`;
    case 'falls':
      return `It is still falling: the loss goes ${way}, of which ${figure(descent.since.loss - last.loss)} since step ${count(descent.since.step)}`;
    case 'crawls':
      return `It crawls: the loss goes only ${way}, and still falls`;
    case 'gains-nothing':
      return `It gets nowhere: the loss goes ${way}`;
    case 'jumps':
      return `It jumps: ${Math.round(100 * descent.share)} of 100 of its way turned back across the valley; the loss goes ${way}`;
    case 'leaps':
      return `It leaps out of the valley: at step ${count(descent.above.step)} the loss is ${figure(descent.above.loss)} instead of ${figure(first.loss)}, and it ends at ${figure(last.loss)}`;
    case 'diverges':
      return `It runs away: at step ${count(descent.above.step)} the loss is already ${figure(descent.above.loss)} instead of ${figure(first.loss)}, and it ends at ${figure(last.loss)}`;
  }
}

/** One move so long that the others can't be seen beside it. */
const dwarfs = 0.5;

export function mapNote({ slice, explained, rows, side, shownTo, longest, trail }: Landscape): string {
  const share = explained[0] + explained[1];
  // Rounded down, so that a rest is not denied.
  const shown = share > 1 - 1e-9 ? 100 : Math.floor(100 * share);
  const until = shownTo < (trail.steps.at(-1) ?? 0) ? ` up to step ${count(shownTo)}` : '';
  const what = {
    trail: `This slice shows ${shown} of 100 of how the weights moved${until}.`,
    parameters: `Two weights vary, all others stay; that is ${shown} of 100 of how the weights moved${until}.`,
    random: `Random directions show ${shown} of 100 of how the weights moved${until}.`,
  }[slice];
  const left = until ? ' What comes after it was far above the start, and may lie outside of the map.' : '';
  const leap =
    longest.share > dwarfs && trail.steps.length > 2
      ? ` A single leap, to step ${count(longest.step)}, is ${Math.floor(100 * longest.share)} of 100 of that way: beside it, other moves are too small to see.`
      : '';
  return `${what}${left}${leap} Loss of ${plural(rows, 'training row')} at ${side} × ${side} points, without dropout.`;
}
