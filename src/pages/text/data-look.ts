// What the section "This data" says. Plain words first.

import type { FieldKind, FieldRole } from '../../core/schema.ts';
import type { FindingKind } from '../../core/profile.ts';
import { count, plural } from '../../ui/format.ts';

export const kindNames: Record<FieldKind, string> = {
  number: 'number',
  integer: 'whole number',
  category: 'category',
  boolean: 'yes or no',
  time: 'time',
  text: 'text',
  identifier: 'name of the row',
  image: 'pixel',
};

export const roleNames: Record<FieldRole, string> = {
  feature: 'feature',
  target: 'answer to predict (target)',
  time: 'time',
  weight: 'weight',
  group: 'group',
  ignore: 'not used',
};

export const findingNames: Record<FindingKind, string> = {
  constant: 'always the same',
  'all-missing': 'empty',
  'mostly-missing': 'mostly missing',
  identifier: 'a name, not a measure',
  'many-levels': 'many values',
  'similar-levels': 'spellings',
  outliers: 'far from the rest',
  'duplicate-rows': 'repeated rows',
  'duplicate-columns': 'repeated column',
  'empty-rows': 'empty rows',
  imbalance: 'uneven classes',
  'few-answers': 'few answers',
  'target-missing': 'answers missing',
  'target-unreadable': 'answers unreadable',
  leak: 'gives the answer away',
  infinite: 'infinite',
};

/** "a", "a and b", "a, b and c". */
const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;

export const lookText = {
  loading: 'Getting the rows of this version',
  profiling: 'Looking at every column',
  failed: 'This version could not be looked at',
  notLooked: 'This version has not been looked at',
  notLookedDetail:
    'A look counts what is in each column, finds what is odd, and checks whether a column gives the answer away.',
  look: 'Look at it',
  lookAgain: 'Look again',
  cancel: 'Cancel',
  more: (rows: number) => `${plural(rows, 'more row is', 'more rows are')} known now`,
  moreDetail: (rows: number) => `What is shown below was counted over the first ${count(rows)}.`,

  // Version
  version: (number: number, all: number) =>
    all > 1 ? `Data v${number}, one of ${count(all)} versions` : `Data v${number}`,
  choose: 'Version',
  option: (number: number, operation: string, rows: number) =>
    `data v${number}: ${operation} (${plural(rows, 'row')})`,
  operation: 'How it came',
  parent: 'Made from',
  source: 'nothing before it',
  rows: 'Rows',
  knownRows: (known: string, all: string) =>
    `${known} known so far, of ${all}; the others come with the stream`,
  columnsLabel: 'Columns',
  parts: 'Split',
  noParts: 'not split: every run chooses its own validation rows',
  partsOf: (train: number, test: number, gap: number) =>
    `${count(train)} for training, ${count(test)} only for judging${gap > 0 ? `, ${count(gap)} left out as a gap` : ''}`,
  digest: 'Digest (SHA-256)',
  digestHelp: 'The same content always has the same digest; one changed cell gives another.',
  wholeDigest: 'Show the whole digest',
  card: 'About the data',

  // Findings
  findings: 'What to look at first',
  findingsSubtitle: (warnings: number, notes: number, rows: string) =>
    warnings + notes === 0
      ? `Nothing odd was found in ${rows} rows.`
      : `${plural(warnings, 'warning')} and ${plural(notes, 'note')}, found in ${rows} rows`,
  leaks: 'Gives the answer away (leak)',
  leakChecked: (rows: string) =>
    `Checked on ${rows} rows by numbers alone. Whether a column is known before the answer, only a person can say.`,
  leakUnchecked:
    'Too few answered rows, or no target: whether a column gives the answer away was not checked.',
  leaveOut: (names: readonly string[]) => `Leave ${listed(names)} out of the features.`,
  leftOut: (names: readonly string[]) =>
    `${listed(names)} ${names.length === 1 ? 'is' : 'are'} not among the features here. Leave it so.`,
  prepare: 'Open the preparation',
  showRows: 'Show the rows',
  showColumn: (name: string) => `Show ${name}`,
  warning: 'Warning',
  note: 'Note',
  allFindings: (n: number) => `Show all ${n}`,
  fewerFindings: 'Show fewer',
  alike: (n: number) => `So it is with ${count(n)} more.`,

  // Columns
  columns: 'Columns',
  columnsSubtitle: (shown: number, all: number) =>
    shown === all
      ? `${plural(all, 'column')}. Every bar and every count opens its rows`
      : `${count(shown)} of ${plural(all, 'column')}. Every bar and every count opens its rows`,
  search: 'Find a column',
  sort: 'Order',
  sorts: {
    file: 'as in the file',
    name: 'by name',
    missing: 'most missing first',
    findings: 'most to look at first',
  },
  split: 'Divide bars by',
  noSplit: 'nothing',
  byTarget: (target: string) => `${target}`,
  againstRest: (name: string) => `${name} against the rest`,
  rest: 'the rest',
  noColumn: 'No column has such a name.',
  noAnswer: 'no answer',
  page: (from: number, to: number, all: number) => `${count(from)} to ${count(to)} of ${count(all)}`,
  previousColumns: 'Previous columns',
  nextColumns: 'Next columns',
  missing: 'Missing',
  distinct: 'Different values',
  range: 'Range',
  middle: 'Mean, median',
  spread: 'Middle half',
  outliers: 'Far out',
  outliersHelp: 'Beyond 1.5 times the middle half’s width outside it (Tukey’s fences).',
  outlierCount: (n: number, sides: readonly string[]) => `${count(n)} ${sides.join(' or ')}`,
  below: (value: string) => `below ${value}`,
  above: (value: string) => `above ${value}`,
  infinite: 'infinite',
  to: 'to',
  of: (n: number, all: number) => `${count(n)} of ${plural(all, 'row')}`,
  none: 'none',
  barsOf: (name: string) => `How ${name} is spread`,
  pixels: (n: number, width: number, height: number) => `${count(n)} pixels, ${width} × ${height}`,
  pixelsName: 'Pictures',
  constantPixels: 'Always the same',
  constantOf: (n: number, all: number) => `${count(n)} of ${plural(all, 'pixel')}`,
  missingPixels: (n: number, all: number) => `${count(n)} of ${plural(all, 'pixel')} in all pictures`,
  meanPicture: 'average of all',
  meanOfAll: (rows: number) => `average picture of ${plural(rows, 'row')}`,
  repeated: 'Repeated rows',

  // Target
  balance: 'The answers',
  balanceTitle: (column: string) => `The answer: ${column}`,
  balanceSubtitle: (rows: string, missing: number) =>
    `n = ${rows} rows with an answer${missing > 0 ? `; missing in ${count(missing)}` : ''}`,
  classRows: (n: number, all: number, share: string) => `${count(n)} of ${count(all)} (${share})`,
  answersMissing: 'Show the rows without an answer',

  // Correlations
  pairs: 'Strongest pairs',
  pair: 'Columns',
  r: 'r',
  n: 'n',
  rHelp: 'Pearson’s correlation: 1 rise together, 0 no straight line, −1 one falls as the other rises.',
  upTo: (rows: string) => `up to ${rows}`,
  between: (low: string, high: string) => `${low} to ${high}`,
  fewNumbers: 'Two columns of numbers are needed to compare them.',
  correlations: 'Columns that move together',

  // Pictures
  pictures: 'Pictures',
  picturesSubtitle: (width: number, height: number, rows: string) =>
    `${width} × ${height} pixels each; ${rows} rows. Open one to see its row`,
  ofClass: 'Class',
  everyClass: 'all',
  picture: (row: number, label: string) => `row ${count(row + 1)}, label ${label || 'missing'}`,
  means: 'The average picture of each class',
  meansNote: (n: number) => `Of the first ${count(n)} rows of each class at most.`,
  meanOf: (name: string, n: number) => `average of ${plural(n, 'row')} of ${name}`,
  showMeans: 'Average each class',
  previousPictures: 'Previous pictures',
  nextPictures: 'Next pictures',
  picturesFailed: 'The pictures could not be fetched',

  // Rows
  allRows: 'All rows',
  allRowsSubtitle: (rows: string) =>
    `${rows} rows, 50 at a time, in their own order and numbered as in the file`,
  rowNumber: 'Row',
  rowNumberHelp: 'Its number in the file; rows that were added are numbered on after the last.',
  numbered: (caption: string) => `${caption}, numbered as in the file`,
  concerned: (name: string) => `▸ ${name}`,
  concernedHelp: 'The column that these rows were chosen by.',
  columnsLeftOut: (n: number) => `${plural(n, 'more column is', 'more columns are')} not shown here.`,
  pixelsLeftOut: (n: number) => `${plural(n, 'pixel column is', 'pixel columns are')} not shown as numbers.`,
  rowsPage: (from: number, to: number, all: number) =>
    all === 0 ? 'No rows' : `${count(from)} to ${count(to)} of ${plural(all, 'row')}`,
  first: 'First',
  previous: 'Previous 50',
  next: 'Next 50',
  last: 'Last',
  close: 'Close the rows',
  noRows: 'No rows are behind this figure.',
  rowsFailed: 'These rows could not be fetched.',
  retry: 'Try again',
  fetching: 'Fetching rows',
  rowsOfBar: (column: string, bar: string) => `${column}: ${bar}`,
  rowsMissing: (column: string) => `${column} is missing`,
  rowsOutside: (column: string) => `${column} is far out`,
  rowsRepeated: 'Rows that repeat an earlier one',
  rowsOfClass: (name: string) => `Answer: ${name}`,
  rowsOfPicture: (row: number) => `Row ${count(row + 1)}`,
} as const;
