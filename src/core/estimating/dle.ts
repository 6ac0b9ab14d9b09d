// Direct loss estimation: how far predictions of a number are off, learnt from where they were off before.

import { columnOf, isCategory, type Column, type Table } from '../table.ts';
import { boostedValues, fitBoosting } from './boosting.ts';
import { meanSpread } from './sampling-error.ts';

export const lossEstimates = ['mae', 'mse', 'rmse'] as const;
export type LossEstimate = (typeof lossEstimates)[number];

export interface PredictedRows {
  readonly table: Table;
  /** Places of the rows in the table. */
  readonly places: Int32Array;
  /** What the model says of them. */
  readonly predictions: ArrayLike<number>;
}

export interface LossFigures {
  readonly values: Readonly<Record<LossEstimate, number>>;
  /** Standard errors from chance alone. */
  readonly errors: Readonly<Record<LossEstimate, number>>;
  /** Expected |error| and squared error of each row. */
  readonly absolute: Float64Array;
  readonly squared: Float64Array;
}

/** More rows than this teach little more, and each costs time before the first window. */
const mostRows = 8000;
/** A level counts as if so many rows of the usual error were of it. */
const usualRows = 10;

/** Turns a column into numbers; levels stand by how far predictions are off there, so that like ones lie together. */
function reader(
  column: Column,
  rows: Int32Array,
  errors: Float64Array,
): (column: Column, row: number) => number {
  if (!isCategory(column)) return (now, row) => (isCategory(now) ? NaN : now.values[row]!);
  const usual = errors.reduce((sum, error) => sum + error / errors.length, 0);
  const sums = new Map<string, { sum: number; rows: number }>();
  rows.forEach((row, i) => {
    const level = column.levels[column.codes[row]!];
    if (level === undefined) return;
    const seen = sums.get(level) ?? { sum: 0, rows: 0 };
    sums.set(level, { sum: seen.sum + errors[i]!, rows: seen.rows + 1 });
  });
  const ofLevel = new Map(
    [...sums].map(([level, seen]) => [level, (seen.sum + usualRows * usual) / (seen.rows + usualRows)]),
  );
  return (now, row) => (isCategory(now) ? (ofLevel.get(now.levels[now.codes[row]!] ?? '') ?? NaN) : NaN);
}

/**
 * The counterpart of CBPE for regressions, after NannyML 0.13.1's DLE: a second model learns |error| and squared error from features
 * and prediction. There it is LightGBM, here a boosting of our own (boosting.ts); sampling errors and limits are theirs.
 * @param truth of the rows, NaN where unknown: such rows teach nothing.
 */
export function fitDle(
  features: readonly string[],
  { table, places, predictions }: PredictedRows,
  truth: ArrayLike<number>,
): (rows: PredictedRows) => LossFigures {
  const known = Int32Array.from({ length: places.length }, (_, i) => i).filter(
    (i) => !Number.isNaN(truth[i]!) && Number.isFinite(predictions[i]!),
  );
  const taken = known.filter(
    (_, i) =>
      known.length <= mostRows ||
      Math.floor(((i + 1) * mostRows) / known.length) > Math.floor((i * mostRows) / known.length),
  );
  const off = (from: Int32Array): Float64Array =>
    Float64Array.from(from, (i) => Math.abs(truth[i]! - predictions[i]!));
  const absolute = off(taken);
  const squared = absolute.map((error) => error ** 2);
  const rows = taken.map((i) => places[i]!);
  const readers = features.map((name) => ({ name, read: reader(columnOf(table, name), rows, absolute) }));
  const columnsOf = (from: Table, at: Int32Array, said: ArrayLike<number>): Float64Array[] => [
    ...readers.map(({ name, read }) => {
      const column = columnOf(from, name);
      const values = new Float64Array(at.length);
      for (let i = 0; i < values.length; i++) values[i] = read(column, at[i]!);
      return values;
    }),
    Float64Array.from(said),
  ];
  const boosted = fitBoosting(
    columnsOf(
      table,
      rows,
      Float64Array.from(taken, (i) => predictions[i]!),
    ),
    [absolute, squared],
  );
  const all = off(known);
  const allSquared = all.map((error) => error ** 2);
  const deviations = [meanSpread(all), meanSpread(allSquared)] as const;
  const meanSquare = allSquared.reduce((sum, value) => sum + value / allSquared.length, 0);
  return (asked) => {
    const n = asked.places.length;
    const columns = columnsOf(asked.table, asked.places, asked.predictions);
    const [first, second] = boostedValues(boosted, columns, n).map((values) =>
      values.map((value) => Math.max(0, value)),
    );
    const mean = (values: Float64Array): number =>
      n > 0 ? values.reduce((sum, value) => sum + value, 0) / n : NaN;
    const mse = mean(second!);
    return {
      values: { mae: mean(first!), mse, rmse: Math.sqrt(mse) },
      errors: {
        mae: deviations[0] / Math.sqrt(n),
        mse: deviations[1] / Math.sqrt(n),
        rmse: Math.sqrt(deviations[1] ** 2 / (4 * n * meanSquare)),
      },
      absolute: first!,
      squared: second!,
    };
  };
}
