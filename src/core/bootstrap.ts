// How sure a figure is: the percentile bootstrap (Efron & Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13).
// Rows are drawn with replacement; the interval runs between quantiles of the metric over the resamples.

import type { Metric, Scored } from './define.ts';
import { Random } from './random.ts';
import type { Estimate } from './records.ts';
import { quantileOfSorted } from './statistics.ts';

export interface BootstrapOptions {
  readonly resamples: number;
  /** E.g. 0.95. */
  readonly confidence: number;
  readonly seed: number;
}

function check({ resamples, confidence }: BootstrapOptions): void {
  if (!Number.isInteger(resamples) || resamples < 1)
    throw new RangeError(`Resamples are a whole number, at least 1, not ${resamples}.`);
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`Confidence lies between 0 and 1, not ${confidence}.`);
}

/** Rows whose answer is known. */
function knownRows(truth: Float64Array): Int32Array {
  let count = 0;
  const rows = new Int32Array(truth.length);
  for (let row = 0; row < truth.length; row++) if (!Number.isNaN(truth[row]!)) rows[count++] = row;
  return rows.subarray(0, count);
}

/** Copies row `from[i]` to row i. */
function take(
  to: Float32Array | Float64Array,
  of: Float32Array | Float64Array,
  from: Int32Array,
  width: number,
): void {
  if (width === 1) for (let i = 0; i < from.length; i++) to[i] = of[from[i]!]!;
  else
    for (let i = 0, at = 0; i < from.length; i++)
      for (let u = 0, source = from[i]! * width; u < width; u++) to[at++] = of[source + u]!;
}

/**
 * Draws the same rows for every statistic and gives the interval of `statistic`, which reads the drawn rows.
 * A resample whose statistic is undefined (e.g. its weights are all 0) is left out.
 */
function interval(
  value: number,
  known: Int32Array,
  options: BootstrapOptions,
  statistic: (rows: Int32Array) => number,
): Estimate {
  const n = known.length;
  if (n < 2 || Number.isNaN(value)) return { value, low: value, high: value, n };
  const random = new Random(options.seed).stream('bootstrap');
  const drawn = new Int32Array(n);
  const values = new Float64Array(options.resamples);
  let count = 0;
  for (let resample = 0; resample < options.resamples; resample++) {
    for (let i = 0; i < n; i++) drawn[i] = known[Math.floor(random.uniform() * n)]!;
    const found = statistic(drawn);
    if (!Number.isNaN(found)) values[count++] = found;
  }
  if (count === 0) return { value, low: value, high: value, n };
  const sorted = values.subarray(0, count).sort();
  const outside = (1 - options.confidence) / 2;
  return { value, low: quantileOfSorted(sorted, outside), high: quantileOfSorted(sorted, 1 - outside), n };
}

/**
 * A metric with its percentile bootstrap interval. `n` counts the rows with a known answer; below 2 of them the interval
 * is the value itself.
 * @throws RangeError for fewer than 1 resample or a confidence outside (0, 1).
 */
export function bootstrapInterval(metric: Metric, scored: Scored, options: BootstrapOptions): Estimate {
  check(options);
  const { outputs } = scored;
  const known = knownRows(scored.truth);
  const truth = new Float64Array(known.length);
  const scores = new Float32Array(known.length * outputs);
  const weights = scored.weights ? new Float64Array(known.length) : undefined;
  return interval(metric.compute(scored), known, options, (rows) => {
    take(truth, scored.truth, rows, 1);
    take(scores, scored.scores, rows, outputs);
    if (weights && scored.weights) take(weights, scored.weights, rows, 1);
    return metric.compute({ truth, scores, outputs, weights });
  });
}

/**
 * How much `b` differs from `a` on the same rows, metric(b) − metric(a), with its paired percentile bootstrap interval:
 * every resample judges both on the same drawn rows, so what both find hard cancels out.
 * @param a scores of the one model, row-major n × outputs. @param b scores of the other.
 * @throws RangeError for fewer than 1 resample, a confidence outside (0, 1) or scores that do not fit the rows.
 */
export function pairedBootstrap(
  metric: Metric,
  truth: Float64Array,
  a: Float32Array,
  b: Float32Array,
  outputs: number,
  options: BootstrapOptions,
): Estimate {
  check(options);
  if (a.length !== truth.length * outputs || b.length !== a.length)
    throw new RangeError(`${a.length} and ${b.length} scores do not fit ${truth.length} rows of ${outputs}.`);
  const known = knownRows(truth);
  const drawnTruth = new Float64Array(known.length);
  const drawnA = new Float32Array(known.length * outputs);
  const drawnB = new Float32Array(known.length * outputs);
  const value = metric.compute({ truth, scores: b, outputs }) - metric.compute({ truth, scores: a, outputs });
  return interval(value, known, options, (rows) => {
    take(drawnTruth, truth, rows, 1);
    take(drawnA, a, rows, outputs);
    take(drawnB, b, rows, outputs);
    const of = (scores: Float32Array): number => metric.compute({ truth: drawnTruth, scores, outputs });
    return of(drawnB) - of(drawnA);
  });
}
