// What the part of the monitoring room says in which a person chooses what is watched.

import type { WindowPlan } from '../../core/monitoring/plan.ts';
import { count, plural } from '../../ui/format.ts';

export const planText = {
  title: 'What is watched',
  intro:
    'What you change here counts at once: everything that has passed is looked at again by the new plan. Nothing that was stored is lost, and every change is a line of the ledger.',
  usual: 'Back to the usual plan',
  usualReason: 'what is watched: the usual plan again',
  isUsual: 'This is the usual plan.',
  working: 'Looking at what has passed',
  took: (rows: number, ms: number): string =>
    `Looked at ${plural(rows, 'row')} that had passed in ${(ms / 1000).toFixed(ms < 9950 ? 2 : 0)} s.`,
  stopped: 'What has passed is not looked at. The stream goes on without monitors.',
  again: 'Look at it now',
  failed: 'The monitors could not go on',
  safe: 'The stream, the models and everything stored are as they were.',
  faults: (n: number): string => `${plural(n, 'monitor')} could not go on`,
  faultOf: (monitor: string, reason: string): string => (monitor ? `${monitor}: ${reason}` : reason),
  refused: 'This plan cannot be followed, so the one before stays',

  windows: 'Windows',
  windowsHelp: 'Which rows are looked at together. Longer windows see smaller changes, and see them later.',
  cut: 'A window is',
  cuts: {
    stream: { label: 'what the stream brings', help: 'As many rows as the stream brings at once.' },
    rows: {
      label: 'a number of rows',
      help: 'Longer or shorter than those of the stream, and overlapping if you like.',
    },
    hour: {
      label: 'an hour',
      help: 'In UTC. Complete when a row of the next hour has passed; empty ones are left out.',
    },
    day: {
      label: 'a day',
      help: 'In UTC. Complete when a row of the next day has passed; empty ones are left out.',
    },
    week: { label: 'a week', help: 'From Monday on. Complete when a row of the next week has passed.' },
    month: { label: 'a month', help: 'Complete when a row of the next month has passed.' },
  },
  noTimes: 'These rows carry no times, so windows go by rows.',
  rows: 'Rows of a window',
  step: 'Rows from one window to the next',
  stepHelp: 'As many as a window has: each row is looked at once. Fewer: windows slide and overlap.',
  cost: (looks: number): string =>
    looks > 1.001
      ? `Every row is looked at ${looks.toFixed(looks < 9.95 ? 1 : 0)} times, which takes so much longer. Overlapping windows are alike: an alarm over several of them in a row says less.`
      : 'Every row is looked at once.',

  reference: 'Reference',
  referenceHelp:
    'What every window is compared with. What depends on the model’s own answers is always taken of rows that it did not learn from, where there are any.',
  references: {
    training: {
      label: 'Rows it learnt from',
      help: 'All rows that the version in production was trained on. The usual choice: there are most of them, so chance blurs the comparison least.',
    },
    validation: {
      label: 'Rows it was judged on',
      help: 'Its validation rows: fewer, but its answers there are as good as they really are.',
    },
    rows: {
      label: 'A period of your own',
      help: 'Rows in which you know that all was well. It stays the same when the champion changes.',
    },
  },
  from: 'First row',
  to: 'Last row',
  until: (day: string | null, passed: number): string =>
    `${day === null ? '' : `${day}. `}${count(passed)} rows have passed.`,

  measures: 'Drift measures',
  measuresHelp:
    'How the distribution of each feature, of the answers and of the truth is compared with the reference.',
  detectors: 'Detectors of concept drift',
  detectorsHelp: 'They look at one error after another as labels arrive.',
  settings: 'Settings',
  none: 'None is left on: nothing of this kind is watched.',

  slices: 'Slices',
  slicesHelp:
    'Performance is also followed in these groups of rows. Each costs a little time in every window.',
  slicesFull: (most: number): string => `${most} are the most.`,
  noSlices: 'Only the whole is followed.',
  remove: (label: string): string => `Remove ${label}`,
  removeShort: 'Remove',

  reasons: {
    window: 'what is watched: other windows',
    reference: 'what is watched: another reference',
    measure: (label: string, on: boolean): string => `what is watched: ${label} ${on ? 'on' : 'off'}`,
    setting: (label: string, name: string, value: string): string =>
      `what is watched: ${label}, ${name.toLowerCase()}: ${value}`,
    slice: (label: string, on: boolean): string =>
      `what is watched: slice ${label} ${on ? 'added' : 'removed'}`,
  },
};

/** How windows of the plan are cut, in a word or two; null: as the stream brings them. */
export function planCut(window: WindowPlan): string | null {
  if (window.by === 'time') return planText.cuts[window.period].label;
  if (window.rows === null) return window.step === null ? null : 'sliding over the stream';
  return `${count(window.rows)} rows`;
}
