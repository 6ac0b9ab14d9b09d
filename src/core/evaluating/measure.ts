// Bounds for the figures of a slice, from what they came to on the resamples or, where the method has them, exact ones.

import type { FigureOf } from '../define.ts';
import type { EvaluationSpec, Measured, SliceResult } from '../evaluation.ts';
import { type Bounds, type IntervalMethod, noBounds, shareAboveZero } from '../interval-method.ts';
import type { Rows } from '../parts/known-rows.ts';
import {
  type Counted,
  countedRows,
  differenceRestsOn,
  rarestOf,
  restsOn,
  shareBounds,
  shareDifferenceBounds,
} from './counted.ts';

/** One model's figures in a slice: of the rows as they are, and of each resample. */
export interface Taken {
  readonly rows: Rows;
  readonly values: readonly Float64Array[];
  readonly resampled: readonly Float64Array[];
}

/** What one model's figures rest on. */
interface Resting {
  readonly counted: readonly (Counted | null)[];
  readonly rests: readonly number[];
}

function restingOf(rows: Rows, figures: readonly FigureOf[], threshold: number): Resting {
  const counted = figures.map((figure) => countedRows(figure, rows, threshold));
  const rarest = rarestOf(rows, threshold);
  return { counted, rests: figures.map((figure, f) => restsOn(figure, rows, counted[f]!, rarest)) };
}

const minus = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, i) => value - b[i]!);

type Limits = Pick<Bounds, 'low' | 'high'>;

/**
 * @param taken of the candidate, and of the baseline where there is one.
 * @param weighted whether rows have weights of their own: shares then have no exact bounds.
 */
export function measure(
  figures: readonly FigureOf[],
  taken: readonly Taken[],
  method: IntervalMethod,
  { interval, threshold }: Pick<EvaluationSpec, 'interval' | 'threshold'>,
  weighted: boolean,
): Pick<SliceResult, 'candidate' | 'baseline' | 'difference'> {
  const n = taken[0]!.rows.truth.length;
  const resting = taken.map(({ rows }) => restingOf(rows, figures, threshold));
  const exactly = method.exactShares === true && !weighted && n >= 2;
  const estimate = (
    { chance }: FigureOf,
    value: number,
    resampled: Float64Array,
    exact: Limits | null,
    rests: number,
  ): Measured => {
    if (!Number.isFinite(value)) return { value, n, ...noBounds(value) };
    const bounds = chance === 'extreme' ? noBounds(value) : method.bounds(value, resampled, interval, n);
    if (exact) return { value, n, ...bounds, ...exact };
    const certain = interval.method === 'none' || chance === 'fixed';
    return { value, n, ...bounds, ...(!certain && { rests }) };
  };
  const named = (of: (figure: FigureOf, f: number) => Measured): Record<string, Measured> =>
    Object.fromEntries(figures.map((figure, f) => [figure.id, of(figure, f)]));
  const estimates = ({ values, resampled }: Taken, { counted, rests }: Resting) =>
    named((figure, f) => {
      const rows = counted[f]!;
      const exact = exactly && rows ? shareBounds(rows, interval.confidence) : null;
      return estimate(figure, values[f]![0]!, resampled[f]!, exact, rests[f]!);
    });
  const differences = (one: Taken, other: Taken, [mine, theirs]: readonly [Resting, Resting]) =>
    named((figure, f) => {
      const counted = [mine.counted[f]!, theirs.counted[f]!] as const;
      const exact = exactly ? shareDifferenceBounds(counted, interval.confidence) : null;
      const rests = differenceRestsOn(counted, [mine.rests[f]!, theirs.rests[f]!]);
      const resampled = minus(one.resampled[f]!, other.resampled[f]!);
      const found = estimate(figure, one.values[f]![0]! - other.values[f]![0]!, resampled, exact, rests);
      if (!method.bootstraps || n < 2) return found;
      return { ...found, aboveZero: shareAboveZero(resampled.subarray(0, interval.resamples)) };
    });
  const [candidate, baseline] = taken;
  const [mine, theirs] = resting;
  return {
    candidate: estimates(candidate!, mine!),
    baseline: baseline ? estimates(baseline, theirs!) : null,
    difference: baseline ? differences(candidate!, baseline, [mine!, theirs!]) : null,
  };
}
