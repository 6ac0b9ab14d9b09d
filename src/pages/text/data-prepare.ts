// What the section "Preparation" says. Plain words first.

import type { Preprocessor } from '../../core/define.ts';
import type { InputSource } from '../../core/recipe-plan.ts';
import type { ColumnKind } from '../../core/table.ts';
import { count, plural } from '../../ui/format.ts';

export const kindWords: Record<ColumnKind, string> = {
  number: 'number',
  integer: 'whole number',
  category: 'category',
  boolean: 'yes or no',
  time: 'time',
};

export const groupWords: Record<Preprocessor['group'], string> = {
  gaps: 'Fill gaps',
  scale: 'Scale',
  shape: 'Change the shape',
  encode: 'Make numbers of categories',
  time: 'Times and cycles',
  text: 'Texts',
};

export const sourceWords: Record<InputSource['from'], { label: string; help: string }> = {
  column: { label: 'A column', help: 'Its values as they are, then the steps.' },
  lag: {
    label: 'An earlier value',
    help: 'The value some rows above (a lag). Rows must come in the order of time.',
  },
  'rolling-mean': {
    label: 'The mean of earlier rows',
    help: 'The mean of the rows above, this one left out (a rolling mean). Rows must come in the order of time.',
  },
  product: {
    label: 'Two columns multiplied',
    help: 'What both have together, which neither says alone (an interaction).',
  },
};

export const prepareText = {
  plan: 'How rows are prepared',
  planSubtitle:
    'Each input is a column, or made of columns, that goes through steps before the model gets it',
  learntFrom: (rows: number) =>
    `Learnt from the ${count(rows)} training rows only: test rows and rows to come are never looked at.`,
  triedOn: (version: number) => `Tried here on data v${version}.`,
  watching: 'Another tab is working here; this one only watches.',
  inUse: 'This is what is in use.',
  unsaved: 'Changed, not in use yet',
  use: 'Use this preparation',
  discard: 'Discard',
  usual: 'Back to the usual steps',
  usualAlready: 'These are the usual steps.',
  hasProblems: (n: number) => `${plural(n, 'input')} cannot work like this: see below.`,
  noInput: 'Choose at least one feature to learn from.',
  noUnfit: (n: number, version: number) =>
    `${plural(n, 'input')} cannot be fitted on the rows of data v${version} as they are: see below.`,
  wrongModel: (model: string) =>
    `The model “${model}” takes one whole square picture and nothing else. Keep all pixels and only them, or choose another model in the Train room.`,
  coldOnly: 'The next training from scratch (cold) uses it, and learns it anew from its own training rows.',
  warmIsSet:
    'Retraining is set to go on from the champion (warm start), which keeps the champion’s preparation. Choose training from scratch to use another one.',
  saved: (inputs: number, steps: number) =>
    `rows are prepared in another way: ${plural(inputs, 'input')}, ${plural(steps, 'step')}`,
  savedNotice: 'In use from the next training from scratch on',
  championKeeps: (version: number) => `Model v${version} keeps the preparation that it learnt with.`,
  width: 'A prepared row',
  widthValue: (n: number, all: boolean) => (all ? plural(n, 'number') : `at least ${plural(n, 'number')}`),
  widthOf: (tried: number, inputs: number) =>
    tried === inputs
      ? `from ${plural(inputs, 'input')}`
      : `${count(tried)} of ${plural(inputs, 'input')} tried`,
  failed: 'The inputs could not be tried',
  again: 'Try again',

  bulk: 'All at once',
  bulkLabels: {
    scale: 'Scale all numbers by',
    gaps: 'Fill gaps of all numbers with',
    encode: 'Encode all categories by',
  },
  bulkNone: 'nothing',
  apply: 'Apply',
  applyTo: (what: string) => `Apply: ${what}`,

  inputs: 'Inputs',
  search: 'Find an input',
  page: (from: number, to: number, of: number) => `${count(from)} to ${count(to)} of ${count(of)}`,
  previous: 'Previous inputs',
  next: 'Next inputs',
  noneFound: 'No input has such a name.',
  pixels: (n: number) => `${count(n)} pixels`,
  pixelsKind: 'all prepared in the same way',
  outputs: (n: number) => (n === 1 ? '1 number' : `${count(n)} numbers`),
  noOutputs: 'drops out: it has no value',
  untried: 'not tried yet',
  asItIs: 'as it is',
  problem: 'Does not work',
  warning: 'Look at this',
  openStep: (step: string, input: string) => `${step}, step of ${input}`,
  steps: (input: string) => `Steps of ${input}, in order`,
  earlier: 'Earlier',
  later: 'Later',
  removeStep: 'Remove',
  noSettings: 'Nothing to set.',
  addStep: 'Add a step',
  add: 'Add',
  addNamed: (step: string) => `Add: ${step}`,
  suggested: 'Often added here:',
  leaveOut: 'Leave out',
  leaveOutNamed: (name: string) => `Leave out ${name}`,
  up: 'Move up',
  down: 'Move down',
  upNamed: (name: string) => `Move up: ${name}`,
  downNamed: (name: string) => `Move down: ${name}`,
  usualSteps: 'The usual steps',
  again2: 'A second view of it',
  source: 'Where it comes from',

  addInput: 'Add an input',
  addInputSubtitle: 'Another column, or something made of columns',
  from: 'What',
  column: 'Column',
  columnHelp: 'Whose values it takes.',
  second: 'Second column',
  secondHelp: 'What it is multiplied by.',
  rows: 'Rows',
  lagHelp: 'How many rows above.',
  meanHelp: 'Over how many rows above.',
  within: 'Within',
  withinHelp: 'Only rows with the same value in this column count; none: all rows.',
  targetNotEarlier: (target: string) =>
    `“${target}” is not among them: its answer arrives late, so in life it isn’t known yet when the next row comes.`,
  unused: (n: number) => `Not used: ${plural(n, 'column')}`,
  unusedAdd: (name: string) => `Use ${name}`,
  unusedMore: (n: number) => `and ${count(n)} more; choose them above`,
  chooseColumn: 'Choose a column.',
  chooseTwo: 'Choose two columns.',

  before: 'Before',
  after: 'After',
  beforeOf: (name: string) => `${name} before its steps`,
  afterOf: (name: string) => `${name} after its steps`,
  moreOutputs: (n: number) => `and ${plural(n, 'more number', 'more numbers')}`,
  range: (from: string, to: string) => `${from} to ${to}`,
  trying: 'Trying it on the training rows',
  noValues: 'There are no values in the training rows.',
  onePixel: (name: string) => `Shown for the pixel ${name}.`,

  warnings: {
    fewRowsPerLevel: (levels: number, rows: number) =>
      `${plural(levels, 'level')} in ${plural(rows, 'row')}: about ${Math.max(1, Math.round(rows / levels))} each. The mean answer of so few rows is mostly chance (target encoding).`,
    manyColumns: (levels: number) =>
      `One number per level makes about ${count(levels)} numbers of this column. “Mean answer” or “Frequency” makes one.`,
    order:
      'Numbered levels have an order, and a model takes it seriously: the third counts more than the first. Right only where the levels are such a scale.',
    noTime:
      'It reads the rows above. That is right only where rows come in the order of time, and no column of this table is a time.',
    mixedSplit:
      'It reads the rows above, and test rows lie between the training rows here: what is measured on test rows is then a little too good. Choose the latest rows as test rows.',
    identifier: 'It is a name of the row and tells nothing about new rows.',
    leak: (text: string) => `It may give the answer away. ${text}`,
    order2: 'Powers of large numbers are huge: scale before.',
  },

  fitted: 'What the champion’s preparation has learnt',
  fittedSubtitle: (rows: number, version: number) =>
    `Learnt from the ${count(rows)} training rows of model v${version}, and kept inside that model`,
  noChampion: 'No champion yet',
  noChampionDetail: 'What each step has learnt is listed here once a model is in production.',
  fittedTarget: (mean: string, deviation: string) =>
    `The answer itself is learnt as (answer − ${mean}) / ${deviation}: mean and standard deviation of the training rows.`,
  fittedOutputs: (n: number) => `A prepared row is ${plural(n, 'number')}.`,
  isPlan: 'It was learnt by the plan in use.',
  isOtherPlan:
    'It was learnt by another plan than the one in use now; the next training from scratch uses the new one.',
  fittedPage: (from: number, to: number, of: number) =>
    `Steps ${count(from)} to ${count(to)} of ${count(of)}`,
  previousSteps: 'Previous steps',
  nextSteps: 'Next steps',
  whole: (step: string, input: string) => `${step} of ${input}, in full`,
  close: 'Close',
  yes: 'yes',
  no: 'no',
};

/** What steps learn, by the name under which they keep it. */
export const learntWords: ReadonlyMap<string, string> = new Map([
  ['mean', 'mean'],
  ['deviation', 'standard deviation'],
  ['median', 'median'],
  ['known', 'rows with a value'],
  ['value', 'most frequent value'],
  ['level', 'fills with'],
  ['number', 'fills with'],
  ['levels', 'levels'],
  ['rare', 'rare levels, counted together'],
  ['shares', 'share of the rows'],
  ['missing', 'missing cells'],
  ['encodings', 'mean answers'],
  ['means', 'mean of all answers'],
  ['center', 'median'],
  ['scale', 'divides by'],
  ['offset', 'then adds'],
  ['low', 'low end'],
  ['high', 'high end'],
  ['edges', 'edges'],
  ['quantiles', 'quantiles'],
  ['lambda', 'power (λ)'],
  ['least', 'smallest value'],
  ['degree', 'highest power'],
  ['period', 'period'],
  ['cycle', 'cycle'],
  ['parts', 'parts'],
  ['words', 'words'],
  ['idf', 'weights of the words'],
  ['weights', 'a word counts'],
  ['output', 'gives'],
  ['form', 'form'],
  ['unknown', 'new levels'],
  ['drop', 'first level left out'],
  ['indicator', 'marks gaps'],
  ['clip', 'clips'],
]);
