// What "Choose data" says: bringing, looking at what was read, setting a project up.

import type { SplitMethod } from '../../core/split.ts';
import type { Task } from '../../core/define.ts';
import { count, plural } from '../../ui/format.ts';

export const chooseText = {
  bring: 'Bring your own data',
  bringSubtitle: 'It stays on this machine: the page reads it here and sends nothing anywhere',
  draft: 'The data that is being brought',
  bringAnother: 'Bring something else instead',
  drop: 'Drop a table, pictures, a folder or a zip file here',
  dropNow: 'Let go to read it',
  chooseFile: 'Choose a file',
  chooseFolder: 'Choose a folder',
  kinds:
    'Tables: CSV and other delimited text, JSON, JSON lines, Parquet. Pictures: PNG, JPEG, GIF, WebP, BMP, IDX, in folders by class or in a zip file.',
  limits: ({ fileBytes, columns, cells }: { fileBytes: number; columns: number; cells: number }): string =>
    `Up to ${count(fileBytes / 1024 ** 2)} MB a file, ${count(columns)} columns, ${count(cells)} cells.`,
  paste: 'Paste rows as text',
  pasteHelp: 'Or press Ctrl+V anywhere in this room, for instance with cells copied from a spreadsheet.',
  pasteField: 'Rows as text',
  readText: 'Read this text',
  pastedName: 'pasted text',
  nothingDropped: 'That holds no file and no text, so there is nothing to read.',
  make: 'Make data here',
  makeSubtitle: 'Worlds whose truth is known: what a model finds can be compared with it',
  draw: 'Draw points',
  generate: 'Generate rows',
  files: (n: number) => `${count(n)} files`,
  tooManyFiles: (most: number) => `That folder holds more than ${count(most)} files, which is the most.`,
};

export const readingText = {
  reading: (name: string) => `Reading ${name}`,
  getting: 'Getting the rows ready',
  progress: (doing: string, rows: number) =>
    `${doing.slice(0, 1).toUpperCase()}${doing.slice(1)}` +
    (rows > 0 ? `: ${plural(rows, 'row')} so far, in kB of the file` : ', in kB of the file'),
  rate: (rows: number) => `${count(rows)} rows/s`,
  failed: (name: string) => `${name} was not read`,
  failedSafe: 'Nothing of it was kept, and everything that was here before is unchanged.',
  failedAction: 'Say below how it is written and read it again, or bring another file.',
  failedActionOther: 'Try again, or bring something else.',
  how: 'How it is read',
  howSubtitle: 'Guessed from the file. A change reads it again; what was said of columns stays',
  sure: 'sure',
  unsure: 'a guess, please check',
  chosen: 'chosen by you',
  automatic: 'As the file suggests',
  suggested: (value: string) => `As the file suggests: ${value}`,
  refuse: 'Refuse them and say where',
  problems: 'What was found on the way',
  problemsSubtitle: (n: number) => `${plural(n, 'kind')} of oddity; each with its count and first line`,
  warning: 'Warning',
  note: 'Note',
  line: (line: number) => `line ${count(line)}`,
  moreProblems: (n: number) => `Show ${count(n)} more`,
  noProblems: 'Nothing odd was found while reading.',
  rows: 'First rows',
  rowsSubtitle: (shown: number, all: number) => `${count(shown)} of ${plural(all, 'row')}, as read`,
  columnsLeftOut: (n: number) => `${plural(n, 'more column')} not shown here`,
  fullText: 'Full text',
  close: 'Close',
  cellOf: (row: number, column: string) => `Row ${count(row)}, ${column}`,
  pictures: 'Pictures',
  picturesSubtitle: (shown: number, all: number, width: number, height: number) =>
    `${count(shown)} of ${count(all)}, from all over the table, each ${width} × ${height} pixels`,
  labels: {
    encoding: 'Characters',
    delimiter: 'Between cells',
    quote: 'Quotes',
    header: 'First row',
    decimal: 'Decimal mark',
    dates: 'Dates like 03/04/2021',
    ragged: 'Rows with too few or too many cells',
  },
  values: {
    delimiter: [
      [',', 'comma ,'],
      [';', 'semicolon ;'],
      ['\t', 'tab'],
      ['|', 'vertical bar |'],
      [' ', 'space'],
      ['\x1f', 'unit separator'],
    ],
    quote: [
      ['"', 'double "'],
      ["'", "single '"],
      ['', 'none'],
    ],
    header: [
      ['true', 'names of the columns'],
      ['false', 'data already'],
    ],
    decimal: [
      ['.', 'point 1.5'],
      [',', 'comma 1,5'],
    ],
    dates: [
      ['day-first', 'the day first'],
      ['month-first', 'the month first'],
      ['text', 'keep them as text'],
    ],
    ragged: [
      ['drop', 'leave them out'],
      ['fill', 'fill up or cut'],
    ],
    encoding: [
      ['utf-8', 'UTF-8'],
      ['windows-1252', 'Western European (Windows-1252)'],
      ['utf-16le', 'UTF-16, little end first'],
      ['utf-16be', 'UTF-16, big end first'],
      ['macintosh', 'Mac OS Roman'],
    ],
  },
} as const;

export const draftText = {
  title: (name: string) => `What was read: ${name}`,
  titleMade: (name: string) => name,
  facts: (rows: number, columns: number) => `${plural(rows, 'row')}, ${plural(columns, 'column')}`,
  use: 'Use this data',
  putAway: 'Put it away',
  looking: 'Looking at the columns',
  lookFailed: 'The columns could not be looked at',
  lookSafe: 'The table itself is here and unharmed.',
  lookAction: 'Look again, or read it once more.',
  lookAgain: 'Look again',
  readAgain: 'Read it once more',
  lookStopped: 'Looking at the columns was stopped, so nothing can be suggested yet.',
  columns: 'Columns',
  columnsSubtitle: 'What each holds and what it is for: guessed from the cells, yours to change',
  leaks: 'These may give the answer away',
  leaksDetail:
    'A model that is told them looks brilliant and learns nothing. Keep a column only if it is known before the answer.',
  leaveOut: (names: string) => `Leave ${names} out`,
  moreLeaks: (n: number) => `${count(n)} more of them; all are named beside the columns below.`,
};

export const taskTexts: Record<Task, { label: string; help: string }> = {
  binary: { label: 'Yes or no', help: 'One of two classes (binary classification)' },
  multiclass: { label: 'Which class', help: 'One of several classes (multiclass classification)' },
  regression: { label: 'How much', help: 'A number (regression)' },
};

export const splitTexts: Record<SplitMethod, { label: string; help: string }> = {
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
  'k-fold': { label: 'One of several folds', help: 'Equal parts, of which one tests (k-fold).' },
};

export const setupText = {
  title: 'Set it up',
  subtitle: 'Everything is suggested from the table and can be changed',
  train: 'Train',
  training: 'Beginning',
  stillLooking: 'The columns are still being looked at.',
  target: 'Predict',
  targetHelp: 'The column with the answers (the target).',
  noTarget: 'Choose a column',
  task: 'As',
  positive: 'Counts as yes',
  positiveHelp: 'The class that the model looks for (the positive class).',
  features: 'From',
  featureCount: (n: number) => plural(n, 'column'),
  featureHelp: 'Those with the role feature, below; how they are prepared is said under Preparation.',
  order: 'Rows come in',
  orders: {
    file: 'The order of the file',
    shuffle: 'Random order',
    column: (name: string) => `The order of ${name}`,
  },
  orderHelp: {
    file: 'As they stand. Right if the file grew row by row.',
    shuffle: 'Files are often sorted by what is to be learnt; shuffled, every stretch is like the others.',
    column: 'From the smallest value to the largest, so that the future stays unknown.',
  },
  history: 'Rows known at the start',
  historyHelp: 'The model learns from these; the others pass as a stream.',
  window: 'Rows in a window',
  windowHelp: 'The stream is judged window by window.',
  split: 'Test rows are',
  group: 'Groups are in',
  testShare: 'Share of test rows',
  testShareHelp: 'Of the known rows. More about it under Preparation.',
  folds: 'Folds',
  model: 'Model',
  metric: 'Judged by',
  name: 'Name',

  about: (n: number) => `about ${count(n)}`,
  sentence: {
    known: (shuffled: boolean, rows: string) =>
      `${shuffled ? 'In random order, the first' : 'The first'} ${rows} are known`,
    test: (rows: string) => `${rows} of them are kept for testing`,
    learnt: (rows: string) => `the model learns on ${rows}, a fifth of which only check it meanwhile`,
    stream: (rows: string, windows: string, windowRows: string, rest: number) =>
      `then ${rows} rows pass as a stream, in ${windows} of ${windowRows}${rest > 0 ? ` (the last ${count(rest)} fill none)` : ''}.`,
  },
};

const inClasses = (classes: readonly { name: string; count: number }[]): string =>
  classes
    .filter((one) => one.count > 0)
    .map((one) => `${count(one.count)} ${one.name}`)
    .join(', ');

export const drawText = {
  tool: 'Draw with',
  tools: { A: '● A', B: '■ B', C: '▲ C', erase: 'Eraser' },
  size: 'Size of the brush',
  density: 'Points a dab',
  undo: 'Take back',
  clear: 'Clear all',
  described: (classes: readonly { name: string; count: number }[]) => {
    const all = classes.reduce((sum, one) => sum + one.count, 0);
    return all === 0 ? 'no points yet' : `${plural(all, 'point')}: ${inClasses(classes)}`;
  },
  full: 'That is as many points as fit.',
  heap: 'Or add a heap of points at a place',
  heapCount: 'Points',
  heapSpread: 'Spread',
  addHeap: (name: string) => `Add ${name}`,
  use: 'Use these points',
  name: 'Drawn points',
  tooFew: (n: number) => `Draw at least 30 points; there are ${count(n)}.`,
  oneClass: 'Draw points of at least two classes.',
};

export const generateText = {
  generator: 'Generator',
  rows: 'Rows',
  seed: 'Seed',
  seedHelp: 'The same seed makes the same rows.',
  drift: 'Drift',
  noDrift: 'Nothing moves: the last rows are like the first. Add a move to let the world change.',
  move: (n: number) => `Move ${count(n)}`,
  setting: 'Move',
  to: 'to',
  atRow: 'from row',
  overRows: 'over so many rows',
  addMove: 'Add a move',
  removeMove: (n: number) => `Remove move ${count(n)}`,
  use: 'Use these rows',
  first: (n: number) => `First ${count(n)} rows`,
  last: (n: number, of: number | null) =>
    of === null ? `Last ${count(n)} rows` : `Last ${count(n)} of the first ${count(of)} rows`,
  axes: (x: string, y: string) => `${x} to the right, ${y} upwards`,
  described: (title: string, x: string, y: string, classes: readonly { name: string; count: number }[]) =>
    `${title} by ${x} and ${y}: ${inClasses(classes)}`,
  nothingToDraw: 'These rows have no two columns of numbers to draw.',
};
