// Words of the alert lab.

import type { InjectionCourse } from '../../core/injection.ts';
import { countText } from '../../core/wording.ts';
import { labRate } from '../../charts/parts/lab-finding.ts';
import { plural } from '../../ui/format.ts';

const change = (at: number): string => `row ${countText(at)}`;

export const labText = {
  title: 'Alert lab',
  lead: 'Here it is known when the world changes, because you say so. So every detector can be told how late it was, how often it slept, and how often it rang for nothing.',
  world: 'The world',
  from: 'Errors come from',
  fromOf: { rates: 'Made-up errors', rows: 'This stream' },
  fromHelp: {
    rates: 'Right and wrong by lot, as often as you say.',
    rows: 'What the deployed model really got wrong before and after its newest change, drawn again and again.',
  },
  before: 'Wrong of 100 before',
  after: 'Wrong of 100 after',
  rows: 'Rows of a stream',
  rowsHelp: 'It changes half-way.',
  overRows: 'Length of the change',
  overRowsHelp: {
    gradual: 'Rows until it is whole.',
    incremental: 'Rows until it is whole.',
    recurring: 'Rows of one turn.',
  },
  labelDelay: 'Label delay in rows',
  labelDelayHelp: (rows: number): string =>
    `So many rows later an error is known. On this stream: ${countText(rows)}.`,
  seeds: 'Streams',
  seedsHelp: 'For each setting of each detector. More of them leave less to chance.',
  budget: 'False alarms you would bear per 10,000 rows',
  budgetHelp: 'Detectors are compared where they ring no more often than this.',
  noModel: 'No model is deployed',
  noModelDetail: 'So nothing has gone wrong on this stream yet. Made-up errors need no model.',
  noErrors: 'Too little is known of this stream',
  noErrorsDetail:
    'This needs at least 50 labelled rows before a change and 50 after it, answered by one model. Make a change, let the stream run until its labels are in, and come back; until then made-up errors show how detectors differ.',
  makeChange: 'Change the world',
  toMadeUp: 'Use made-up errors',
  own: (by: 'change' | 'alarm', at: number, before: string, after: string): string =>
    `${by === 'change' ? 'The change' : 'The alarm'} at ${change(at)}. ${before} before it; ${after} after.`,
  wrong: (wrong: number, rows: number): string => `${countText(wrong)} of ${countText(rows)} rows wrong`,
  misses: (rows: number): string => `${plural(rows, 'miss', 'misses')}`,
  goneOn: (windows: number): string => `The stream has gone on by ${plural(windows, 'window')}`,
  renew: 'Take the newest errors',
  left: (detectors: number): string =>
    `The misses of a regression are neither right nor wrong: ${plural(detectors, 'detector')} can’t look at them.`,
  running: (seeds: number, of: number): string =>
    seeds === 0 ? 'Letting streams pass' : `Letting streams pass: ${seeds} of ${of} are in the picture`,
  done: (seeds: number, rows: number): string =>
    `${plural(seeds, 'stream')} have passed each setting of each detector: ${countText(rows)} rows.`,
  stopped: (seeds: number, of: number): string =>
    `Stopped: ${seeds} of ${plural(of, 'stream')} are in the picture`,
  stale: 'The picture is of another world',
  staleDetail: 'It was asked before you turned the controls.',
  again: 'Run again',
  failed: 'It could not be tried',
  emptyTitle: 'Nothing has been tried yet',
  empty:
    'Here will be every detector at every setting: how late it is against how often it rings for nothing.',
  run: 'Let streams pass',
  controls: { always: 'Always rings', random: 'Rings at random' },
  table: {
    title: 'As you have them',
    subtitle: 'Every detector with the setting that the plan gives it. Open one to turn its knob.',
    caption: 'Detectors with your settings',
    detector: 'Detector',
    setting: 'Your setting',
    falseAlarms: 'False alarms',
    falseAlarmsHelp: 'For 10,000 rows in which nothing had changed.',
    interval: '95 % interval',
    missed: 'Missed',
    missedHelp: 'Streams in which it did not ring after the change.',
    median: 'Median delay',
    p90: '90 % delay',
    p90Help: 'Nine of ten alarms came within so many rows. Streams that it missed are not in it.',
    fair: (budget: number): string => `With at most ${labRate(budget)}`,
    fairHelp:
      'Its fastest setting that rings no more often than you would bear and misses at most one in ten.',
    fairCell: (setting: string, delay: number): string => `${countText(delay)} rows at ${setting}`,
    noFair: 'none',
    rate: labRate,
    missedOf: (missed: number, streams: number): string => `${countText(missed)} of ${countText(streams)}`,
    rows: (rows: number): string => (Number.isFinite(rows) ? `${countText(rows)} rows` : '–'),
    range: (low: number, high: number): string => `${labRate(low)} – ${labRate(high)}`,
  },
  knob: {
    title: 'Turn a knob',
    subtitle: 'Move a detector along its line, and watch the real stream with what you find.',
    detector: 'Detector',
    nobody: 'None chosen',
    eager: 'eager',
    calm: 'calm',
    slider: (label: string, knob: string): string => `${label}: ${knob}`,
    value: (setting: string, rate: number, delay: number): string =>
      `${setting}: ${labRate(rate)} false alarms per 10,000 rows, ${Number.isFinite(delay) ? `${countText(delay)} rows late` : 'silent after the change'}`,
    use: 'Use this setting',
    used: 'The stream is watched with this setting.',
    notUsed: (setting: string): string => `The stream is watched with ${setting}.`,
    notWatched: 'The stream is not watched with this detector yet.',
    regression: 'This stream’s misses are neither right nor wrong, so this detector can’t watch it.',
    reason: (label: string, knob: string, setting: string): string =>
      `what is watched: ${label}, ${knob.toLowerCase()}: ${setting}, found in the alert lab`,
  },
  courses: {
    title: 'Each kind of change: caught, and how late?',
    subtitle: 'The same change, coming in four ways, for every detector as you have it.',
    caption: 'Detectors by kind of change',
    run: 'Try all four',
    running: 'Trying all four kinds of change',
    empty:
      'Here will be, for each detector and each kind of change, in how many streams it is caught and after how many rows.',
    stale: 'The table is of another world.',
    cell: (caught: number, streams: number, delay: number): string =>
      caught === 0
        ? `missed in all ${countText(streams)}`
        : `${caught === streams ? 'caught' : `${countText(caught)} of ${countText(streams)}`}, ${countText(delay)} rows`,
    note: (seeds: number, over: number): string =>
      `n = ${plural(seeds, 'stream')} for each kind. Median delay of those that were caught. Slow changes take ${countText(over)} rows until they are whole, recurring ones come and go every ${countText(over)}.`,
    kinds: {
      sudden: 'Sudden',
      gradual: 'Gradual',
      incremental: 'Incremental',
      recurring: 'Recurring',
    } satisfies Record<InjectionCourse, string>,
  },
  lessons: {
    title: 'What to take from it',
    list: [
      'Always hold delay against false alarms: whoever rings all the time is never late.',
      'Detectors that look for more errors only don’t see a model get better; ADWIN, Page–Hinkley and KSWIN do.',
      'KSWIN compares how numbers are spread, and right and wrong are only two: nearly all rows tie, so by its usual setting it is nearly useless on errors.',
    ],
    quiet: 'What if nothing had changed? Ask it of your own rules',
  },
} as const;
