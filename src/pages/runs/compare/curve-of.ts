// From a run's log to a curve: one metric along steps, epochs, its own length, seconds or the clock.

import type { CurveAxis } from '../../../charts/parts/run-lines.ts';
import type { EpochRecord, Run } from '../../../core/records.ts';
import type { RunLog } from '../../../core/run-records.ts';

/** What is known of a run's course: its log, or what a training under way has so far. */
export type RunCourse = Pick<RunLog, 'history' | 'series'>;

export interface Curve {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

interface Measured {
  readonly steps: Float64Array;
  /** Milliseconds since the run began; null: not noted. */
  readonly times: Float64Array | null;
  readonly values: Float64Array;
}

function ofEpochs(history: readonly EpochRecord[], name: string, metric: string): Float64Array | null {
  const read = {
    loss: (record: EpochRecord) => record.loss,
    val_loss: (record: EpochRecord) => record.validationLoss,
    [metric]: (record: EpochRecord) => record.metric,
    [`val_${metric}`]: (record: EpochRecord) => record.validationMetric,
  };
  const field = Object.hasOwn(read, name) ? read[name] : undefined;
  return field && history.length > 0 ? Float64Array.from(history, field) : null;
}

function measured(course: RunCourse, name: string, metric: string): Measured | null {
  const values = ofEpochs(course.history, name, metric);
  if (values) return { steps: Float64Array.from(course.history, ({ step }) => step), times: null, values };
  return course.series.find((series) => series.name === name) ?? null;
}

/** y at x on the straight line between known pairs; beyond them the nearest. @param x rising. */
function between(x: ArrayLike<number>, y: ArrayLike<number>, at: number): number {
  let [low, high] = [0, x.length - 1];
  if (at <= x[low]!) return y[low]!;
  if (at >= x[high]!) return y[high]!;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (x[middle]! <= at) low = middle;
    else high = middle;
  }
  const width = x[high]! - x[low]!;
  return width > 0 ? y[low]! + ((y[high]! - y[low]!) * (at - x[low]!)) / width : y[high]!;
}

/** When each step was; figures of an epoch have no time of their own, other series at the same steps have. */
function timesOf({ steps, times }: Measured, course: RunCourse): Float64Array | null {
  if (times) return times;
  const clock = course.series.reduce<RunCourse['series'][number] | null>(
    (longest, series) => (series.steps.length > (longest?.steps.length ?? 1) ? series : longest),
    null,
  );
  return clock && steps.map((step) => between(clock.steps, clock.times, step));
}

function epochsOf(steps: Float64Array, history: readonly EpochRecord[]): Float64Array | null {
  if (history.length === 0) return null;
  const ends = [0, ...history.map(({ step }) => step)];
  const epochs = [0, ...history.map(({ epoch }) => epoch)];
  return steps.map((step) => between(ends, epochs, step));
}

/** In the order of x, ties as they came: a series may hold points of a batch that was taken again. */
function inOrder(x: Float64Array, y: Float64Array): Curve {
  if (x.every((value, i) => i === 0 || value >= x[i - 1]!)) return { x, y };
  const places = Array.from(x, (_, i) => i).sort((a, b) => x[a]! - x[b]!);
  return { x: Float64Array.from(places, (i) => x[i]!), y: Float64Array.from(places, (i) => y[i]!) };
}

/** Whether the run has such a metric, along whatever axis. */
export const isMeasured = (course: RunCourse, name: string, metric: string): boolean =>
  (measured(course, name, metric)?.values.length ?? 0) > 0;

function sharesOf(steps: Float64Array, course: RunCourse): Float64Array | null {
  const lasts = [
    course.history.at(-1)?.step ?? 0,
    ...course.series.map((series) => series.steps.at(-1) ?? 0),
  ];
  const last = Math.max(...lasts);
  return last > 0 ? steps.map((step) => (100 * step) / last) : null;
}

/**
 * A forked run begins with the figures of the run that it came from, with their times, and its own times go on from the last
 * of them. It was at its own start then: what it took over lies before and is left out.
 */
function onTheClock(found: Measured, times: Float64Array, course: RunCourse, run: TimedRun): Curve | null {
  const { forkedFrom, startedAt } = run;
  if (!forkedFrom)
    return inOrder(
      times.map((ms) => startedAt + ms),
      found.values,
    );
  let before = 0;
  for (const { steps, times: at } of course.series)
    for (let i = 0; i < steps.length && steps[i]! <= forkedFrom.step; i += 1)
      before = Math.max(before, at[i]!);
  const own = (_: number, i: number): boolean => found.steps[i]! > forkedFrom.step;
  const x = times.filter(own).map((ms) => startedAt + ms - before);
  return x.length > 0 ? inOrder(x, found.values.filter(own)) : null;
}

type TimedRun = Pick<Run, 'metric' | 'startedAt' | 'forkedFrom'>;

/**
 * Null where the run has no such metric, or no such axis: no times were noted, no epoch has ended, on the clock nothing is its
 * own.
 * @param run its metric by id, and when it began.
 */
export function curveOf(course: RunCourse, name: string, axis: CurveAxis, run: TimedRun): Curve | null {
  const found = measured(course, name, run.metric);
  if (!found || found.values.length === 0) return null;
  if (axis === 'step') return inOrder(found.steps, found.values);
  if (axis === 'epoch' || axis === 'share') {
    const x = axis === 'epoch' ? epochsOf(found.steps, course.history) : sharesOf(found.steps, course);
    return x && inOrder(x, found.values);
  }
  const times = timesOf(found, course);
  if (!times) return null;
  if (axis === 'clock') return onTheClock(found, times, course, run);
  return inOrder(
    times.map((ms) => ms / 1000),
    found.values,
  );
}
