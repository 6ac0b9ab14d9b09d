// From a run's log to a curve: one metric along steps, epochs, seconds or the clock.

import type { CurveAxis } from '../../../charts/parts/run-lines.ts';
import type { EpochRecord } from '../../../core/records.ts';
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

/**
 * Null where the run has no such metric, or no such axis: no times were noted, no epoch has ended.
 * @param metric id of the run's own metric. @param startedAt milliseconds since 1970.
 */
export function curveOf(
  course: RunCourse,
  name: string,
  axis: CurveAxis,
  { metric, startedAt }: { readonly metric: string; readonly startedAt: number },
): Curve | null {
  const found = measured(course, name, metric);
  if (!found || found.values.length === 0) return null;
  if (axis === 'step') return inOrder(found.steps, found.values);
  if (axis === 'epoch') {
    const epochs = epochsOf(found.steps, course.history);
    return epochs && inOrder(epochs, found.values);
  }
  const times = timesOf(found, course);
  if (!times) return null;
  const x = axis === 'seconds' ? times.map((ms) => ms / 1000) : times.map((ms) => startedAt + ms);
  return inOrder(x, found.values);
}
