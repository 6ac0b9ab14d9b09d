// What a model really got wrong before and after something changed, to be drawn from in the alert lab.

import { usualThreshold, windowThresholds } from '../answering.ts';
import { errorsOf } from '../champion-errors.ts';
import type { Task } from '../define.ts';
import type { Injection } from '../injection.ts';
import type { Alert, WindowRecord } from '../records.ts';

/** Fewer rows than this on one side are no rate of errors. */
export const fewestErrors = 50;

export interface StreamErrors {
  readonly before: Float64Array;
  readonly after: Float64Array;
  /** Row of the change. */
  readonly at: number;
  /** An injected change is known by its row, an alarm only says when something was noticed. */
  readonly by: 'change' | 'alarm';
  /** How the change came in; null: of an alarm this is not known. */
  readonly change: Pick<Injection, 'course' | 'overRows'> | null;
}

export interface ErrorSource {
  /** Oldest first. */
  readonly windows: readonly WindowRecord[];
  /** Of every row. */
  readonly truth: Float64Array;
  readonly task: Task;
  readonly thresholdOf: (versionId: string) => number;
  readonly changes: readonly Injection[];
  readonly alerts: readonly Alert[];
}

/** Labelled windows that one version answered, around a row: no other model's errors, and none of an earlier change. */
function reignAround(windows: readonly WindowRecord[], at: number, since: number): WindowRecord[] {
  const labelled = windows.filter(({ performance, span }) => performance !== null && span.to > since);
  const place = labelled.findIndex(({ span }) => span.from <= at && at < span.to);
  const version = labelled[place]?.modelVersionId;
  const same = ({ modelVersionId }: WindowRecord) => modelVersionId === version;
  if (version === undefined) return [];
  const first = labelled.findLastIndex((window, i) => i < place && !same(window)) + 1;
  const after = labelled.findIndex((window, i) => i > place && !same(window));
  return labelled.slice(first, after < 0 ? undefined : after);
}

interface RowError {
  readonly row: number;
  readonly error: number;
}

/** Of each row whose answer is known. Misses of a regression are held against those before the change. */
function errorsIn(
  windows: readonly WindowRecord[],
  { truth, task, thresholdOf }: ErrorSource,
  at: number,
): RowError[] {
  const early = windows.filter(({ span }) => span.to <= at);
  const scores = task === 'regression' ? early.flatMap((window) => [...window.scores]) : [];
  const known =
    task === 'regression' ? early.flatMap(({ span }) => [...truth.subarray(span.from, span.to)]) : [];
  const errorAt = errorsOf(task, {
    truth: Float64Array.from(known),
    scores: Float32Array.from(scores),
    outputs: 1,
    thresholds: usualThreshold,
  });
  return windows.flatMap((window) => {
    const { span, scores, outputs } = window;
    const thresholds = windowThresholds(window, thresholdOf);
    const judged = { truth: truth.subarray(span.from, span.to), scores, outputs, thresholds };
    return Array.from(judged.truth, (answer, i) => ({
      row: span.from + i,
      error: Number.isNaN(answer) ? NaN : errorAt(judged, i),
    })).filter(({ error }) => !Number.isNaN(error));
  });
}

interface Place {
  readonly at: number;
  readonly by: StreamErrors['by'];
  readonly change: Injection | null;
}

/** Injected changes, the newest first, then alarms. */
function placesOf({ changes, alerts, windows }: ErrorSource): Place[] {
  const injected = changes.map((change): Place => ({ at: beginOf(change), by: 'change', change }));
  const alarms = alerts.flatMap(({ windowIndex }): Place[] => {
    const window = windows.find(({ index }) => index === windowIndex);
    return window ? [{ at: window.span.from, by: 'alarm', change: null }] : [];
  });
  const newestFirst = (places: Place[]) => places.reverse().sort((a, b) => b.at - a.at);
  return [...newestFirst(injected), ...newestFirst(alarms)];
}

/** A slider that is moved ends a change and begins another one, whose course goes on. */
const beginOf = ({ fromRow, since = fromRow }: Injection): number => since;

/** Rows [from, whole) have the change in part, [whole, to) all of it. */
function reachOf({ at, change }: Place): { from: number; whole: number; to: number } {
  if (!change) return { from: at, whole: at, to: Infinity };
  const { course, overRows, fromRow, toRow } = change;
  const slow = course === 'gradual' || course === 'incremental' ? overRows : 0;
  // Of what comes and goes the first turn.
  const turn = course === 'recurring' ? at + overRows : Infinity;
  return { from: fromRow, whole: Math.max(fromRow, at + slow), to: Math.min(turn, toRow ?? Infinity) };
}

const errorsOnly = (rows: readonly RowError[]): Float64Array => Float64Array.from(rows, ({ error }) => error);

/**
 * Around the newest injected change that has enough labelled rows on both sides, else around the newest alarm that has. Of a
 * change that comes in slowly, rows before it is whole are left out where there are enough without them.
 */
export function errorsAround(source: ErrorSource): StreamErrors | null {
  const begins = source.changes.map(beginOf);
  for (const place of placesOf(source)) {
    const { at, by, change } = place;
    const { from, whole, to } = reachOf(place);
    const since = Math.max(-1, ...begins.filter((begin) => begin < at));
    const all = errorsIn(reignAround(source.windows, at, since), source, at);
    const before = all.filter(({ row }) => row < at && row >= since);
    const after = all.filter(({ row }) => row >= from && row < to);
    if (before.length < fewestErrors || after.length < fewestErrors) continue;
    const settled = after.filter(({ row }) => row >= whole);
    return {
      before: errorsOnly(before),
      after: errorsOnly(settled.length < fewestErrors ? after : settled),
      at,
      by,
      change: change && { course: change.course, overRows: change.overRows },
    };
  }
  return null;
}
