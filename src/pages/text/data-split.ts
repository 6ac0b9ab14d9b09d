// What the choice of test rows says. Plain words first.

import type { SplitMethod } from '../../core/split.ts';
import { count, plural } from '../../ui/format.ts';

export const splitMethodWords: Record<SplitMethod, { label: string; help: string }> = {
  time: { label: 'The latest rows', help: 'Tests on what came last, as in use (split by time).' },
  stratified: {
    label: 'At random, classes in proportion',
    help: 'Every class has the same share among test rows (stratified).',
  },
  random: { label: 'At random', help: 'Every row has the same chance to be a test row.' },
  group: {
    label: 'Whole groups',
    help: 'Rows of one person, place or device stay together, so that none is known from training.',
  },
  'k-fold': {
    label: 'One of several folds',
    help: 'The rows are dealt into equal parts, of which one tests (k-fold).',
  },
};

export const splitText = {
  title: 'Which rows only test',
  subtitle: (version: number) => `Data v${version}`,
  whyTitle: 'Why first the split, then everything else',
  why: 'Test rows stand for rows to come. Whoever fills gaps, scales or encodes with all rows first has already told the model about the test rows: it then looks better than it is (leakage). Here the split comes first, and every step learns from training rows alone.',
  none: 'No rows are set apart for testing in this version',
  noneDetail:
    'The stream tests its models on windows to come. Setting rows apart here makes a new data version; a retraining that learns from it leaves its test rows out.',
  now: (rows: number, method: string) => `${plural(rows, 'row')}, set apart: ${method}`,
  latestOfFirst: (rows: number, isStream: boolean) =>
    `the latest of the first ${plural(rows, 'row')}; rows that came ${isStream ? 'with the stream later' : 'later'} are learnt from`,
  asWritten: 'as they came',
  train: 'Training',
  test: 'Test',
  gap: 'Neither (gap)',
  partCount: (n: number, of: number) => `${count(n)} of ${count(of)} rows`,
  picture: 'Rows in order, by part',
  pictureAfter: 'As it would be',
  pictureNow: 'As it is',
  method: 'Test rows are',
  testShare: 'Share of test rows',
  shareHelp: (rows: number, test: number) => `Of ${plural(rows, 'row')}: about ${count(test)}.`,
  folds: 'Folds',
  foldsHelp: (rows: number, folds: number) => `About ${count(Math.round(rows / folds))} rows each.`,
  fold: 'Fold that tests',
  foldHelp:
    'The first is number 1. Rows that tested stay test rows, so the test part grows with every other fold that is chosen.',
  gapRows: 'Rows left out between',
  gapHelp: 'Neighbours in time know each other: these rows before the test rows belong to neither part.',
  timeColumn: 'In the order of',
  timeHelp: 'None: the rows as they stand.',
  groupColumn: 'Groups by',
  groupHelp: 'Rows with the same value stay together.',
  classColumn: 'Classes of',
  classHelp: 'Whose values keep their share.',
  foldColumn: 'In proportion of',
  foldColumnHelp: 'None: at random.',
  seed: 'Seed',
  seedHelp: 'Another number draws other rows.',
  go: 'Split like this',
  going: 'Splitting',
  isSplit: 'The rows are split like this. Change something above first.',
  makes: 'Makes a new data version; this one stays as it is.',
  keeps: (test: number) =>
    `${plural(test, 'row is a test row', 'rows are test rows')} already and will stay so: a row that has ever tested must not teach.`,
  chooseColumn: 'Choose a column first.',
  looking: 'The rows are being looked at.',
  large: (rows: number) =>
    `With ${plural(rows, 'row')}, what it would give is counted when the version is made.`,
  byClass: 'By class',
  class: 'Class',
  noAnswer: 'no answer',
  done: (version: number) => `Data v${version} is made`,
  doneDetail: 'Once it is chosen, the next retraining learns from it.',
  learn: (version: number) => `Learn from data v${version}`,
  learns: (version: number) =>
    `The next retraining learns from data v${version} and leaves its test rows out`,
  learnsDetail:
    'Nothing is trained yet: go and retrain, and a challenger learns from it beside the champion.',
  toTrain: 'Go and retrain',
  words: {
    runs: (parts: readonly string[]) => `In order: ${parts.join(', ')}.`,
    run: (part: string, from: number, to: number) =>
      from === to ? `row ${count(from)} ${part}` : `rows ${count(from)} to ${count(to)} ${part}`,
    spread: (test: number, rows: number, low: number, high: number, each: number) =>
      `${count(test)} of ${count(rows)} rows test. They are spread over the table: ${count(low)} to ${count(high)} in each stretch of ${count(each)} rows.`,
    names: { train: 'for training', test: 'for testing', gap: 'in neither' },
  },
};
