// What the stream chart says: its data, its finding as a title, its definition and its text alternative.

import type { Metric } from '../../core/define.ts';
import { metricText } from './format.ts';

export interface StreamWindow {
  readonly index: number;
  readonly label: string;
  /** NaN until the labels are known. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

export interface StreamReign {
  readonly from: number;
  readonly label: string;
  /** Which of the versions' colours it has, from 0 on; absent: in the order of their first windows. */
  readonly colour?: number;
}

export interface StreamMark {
  readonly index: number;
  readonly text: string;
}

export interface StreamChange extends StreamMark {
  /** From here on it is no longer so. */
  readonly ended?: boolean;
}

export interface StreamData {
  readonly unit: Metric['unit'];
  readonly metricLabel: string;
  readonly better: Metric['better'];
  readonly windows: readonly StreamWindow[];
  /** What the version in production reached before it was deployed; null before there is one. */
  readonly level: number | null;
  readonly threshold: number | null;
  readonly reigns: readonly StreamReign[];
  /** No further window comes. */
  readonly over?: boolean;
  readonly alarms: readonly StreamMark[];
  /** Less than an alarm: worth a look. */
  readonly warnings?: readonly StreamMark[];
  /** What the person did to the world, and from which window on: "you changed temp here". */
  readonly changes?: readonly StreamChange[];
  /** What the model itself expects to reach where no labels are known; by the place in `windows`, NaN elsewhere. */
  readonly estimated?: {
    readonly values: readonly number[];
    readonly low: readonly number[];
    readonly high: readonly number[];
  };
  /** The answer that nothing has changed since the row before, scored in the same way; by the place in `windows`. */
  readonly noChange?: readonly number[];
  readonly counterfactual?: { readonly label: string; readonly values: readonly number[] };
  readonly selected?: number;
}

/** Windows at the end that stand for "now". */
const recentWindows = 5;

/** Windows from the start whose labels are all in: what is known ends before this one. */
export function labelFrontier({ windows }: StreamData): number {
  const open = windows.findLastIndex(({ value }) => Number.isFinite(value)) + 1;
  return windows[open]?.index ?? (windows.at(-1)?.index ?? -1) + 1;
}

const known = (data: StreamData): StreamWindow[] =>
  data.windows.filter((window) => Number.isFinite(window.value));

/** Labelled windows of the version in production now: an old version's figures are not held against it. */
function ownWindows(data: StreamData): StreamWindow[] {
  const from = data.reigns.at(-1)?.from ?? 0;
  return known(data).filter((window) => window.index >= from);
}

/** Mean, each window weighted by its rows; NaN without any. */
function pooled(windows: readonly StreamWindow[], valueOf: (window: StreamWindow) => number): number {
  const rows = windows.reduce((sum, window) => sum + window.n, 0);
  return rows > 0 ? windows.reduce((sum, window) => sum + valueOf(window) * window.n, 0) / rows : NaN;
}

function isWorse(data: StreamData, value: number, than: number): boolean {
  return data.better === 'higher' ? value < than : value > than;
}

/** With you and without you, over the windows since the first version was replaced; null where there is nothing to say. */
function verdict(data: StreamData): string | null {
  const [first, second] = data.reigns;
  const alone = data.counterfactual?.values;
  if (!first || !second || !alone) return null;
  const both = known(data).filter(
    (window) => window.index >= second.from && Number.isFinite(alone[window.index] ?? NaN),
  );
  if (both.length === 0) return null;
  const say = (value: number) => metricText(value, data.unit);
  const lived = say(pooled(both, (window) => window.value));
  const left = say(pooled(both, (window) => alone[window.index] ?? NaN));
  return `${data.metricLabel} since ${first.label} was replaced: ${lived}; without you it would have been ${left}`;
}

export function streamTitle(data: StreamData): string {
  const { metricLabel, level, threshold } = data;
  const compared = verdict(data);
  if (compared) return compared;
  const reign = data.reigns.at(-1);
  const own = ownWindows(data);
  if (own.length === 0 && data.over && reign && reign.from >= data.windows.length)
    return `The stream is over; ${reign.label} took over after its last window and has answered nothing since`;
  if (own.length === 0)
    return reign && reign.from > 0
      ? `${reign.label} took over at window ${reign.from + 1}; none of its labels have arrived yet`
      : `${metricLabel} is not known yet: no labels have arrived`;
  const last = own.slice(-recentWindows);
  const now = pooled(last, (window) => window.value);
  const text = metricText(now, data.unit);
  const span = last.length === 1 ? 'in the last window' : `over the last ${last.length} windows`;
  const alarm = data.alarms.findLast((item) => !reign || item.index >= reign.from);
  if (threshold !== null && isWorse(data, now, threshold)) {
    const when = alarm ? `, alarm at window ${alarm.index + 1}` : '';
    return `${metricLabel} is ${text} ${span}, worse than the alarm line at ${metricText(threshold, data.unit)}${when}`;
  }
  if (reign && data.reigns.length > 1 && !alarm)
    return `${metricLabel} is ${text} ${span}; ${reign.label} took over at window ${reign.from + 1}`;
  if (alarm) return `${metricLabel} is ${text} ${span}, after an alarm at window ${alarm.index + 1}`;
  if (level === null) return `${metricLabel} is ${text} ${span}`;
  return `${metricLabel} holds at ${text} ${span}, measured against ${metricText(level, data.unit)} at deployment`;
}

export function streamSubtitle(data: StreamData): string {
  const labelled = known(data);
  const rows = labelled.map((window) => window.n).sort((a, b) => a - b);
  const middle = rows[Math.floor(rows.length / 2)];
  const each = middle === undefined ? '' : `, about ${middle} rows each`;
  const reign = data.reigns.at(-1);
  // It moves when another version takes over: every version is held to what it reached itself.
  const line =
    reign && data.threshold !== null && data.reigns.length > 1
      ? `. The alarm line is that of ${reign.label}: each version is held to its own level`
      : '';
  return (
    `${data.metricLabel} per window, ${data.better} is better; band: bootstrap interval. ` +
    `n = ${labelled.length} of ${data.windows.length} windows with labels${each}${line}${waiting(data)}`
  );
}

/** What is drawn where labels are missing, in words. */
function waiting(data: StreamData): string {
  const open = data.windows.filter(({ index }) => index >= labelFrontier(data)).length;
  if (open === 0) return '';
  const drawn = data.estimated?.values.some(Number.isFinite)
    ? '; the dashed line there is what the model itself expects to reach'
    : '';
  return `. Hatched: ${open === 1 ? 'one window waits' : `${open} windows wait`} for labels${drawn}`;
}

export function streamInWords(data: StreamData): string {
  const labelled = known(data);
  const first = labelled[0];
  const last = labelled.at(-1);
  if (!first || !last) return `${streamTitle(data)}. ${data.windows.length} windows have passed.`;
  const worst = labelled.reduce((found, window) =>
    isWorse(data, window.value, found.value) ? window : found,
  );
  const parts = [
    `${streamTitle(data)}.`,
    `Line chart of ${labelled.length} windows, from ${metricText(first.value, data.unit)} (${first.label}) ` +
      `to ${metricText(last.value, data.unit)} (${last.label}).`,
    `Worst: ${metricText(worst.value, data.unit)} in ${worst.label}.`,
  ];
  if (data.reigns.length > 0)
    parts.push(
      `In production: ${data.reigns.map((reign) => `${reign.label} from window ${reign.from + 1}`).join(', ')}.`,
    );
  parts.push(
    data.alarms.length === 0
      ? 'No alarm was raised.'
      : `Alarms: ${data.alarms.map((alarm) => `window ${alarm.index + 1} (${alarm.text})`).join('; ')}.`,
  );
  if (data.warnings && data.warnings.length > 0)
    parts.push(
      `Warnings: ${data.warnings.map(({ index, text }) => `window ${index + 1} (${text})`).join('; ')}.`,
    );
  for (const { index, text } of data.changes ?? []) parts.push(`From window ${index + 1} on: ${text}.`);
  const guess = data.estimated?.values.findLast(Number.isFinite);
  if (guess !== undefined)
    parts.push(
      `Where labels are missing the model expects ${metricText(guess, data.unit)} in the latest window.`,
    );
  const plain = data.noChange?.findLast(Number.isFinite);
  if (plain !== undefined)
    parts.push(
      `Saying that nothing changes since the row before would have reached ${metricText(plain, data.unit)} in the latest window.`,
    );
  if (data.counterfactual) parts.push(`The grey line shows ${data.counterfactual.label}.`);
  return parts.join(' ');
}
