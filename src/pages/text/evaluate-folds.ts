// What the part of the Evaluate room says that trains and tests on folds of the rows. Plain words first.

import { count, plural } from '../../ui/format.ts';

const rows = (n: number): string => plural(n, 'row');
const times = (n: number): string => (n === 1 ? 'one fold' : `${count(n)} folds`);

export const foldsText = {
  title: 'Train and test on folds',
  subtitle:
    'Splits the labelled rows into folds, and trains anew for each on some rows to test on others. It says how much luck there is in one training and one set of test rows.',
  notStored:
    'Nothing of this is stored or registered: results stay until you leave the project. Trained from fresh weights on the stream’s own rows, each counting the same; test rows of a split take no part.',
  by: 'Split the rows',
  bys: {
    time: 'In time',
    stratified: 'By class',
    'k-fold': 'By chance',
    group: 'By group',
    'five-by-two': 'Five times in halves',
  },
  byHelp: {
    time: 'Each fold is tested on rows that come after all that it learns from (TimeSeriesSplit).',
    stratified: 'Each fold has every class by its share (StratifiedKFold, shuffled).',
    'k-fold': 'Rows are dealt out by chance, whatever they are (KFold, shuffled).',
    group: 'Rows with the same value stay together on one side (GroupKFold).',
    'five-by-two':
      'Five times the rows are dealt out anew into two halves, and each half is tested once. What Dietterich’s and Alpaydin’s tests need.',
  },
  usual: {
    time: 'These rows come in the order of their time, so “in time” is the honest split: no fold learns from the future.',
    other: 'These rows come in no order of time.',
  },
  folds: 'Folds',
  oneFold: 'Fold',
  gap: 'Rows left out between',
  gapHelp: 'Neighbours in time tell on each other; a gap keeps them apart.',
  group: 'Column that keeps rows together',
  champions: 'The champion’s settings beside the present ones',
  sameSettings: 'The champion was trained with the present settings, so there is nothing to put beside them.',
  configurations: { present: 'Present settings', champion: 'Champion’s settings' },
  run: 'Train and test',
  running: (workers: number) =>
    workers === 1
      ? 'Training and testing fold after fold'
      : `Training and testing, ${count(workers)} folds at a time`,
  broken: 'The folds broke off',
  picture: 'Which rows each fold learns from and is tested on',
  pictureLegend:
    'Rows in their order from left to right. Upper half: tested; lower half: learnt from. Empty: neither.',
  fold: (number: number) => `Fold ${number}`,
  foldRows: (learnt: number, tested: number) => `learns from ${count(learnt)}, tested on ${rows(tested)}`,
  moved: 'Settings have changed since: this is what the former ones reached.',

  results: (n: number, folds: number) => `${times(folds)} of ${rows(n)}`,
  resultsSubtitle: (names: string) => `Mean over the folds of ${names}`,
  means: 'Mean of every figure',
  perFold: 'Fold by fold',
  figure: 'Figure',
  mean: 'Mean',
  honest: '95 % interval',
  honestHelp:
    'Folds learn from many of the same rows, so their figures are not independent. This interval allows for it (Nadeau and Bengio’s correction). With few folds it can reach beyond what is possible.',
  plain: 'If folds were independent',
  plainHelp: 'The usual t interval of a mean. Too narrow here; shown to compare with other tools.',
  caveat:
    'Folds share rows, so the plain interval of their mean is too narrow: go by the corrected one, and take even that for rough.',
  caveatTime:
    'Later folds learn from more rows than earlier ones: part of the difference between folds is that, and not luck.',
  said: (label: string, mean: string, folds: number, low: string, high: string) =>
    `${label} is ${mean} on average over ${times(folds)}, ${low} to ${high} with 95 % confidence.`,
  of: (settings: string, said: string) => `${settings}: ${said}`,
  saidAlone: (label: string, mean: string) => `${label} is ${mean} on one fold: one says nothing of luck.`,
  saidNothing: (label: string) => `${label} could not be worked out on any fold.`,
  rowsLearnt: 'Learnt from',
  rowsTested: 'Tested on',
  difference: 'Difference',
  failed: 'failed',
  unknown: 'unknown',
  failures: (n: number) => `${times(n)} failed`,
  failure: (name: string, fold: number, reason: string) => `${name}, fold ${fold}: ${reason}`,
  failuresDetail: 'Means are of the other folds.',
  paired: 'Present settings against the champion’s',
  ahead: (ahead: number, all: number, difference: string, low: string, high: string) =>
    `The present settings did better on ${count(ahead)} of ${times(all)}. Difference ${difference} on average, ${low} to ${high} with 95 % confidence.`,
  higher: (higher: number, all: number, difference: string, low: string, high: string) =>
    `The present settings have the higher value on ${count(higher)} of ${times(all)}. Difference ${difference} on average, ${low} to ${high} with 95 % confidence.`,
  chance: (p: string, plain: string) =>
    `That may be chance: p = ${p} by the corrected paired t test (plain: ${plain}).`,
  beyondChance: (p: string, plain: string) =>
    `That is more than chance explains: p = ${p} by the corrected paired t test (plain: ${plain}).`,
  noPairs: 'Fewer than two folds went well with both settings, so nothing can be said of the difference.',
  further: 'Further tests of the difference',
  furtherAbout:
    'These take folds for independent, which they are not, and find differences too easily. They are here to compare with other tools.',
  furtherTests: {
    effect: 'Size of the difference by its deviation over folds (Cohen’s d_z)',
    wilcoxon: 'Wilcoxon’s signed-rank test, exact',
    signFlip: 'Turning the signs of the differences in every way',
    dietterich: 'Dietterich’s 5 × 2 t test',
    alpaydin: 'Alpaydin’s 5 × 2 F test',
  },
  furtherValue: (statistic: string | null, p: string) =>
    `${statistic === null ? '' : `${statistic}, `}p = ${p}`,
  openRows: (fold: number) => `Rows that fold ${fold} is tested on`,

  curve: 'Would more rows help?',
  curveSubtitle:
    'Trains the present settings on growing shares of the rows, and tests all on the same others.',
  curveOrder: {
    latest: 'Tested on the latest fifth of the rows; learnt from the latest of the rows before.',
    drawn: 'Tested on a fifth of the rows by chance; learnt from rows drawn by chance from the others.',
  },
  curveOnce: 'One training for each share: small steps of the line may be luck.',
  curveRun: 'Make the learning curve',
  curveBroken: 'The learning curve broke off',
  curveFailure: (n: number, reason: string) => `With ${rows(n)}: ${reason}`,
  curveFailures: 'Some trainings failed',
};
