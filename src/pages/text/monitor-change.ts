// What the part of the monitoring room says in which a person changes the world while it runs.

import type { InjectionCourse } from '../../core/injection.ts';
import { count, plural } from '../../ui/format.ts';

export const changeText = {
  make: 'Change the world',
  makeHelp:
    'Pick what goes wrong. It begins with the next window, also while the stream runs; rows that have passed stay as they were.',
  ready: 'Ready-made changes',
  all: 'All changes',
  kindHelp: 'Everything that can be changed here.',
  groups: {
    inputs: 'What columns hold',
    quality: 'Faults',
    population: 'Who comes',
    concept: 'How the world works',
    labels: 'Which answers arrive',
  },
  course: 'How it comes',
  courses: {
    sudden: { label: 'Sudden', help: 'Whole from the first row on.' },
    gradual: { label: 'Gradual', help: 'Row by row by lot, ever more of them.' },
    incremental: { label: 'Incremental', help: 'In every row, ever stronger.' },
    recurring: { label: 'Recurring', help: 'There, gone, there again.' },
  } satisfies Record<InjectionCourse, { label: string; help: string }>,
  notSo: (label: string, missing: readonly string[]): string =>
    `“${label}” is there or not in each row, so it cannot be ${missing.join(' or ')}.`,
  overRows: 'Over rows',
  overHelp: (course: InjectionCourse): string =>
    course === 'recurring' ? 'How many rows one turn lasts.' : 'How many rows it takes until it is whole.',
  begin: (window: number): string => `Change it from window ${window} on`,
  ended:
    'The stream has ended: no rows are left that could change. Fork at an earlier window to go on from there.',
  preview: 'The next window, before and after',
  noPreview: 'Nothing to show yet',
  meanMoves: (column: string, before: string, after: string): string =>
    before === after
      ? `The mean of ${column} stays ${before}`
      : `The mean of ${column} goes from ${before} to ${after}`,
  cellsChange: (column: string, changed: number, rows: number): string =>
    changed === 0
      ? `No cell of ${column} changes`
      : `${count(changed)} of ${plural(rows, 'cell')} of ${column} change`,
  previewSubtitle: (column: string, rows: number, changed: number): string =>
    `Rows of the next window by ${column}, once the change is whole: n = ${count(rows)}, of which ${count(changed)} differ.`,
  onTop: (column: string): string =>
    `${column} is changed already. This shows the same change made once more, on top of what is at work.`,
  before: 'Before',
  after: 'After',
  value: 'Value',
  missing: 'missing',
  others: (number: number): string => `${count(number)} others`,
  range: (from: string, to: string): string => `${from} to ${to}`,

  list: 'What is changed',
  listSubtitle: (active: number, all: number): string =>
    all === 0 ? 'Nothing so far.' : `${plural(active, 'change')} at work, ${all} in all.`,
  nothing: 'The world is as it was',
  nothingDetail: 'Press “Break a sensor” above, then watch how long it takes until you are told.',
  states: { 'to come': 'to come', active: 'at work', over: 'over' },
  since: (from: string, to: string | null): string => (to ? `from ${from} to before ${to}` : `since ${from}`),
  from: (from: string, to: string | null): string =>
    to ? `from ${from} to before ${to}` : `from ${from} on`,
  end: 'End',
  endOf: (what: string): string => `End: ${what}`,
  remove: 'Take back',
  removeOf: (what: string): string => `Take back: ${what}`,
  told: (when: string, windows: number): string =>
    `Told in ${when}, ${windows === 0 ? 'at once' : `${plural(windows, 'window')} after`}: `,
  notTold: (windows: number): string =>
    `Not told yet; ${plural(windows, 'window')} ${windows === 1 ? 'has' : 'have'} passed.`,
  seeAlert: 'an alert',
  over: (changes: number): string => `${plural(changes, 'change')} that ${changes === 1 ? 'is' : 'are'} over`,

  labels: 'When answers arrive',
  labelsSubtitle: 'The truth about a row comes late, and sometimes never.',
  delay: 'Delay in windows',
  delayHelp: 'So many windows pass before the answers of one arrive.',
  delayReason: (windows: number): string => `label delay: ${plural(windows, 'window')}`,
  arrived: (known: number, rows: number): string =>
    `Of the last ${plural(rows, 'row')} whose time has come, ${plural(known, 'answer')} arrived; ${count(rows - known)} are missing.`,
  noneArrived: 'No window has had the time for its answers to arrive yet.',
  bias: (columns: readonly string[]): string =>
    `Answers are biased now: which ones arrive hangs on ${columns.join(' and ')}. Figures of performance speak only of those that arrive.`,
  unbiased: 'Which answers arrive hangs on nothing but chance.',

  script: 'The script',
  scriptHelp: 'All changes as a file: play the same story on another day, or in another project.',
  download: 'Download the script',
  noScript: 'Nothing has been changed yet.',
  load: 'Load a script',
  loadHelp:
    'It takes the place of all changes from the next window on. What would have begun already begins at once.',
  loaded: 'The script is loaded',
  notLoaded: 'This script was not loaded',
  unchanged: 'Nothing was changed.',
  fileName: (project: string): string => `${project} changes.json`,

  fork: 'Go back and fork',
  forkHelp:
    'Everything up to a window becomes a project of its own and goes on from there, with the changes that had been made by then. This one stays as it is.',
  forkAt: 'From window',
  forkHere: 'Fork here',
  forkNothing: 'Nothing has passed yet.',
};
