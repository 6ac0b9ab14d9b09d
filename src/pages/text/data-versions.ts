// What the section "Versions" says. Plain words first.

import type { EditKind } from '../../core/edit.ts';
import { count, plural } from '../../ui/format.ts';
import { kindNames } from './data-look.ts';

const kindOf = (kind: string): string =>
  Object.entries(kindNames).find(([name]) => name === kind)?.[1] ?? kind;

export const editGroups: Record<Exclude<EditKind['group'], 'tables'>, string> = {
  rows: 'Rows',
  cells: 'Cells',
  columns: 'Columns',
  image: 'Pictures',
  fault: 'Break it on purpose',
};

export const versionsText = {
  // Graph
  title: 'Versions of this data',
  subtitle: 'Each change makes a new version. None is ever overwritten, so every step can be taken back.',
  graph: 'Versions and where they come from, oldest at the left',
  table: 'Versions as a table',
  name: (number: number) => `data v${number}`,
  looked: 'looked at',
  trains: 'learnt from',
  stream: 'stream',
  nodeRows: (rows: number) => plural(rows, 'row'),
  columns: { version: 'Version', parent: 'From', operation: 'What was done', rows: 'Rows', marks: 'Marks' },
  source: 'the beginning',

  // The version looked at
  panel: (number: number) => `Data v${number}`,
  facts: {
    operation: 'What was done',
    rows: 'Rows',
    made: 'Made',
    digest: 'Content (SHA-256)',
  },
  knownRows: (known: string, all: string) => `${known} of ${all}: those whose answers are known`,
  undo: (number: number) => `Go back to data v${number}`,
  undoHelp: (own: number, parent: number) =>
    `Data v${own} stays as it is; a change of data v${parent} begins another branch.`,
  toLook: 'Look at its columns',

  notOpened: (number: number) => `The rows of data v${number} could not be opened`,

  // Training
  trainOn: (number: number) => `Learn from data v${number}`,
  trainOnStream: 'Learn from what the stream brings',
  trainsThis: (number: number) => `The next retraining learns from data v${number}`,
  trainsStream: 'The next retraining learns from what the stream has brought',
  trainsOther: (number: number) =>
    `The next retraining learns from data v${number}, not from the version looked at`,
  trainFollows: (number: number) =>
    `“Learn from data v${number}” only chooses it: nothing is trained yet. Retrain afterwards, and a challenger learns from it beside the champion.`,
  trainChosen: (number: number) =>
    `It is chosen, and nothing is trained yet: go and retrain, and a challenger learns from data v${number} beside the champion.`,
  trainMeaning:
    'The challenger learns from all training rows of the edited version. Left out are rows that the stream keeps to compare champion and challenger on, and rows that it has not brought yet. Test rows are never learnt from.',
  streamMeaning:
    'This is the version that the stream runs on. How old and new rows of it are mixed is chosen in the Train room. To learn from an edited version instead, look at that version here.',
  toTrain: 'Go and retrain',

  // Edits
  edit: (number: number) => `Change data v${number}`,
  editSubtitle: 'The change makes a new version; this one stays.',
  group: 'What to change',
  kind: 'Change',
  make: (number: number) => `Make data v${number}`,
  made: (operation: string, number: number) => `${operation}: data v${number}`,
  madeDetail: (parent: number) => `Data v${parent} is as it was.`,
  notMade: 'No version was made',
  watching: 'Another tab is working here; this one only watches.',
  chooseSetting: (label: string) => `Choose first: ${label}.`,
  writeSetting: (label: string) => `Write first: ${label}.`,
  about: {
    picked: (rows: number) => `It concerns ${plural(rows, 'picked row')}.`,
    where: (rows: number, condition: string) => `It concerns ${plural(rows, 'row')} where ${condition}.`,
    none: (condition: string) => `No row fulfils ${condition}.`,
    finding: 'Counting the rows that it concerns.',
    every: (rows: number) => `It concerns every row: ${count(rows)}.`,
    mustPick: 'Pick rows in the list, or write a condition.',
    pickOnly: 'Pick rows in the list; without any it concerns every row.',
    whole: (rows: number) => `It concerns the whole table: ${plural(rows, 'row')}.`,
  },

  // Rows
  rows: 'Rows',
  rowsCaption: 'Rows, numbered as in the file',
  rowsSubtitle:
    'Numbered as in the file. Find rows by a condition, and pick some by hand where that is easier',
  where: 'Rows where',
  /** With names of columns that there are. */
  whereHelp: (number: string | null, category: string | null) => {
    const examples = [
      ...(number ? [`${number} > 20`, `missing(${number})`] : []),
      ...(category ? [category] : []),
    ];
    return `${examples.length > 0 ? `Such as ${examples.join(', ')}; joined by and, or, not. ` : ''}Empty: all rows.`;
  },
  noCondition: 'This is a value, not a condition: compare it with something, as in hour > 23.',
  found: (from: number, to: number, total: number) =>
    total === 0 ? 'No row' : `${count(from)}–${count(to)} of ${plural(total, 'row')}`,
  finding: 'Finding rows',
  rowsFailed: 'These rows could not be shown.',
  pick: (row: number) => `Pick row ${count(row)}`,
  pickPage: 'Pick all rows of this page',
  picked: (rows: number) => `${plural(rows, 'row')} picked`,
  unpick: 'Pick none',
  withPicked: (rows: number) => `With ${rows === 1 ? 'the picked row' : `the ${count(rows)} picked rows`}:`,
  relabel: 'Relabel',
  fix: 'Fix cells',
  remove: 'Delete',
  previous: 'Earlier rows',
  next: 'Later rows',
  columnsLeftOut: (columns: number) =>
    `${plural(columns, 'more column is', 'more columns are')} not shown; conditions may name them.`,
  retry: 'Try again',

  // Schema
  describe: 'What the columns may hold',
  describeSubtitle: (number: number) =>
    `Kinds, roles, ranges and categories of data v${number}. A change makes a new version with the same rows.`,
  describeRules:
    'The ranges and categories that were seen at import are the rules for later batches until they are changed here: a batch that goes beyond them is named, and may be let through.',
  describePending: (columns: number) => `${plural(columns, 'column is', 'columns are')} described otherwise.`,
  describeReset: 'Discard these changes',

  // Batch
  batch: 'Bring a later batch',
  batchSubtitle:
    'More rows of the same columns, or another table to look columns up in. It is checked before anything is done.',
  batchFrom: (name: string, rows: number) => `${name}: ${plural(rows, 'row')}`,
  mode: 'What to do with it',
  append: 'Put its rows below',
  merge: 'Look columns up in it',
  checking: 'Checking it against the version',
  fits: (number: number) => `It fits what data v${number} allows`,
  fitsDetail: (rows: number) => `${plural(rows, 'row')} can be put below as they are.`,
  doesNotFit: (number: number, things: number) =>
    `${plural(things, 'thing does', 'things do')} not fit what data v${number} allows`,
  appendAll: (rows: number) => `Append ${plural(rows, 'row')}`,
  checkOf: (number: number) => `Checked against what data v${number} allows`,
  ways: {
    none: {
      label: (rows: number) => `Append all ${plural(rows, 'row')}`,
      help: 'What is new is allowed from then on: values out of range, new categories, missing cells. Unknown columns are left out.',
    },
    unreadable: {
      label: (rows: number, of: number) =>
        `Append the rows that can be read (${count(rows)} of ${count(of)})`,
      help: 'Leaves out rows with a cell that cannot be read or is missing. Values out of range and new categories are allowed from then on.',
    },
    all: {
      label: (rows: number, of: number) => `Append only the rows that fit (${count(rows)} of ${count(of)})`,
      help: 'Leaves out every row that breaks a rule; the rules stay as they are.',
    },
  },
  columnsNeeded: (names: readonly string[], number: number) =>
    `${names
      .slice(0, 5)
      .map((name) => `“${name}”`)
      .join(', ')}${names.length > 5 ? ` and ${count(names.length - 5)} more` : ''} ${
      names.length === 1 ? 'is' : 'are'
    } missing in the batch, and data v${number} needs ${
      names.length === 1 ? 'it' : 'them'
    }: add ${names.length === 1 ? 'the column' : 'the columns'} to the file, or allow missing cells under “What the columns may hold”.`,
  cellsUnreadable: 'Some cells cannot be read as what their column holds; their rows can only be left out.',
  noRowLeft: 'No row would be left.',
  discard: 'Put the batch away',
  checkAgain: 'Check it again',
  reason: { column: 'Column', what: 'What does not fit', cells: 'Cells' },
  key: 'Key in this version',
  otherKey: 'Key in the batch',
  keyHelp: 'Every row is looked up in the batch by this column.',
  otherKeyHelp: 'Each of its values may be there once.',
  mergeGo: 'Take its columns over',
  how: 'How it was read',

  // Comparing
  compare: 'Compare two versions',
  compareSubtitle: 'Row by row, and whether values are distributed otherwise',
  before: 'Before',
  after: 'After',
  option: (number: number, operation: string) => `data v${number}: ${operation}`,
  compareGo: 'Compare',
  comparing: 'Comparing',
  cancel: 'Cancel',
  pair: (before: number, after: number) => `From data v${before} to data v${after}`,
  compareFailed: 'These versions could not be compared',
  compareSafe: 'Both versions are as they were.',
  compareOne: 'There is one version only',
  compareOneDetail:
    'Change the data, or append a batch, and the new version can be compared with this one here.',
  compareNone: 'Nothing is compared yet',
  compareNoneDetail:
    'A comparison names the rows that were added, left out and changed, and the columns whose values drifted.',
  same: 'All rows and cells are the same.',
  added: (rows: number) => `${plural(rows, 'row')} added`,
  removed: (rows: number, of: number) => `${count(rows)} of ${plural(of, 'row')} left out`,
  changed: (rows: number, cells: number) => `${plural(rows, 'row')} changed (${plural(cells, 'cell')})`,
  reordered: 'Rows that both have stand in another order.',
  columnsAdded: (names: string) => `New columns: ${names}.`,
  columnsRemoved: (names: string) => `Columns left out: ${names}.`,
  columnRenamed: (from: string, to: string) => `Column "${from}" is called "${to}" now.`,
  kindChanged: (column: string, from: string, to: string) =>
    `Column "${column}" was ${kindOf(from)} and is ${kindOf(to)} now.`,
  cells: (shown: number, all: number) =>
    shown < all ? `The first ${count(shown)} of ${count(all)} changed cells` : 'Changed cells',
  cellColumns: { row: 'Row', column: 'Column', before: 'Before', after: 'After' },
  missing: 'missing',
  drift: 'Drift',
  noDrift: (columns: number) => `No column of ${count(columns)} drifted`,
  drifted: (drifted: number, columns: number) => `${count(drifted)} of ${plural(columns, 'column')} drifted`,
  ofRows: (before: number, after: number) => `${plural(before, 'row')} against ${count(after)}`,
  ofNewRows: (before: number, after: number) =>
    `${plural(after, 'new row')} against the ${count(before)} before ${after === 1 ? 'it' : 'them'}`,
  driftOf: 'Drift is sought in',
  driftNew: {
    label: 'the new rows alone',
    help: 'The rows that were added, such as an appended batch, against all rows of the version before.',
  },
  driftAll: {
    label: 'all rows',
    help: 'All rows of both versions. What came with few new rows hides among the many that both have.',
  },
  driftMeaning:
    'A column drifted where the difference is certain (p below 0.05 after Holm’s correction for the number of columns) and large enough to matter (0.1 or more of the rows).',
  driftColumns: {
    column: 'Column',
    words: 'What happened',
    drifted: 'Drifted',
    strength: 'Strength',
    psi: 'PSI',
    test: 'Test',
    adjusted: 'p, corrected',
    missing: 'Missing',
    levels: 'Categories',
  },
  strengthHelp: 'The largest share of rows that any statement about the value gained or lost, 0 to 1.',
  psiHelp: 'Population stability index over bins of the earlier values; above 0.25 is usually called large.',
  tests: { 'kolmogorov-smirnov': 'KS', 'chi-square': 'χ²' },
  yes: 'yes',
  no: 'no',
  newLevels: (levels: number) => `${count(levels)} new`,
  vanishedLevels: (levels: number) => `${count(levels)} gone`,
  skipped: (column: string, why: string) => `${column}: ${why}`,
  skippedTitle: 'Not compared',

  // Export
  export: (number: number) => `Save data v${number} as a file`,
  exportSubtitle: 'Comma-separated values (CSV), in UTF-8, with a header line',
  delimiter: 'Between the cells',
  delimiters: { ',': 'Comma', ';': 'Semicolon', '\t': 'Tab' },
  decimal: 'Decimal sign',
  decimals: { '.': 'Point: 1.5', ',': 'Comma: 1,5' },
  clash: 'Comma between cells and in numbers: such cells are put in quotation marks.',
  spreadsheets: 'For spreadsheets',
  spreadsheetsHelp:
    'Cells that begin like a formula (=, +, -, @) get an apostrophe before them, so that a spreadsheet does not run them.',
  save: 'Save the file',
  saved: (name: string, size: string) => `${name} was saved: ${size}`,
  formulas: (cells: number, guarded: boolean) =>
    cells === 0
      ? 'No cell begins like a formula.'
      : guarded
        ? `${plural(cells, 'cell begins', 'cells begin')} like a formula; each got an apostrophe before it.`
        : `${plural(cells, 'cell begins', 'cells begin')} like a formula and ${cells === 1 ? 'was left as it is' : 'were left as they are'}: a spreadsheet may run them. Turn on “For spreadsheets” to prevent that.`,
  fileDigest: 'The file (SHA-256)',
  notSaved: 'The file could not be made',
};

/** In the Train room: which data retraining learns from. */
export const retrainDataText = {
  learnsFrom: (number: number) => `Learns from data v${number}`,
  noMix:
    'All its training rows count the same: how old a row is has no meaning in an edited version, so there is no choice between old and new rows. Rows kept for the comparison, and rows that the stream has not brought yet, are left out.',
  backToStream: 'Learn from what the stream has brought',
  toVersions: 'Look at the versions',
  chooseVersion: 'Learn from an edited version of the data',
};
