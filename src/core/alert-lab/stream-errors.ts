// What a model really got wrong before and after something changed, to be drawn from in the alert lab.

import { windowThresholds } from '../answering.ts';
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

/** One for each labelled row, with its place. */
function errorsIn(windows: readonly WindowRecord[], { truth, task, thresholdOf }: ErrorSource, at: number) {
  const views = windows.map((window) => ({
    from: window.span.from,
    truth: truth.subarray(window.span.from, window.span.to),
    scores: window.scores,
    outputs: window.outputs,
    thresholds: windowThresholds(window, thresholdOf),
  }));
  const early = views.filter(({ from }) => from < at);
  const usual = {
    truth: Float64Array.from(early.flatMap((view) => [...view.truth])),
    scores: Float32Array.from(early.flatMap((view) => [...view.scores])),
    outputs: 1,
    thresholds: 0.5,
  };
  const errorAt = errorsOf(task, usual);
  return views
    .flatMap((view) =>
      Array.from(view.truth, (known, i) => ({
        row: view.from + i,
        error: Number.isNaN(known) ? NaN : errorAt(view, i),
      })),
    )
    .filter(({ error }) => !Number.isNaN(error));
}

/**
 * Around the newest injected change that has enough labelled rows on both sides, else around the newest alarm that has. Of a
 * change that comes in slowly, rows before it is whole are left out where there are enough without them.
 */
export function errorsAround(source: ErrorSource): StreamErrors | null {
  const starts = source.changes.map(({ fromRow, since = fromRow }) => since);
  const places = [
    ...source.changes
      .map((change) => ({ at: change.since ?? change.fromRow, by: 'change' as const, change }))
      .sort((a, b) => b.at - a.at),
    ...source.alerts
      .flatMap(({ windowIndex }) => source.windows.filter(({ index }) => index === windowIndex))
      .map(({ span }) => ({ at: span.from, by: 'alarm' as const, change: null }))
      .sort((a, b) => b.at - a.at),
  ];
  for (const { at, by, change } of places) {
    const since = Math.max(-1, ...starts.filter((start) => start < at));
    const all = errorsIn(reignAround(source.windows, at, since), source, at);
    const before = all.filter(({ row }) => row < at && row >= since);
    const after = all.filter(({ row }) => row >= at && row < (change?.toRow ?? Infinity));
    if (before.length < fewestErrors || after.length < fewestErrors) continue;
    const slow = change && change.course !== 'sudden' && change.course !== 'recurring' ? change.overRows : 0;
    const whole = after.filter(({ row }) => row >= at + slow);
    const of = (rows: typeof all) => Float64Array.from(rows, ({ error }) => error);
    return {
      before: of(before),
      after: of(whole.length < fewestErrors ? after : whole),
      at,
      by,
      change: change && { course: change.course, overRows: change.overRows },
    };
  }
  return null;
}
