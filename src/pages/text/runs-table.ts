// What the table of runs says. Plain words first.

import type { RunStatus } from '../../core/records.ts';
import type { UnknownName } from '../../core/run-search/unknown-names.ts';
import type { Fact, Figure } from '../../state/notebook-columns.ts';
import type { NoteVerb } from '../../state/notebook-notes.svelte.ts';
import { count, plural } from '../../ui/format.ts';

const runs = (n: number): string => plural(n, 'run');

const done: Record<NoteVerb, (n: number) => string> = {
  rename: (n) => `Gave ${runs(n)} another name`,
  recolour: (n) => `Gave ${runs(n)} another colour`,
  describe: (n) => `Changed the notes of ${runs(n)}`,
  tag: (n) => `Tagged ${runs(n)}`,
  untag: (n) => `Took a tag from ${runs(n)}`,
  archive: (n) => `Archived ${runs(n)}`,
  unarchive: (n) => `Took ${runs(n)} out of the archive`,
  remove: (n) => `Deleted ${runs(n)}. “Show deleted” brings them back at any time`,
  restore: (n) => `Brought ${runs(n)} back`,
};

const status: Record<RunStatus, string> = {
  running: 'training',
  paused: 'paused',
  done: 'done',
  stopped: 'stopped by hand',
  failed: 'failed',
};

const facts: Record<Fact, string> = {
  name: 'Run',
  status: 'Status',
  model: 'Model',
  changes: 'Changes',
  tags: 'Tags',
  notes: 'Notes',
  parent: 'Came from',
  version: 'Version',
  optimizer: 'Optimiser',
  epochs: 'Epochs',
  duration: 'Took',
  started: 'Started',
  rows: 'Rows',
  engine: 'Engine',
  seed: 'Seed',
  data: 'Data digest',
  recipe: 'Preparation digest',
};

const figures: Record<Figure, string> = {
  best: 'best',
  last: 'last',
  min: 'least',
  max: 'most',
  mean: 'mean',
};

const unknownKinds: Record<UnknownName['of'], string> = {
  metric: 'series',
  parameter: 'setting',
  tag: 'tag',
};

const mostLetters = 24;

/** A name that a person gave, where there is no room for a long one. */
const short = (name: string): string =>
  name.length > mostLetters ? `${name.slice(0, mostLetters - 1)}…` : name;

export const runsTableText = {
  sections: { table: 'Table', compare: 'Compare' },
  sectionsLabel: 'Parts of the notebook of runs',
  compareState: (n: number) => (n === 0 ? '' : `${count(n)} chosen`),
  title: 'Every run so far',
  subtitle:
    'Enter opens a run, Space chooses it, F2 renames it, Delete deletes it; above the first row the headings sort.',
  caption: 'Runs',
  none: 'No run yet',
  noneDetail: 'The first one starts by itself when a scene opens.',
  nothingFits: 'No run fits this filter.',
  allArchived: 'Every run is archived or deleted. Show archived or deleted runs to see them.',
  shown: (n: number, all: number) => (n === all ? runs(all) : `${count(n)} of ${runs(all)}`),

  status,
  facts,
  progress: (percent: number, paused: boolean) => `${paused ? 'paused at' : 'training'} ${percent} %`,
  elsewhere: (said: string) => `${said}, in another tab`,
  metricColumn: (name: string, figure: Figure) => `${name} · ${figures[figure]}`,
  wentBack: 'at its end it may have gone back to the weights of its best epoch, as its own page says',
  atStep: (step: string) => `step ${step}`,
  atEpoch: (epoch: string) => `epoch ${epoch}`,
  figureAt: (value: string, at: readonly string[]) => `${value} at ${at.join(', ')}`,
  ofLast: 'the last value, which filters compare',
  notOfFilters: 'over the whole run; filters compare the last value instead',
  sideways: (n: number) => `Move the table sideways for ${plural(n, 'more column')}.`,
  numbered: (n: number) => `no. ${count(n)}`,
  first: 'first run',
  noChange: 'same settings',
  forkedFrom: (name: string, epoch: number) => `forked from ${name} at epoch ${epoch}`,
  wentOnFrom: (name: string) => `began from ${name}`,
  deleted: 'deleted',
  archivedMark: 'archived',
  epochsOf: (ended: number, planned: number) => `${count(ended)} of ${count(planned)}`,

  filter: 'Filter',
  filterHelp:
    'In the search language of MLflow, for example metrics.val_loss < 0.5: of a series the last value',
  stillShowing: 'Still showing:',
  everyRun: 'every run',
  unknown: ({ of, name, nearest }: UnknownName) =>
    `No run has a ${unknownKinds[of]} called ${name}${nearest === null ? '.' : `; did you mean ${nearest}?`}`,
  helpTitle: 'How to write a filter',
  examples: [
    { text: "params.optimizer = 'adam'", about: 'a setting, as text in quotes' },
    { text: 'metrics.val_loss < 0.5 AND metrics.loss < 0.4', about: 'last values of series, both must hold' },
    { text: 'tags.keep IS NOT NULL', about: 'runs that have a tag' },
    { text: "attributes.run_name ILIKE '%night%'", about: 'part of the name, capitals or not' },
    { text: "status = 'FAILED'", about: 'also RUNNING, FINISHED, KILLED' },
  ],
  extensions: [
    { text: "params.optimizer = 'adam' OR params.optimizer = 'sgd'", about: 'either' },
    {
      text: "NOT (status = 'FAILED' OR status = 'KILLED')",
      about: 'the opposite of what stands in brackets',
    },
  ],
  extensionMark: 'extension',
  extension: 'Beyond MLflow: OR, NOT and brackets are understood here only',
  rules:
    'A run that lacks a setting, series or tag fits no condition about it. Names with special signs stand in `backticks`.',
  use: 'Use',
  clearFilter: 'Clear the filter',
  quick: 'Quick filters',
  quickFilters: [
    { label: 'Ended', text: "status = 'FINISHED'" },
    { label: 'Under way', text: "status = 'RUNNING'" },
    { label: 'Failed', text: "status = 'FAILED'" },
    { label: 'Stopped by hand', text: "status = 'KILLED'" },
  ],
  archived: 'Show archived',
  showDeleted: (n: number) => `Show deleted (${count(n)})`,

  groupBy: 'Group by',
  noGroup: 'nothing',
  groupSetting: (name: string) => `setting ${name}`,
  groupTag: (name: string) => `tag ${short(name)}`,
  without: 'not set',
  empty: 'empty',
  members: (n: number) => `n = ${count(n)}`,
  group: (name: string, value: string) => `${name} = ${value}`,
  groupAlone: (name: string) => `${name} is not set`,

  columns: 'Columns',
  chooseColumns: 'Choose columns',
  findColumn: 'Find a column',
  usualColumns: 'Back to the usual ones',
  columnGroups: { facts: 'About the run', metrics: 'Measured', params: 'Settings', tags: 'Tags' },
  columnCount: (n: number) => plural(n, 'column'),
  noColumn: 'No column has such a name.',

  chosen: (n: number, hidden: number) =>
    hidden === 0
      ? `${runs(n)} chosen`
      : `${runs(n)} chosen, ${hidden === n ? 'none' : `${count(hidden)} of them`} ${hidden === n ? 'of them is shown' : hidden === 1 ? 'is not shown' : 'are not shown'}`,
  onlyShown: 'Keep only those shown',
  compare: 'Compare',
  archive: 'Archive',
  unarchive: 'Take out of the archive',
  remove: 'Delete',
  restore: 'Restore',
  tag: 'Tag',
  tagName: 'Tag',
  tagValue: 'Value (may be empty)',
  putTag: 'Put the tag on',
  untag: (name: string) => `Take off ${short(name)}`,
  colour: 'Colour',
  colourName: (n: number) => `Colour ${n}`,
  ownColour: 'By its number',
  choice: 'Clear the choice',
  watching: 'Another tab is writing; this one only watches.',
  rename: (name: string) => `Name of ${name}`,

  done,
  undo: 'Undo',
};
