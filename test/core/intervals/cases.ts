// Reference intervals, and small helpers for reading them.

import type { IntervalMethod, Resamples, Resampling } from '../../../src/core/interval-method.ts';
import resamples from '../../fixtures/core/bootstrap-resamples.json' with { type: 'json' };
import published from '../../fixtures/core/tfma-intervals.json' with { type: 'json' };

export const given = resamples;
export const tfma = (method: string) => published.intervals.filter((one) => one.method === method);

type Rows = readonly number[];

export const accuracyOf = (scores: Rows, rows: Rows): number =>
  rows.filter((row) => scores[row]! >= 0.5 === (given.y[row] === 1)).length / rows.length;

/** The Mann–Whitney share, by looking at every pair. NaN without one. */
export function aucOf(scores: Rows, rows: Rows): number {
  const of = (label: number) => rows.filter((row) => given.y[row] === label);
  let above = 0;
  const [positives, negatives] = [of(1), of(0)];
  for (const p of positives)
    for (const q of negatives) above += scores[p]! > scores[q]! ? 1 : scores[p] === scores[q] ? 0.5 : 0;
  return above / (positives.length * negatives.length);
}

const allRows = given.y.map((_, row) => row);
/** Each row left out once, in the order in which `leavingOut` has them: the order does not matter to any figure of theirs. */
export const withoutEach = allRows.map((left) => allRows.filter((row) => row !== left));

/** Every resample's weights, one after the other. */
export function weightsOf(resampling: Resampling, rows: number): Uint8Array[] {
  return Array.from({ length: resampling.count }, () => {
    const weights = new Uint8Array(rows).fill(99);
    resampling.next(weights);
    return weights;
  });
}

export const resamplesOf = (
  method: IntervalMethod,
  rows: number,
  spec: Partial<Resamples> = {},
): Uint8Array[] =>
  weightsOf(
    method.resample(
      Array.from({ length: rows }, (_, i) => i),
      { resamples: 20, confidence: 0.95, seed: 1, ...spec },
    ),
    rows,
  );

/** As many values as asked for with exactly this mean and standard deviation (divisor n − 1). */
export function valuesWith(count: number, mean: number, deviation: number): Float64Array {
  const step = deviation * Math.sqrt((count - 1) / count);
  return Float64Array.from({ length: count }, (_, i) => mean + (i % 2 ? step : -step));
}
export const sumOf = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);
