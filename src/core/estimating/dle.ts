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

export interface Dle {
  (rows: PredictedRows): LossFigures;
  /** How many the boosting has. */
  readonly trees: number;
}

/** More rows than this teach little more, and each costs time before the first window. */
const mostRows = 8000;
/** A level counts as if so many rows of the usual error were of it. */
const usualRows = 10;

type Reader = (column: Column, rows: Int32Array) => Float64Array;

const nothing = (rows: Int32Array): Float64Array => new Float64Array(rows.length).fill(NaN);

const numbersAt: Reader = (column, rows) => {
  if (isCategory(column)) return nothing(rows);
  const found = new Float64Array(rows.length);
  for (let i = 0; i < found.length; i++) found[i] = column.values[rows[i]!]!;
  return found;
};

/** Turns a column into numbers; levels stand by how far predictions are off there, so that like ones lie together. */
function readerOf(column: Column, rows: Int32Array, errors: Float64Array): Reader {
  if (!isCategory(column)) return numbersAt;
  let usual = 0;
  for (const error of errors) usual += error / errors.length;
  const { codes, levels } = column;
  const sums = new Float64Array(levels.length);
  const counts = new Float64Array(levels.length);
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i]!]!;
    if (code < 0) continue;
    sums[code]! += errors[i]!;
    counts[code]!++;
  }
  const ofLevel = new Map<string, number>();
  levels.forEach((level, code) => {
    const seen = counts[code]!;
    if (seen > 0) ofLevel.set(level, (sums[code]! + usualRows * usual) / (seen + usualRows));
  });
  return (now, at) => {
    if (!isCategory(now)) return nothing(at);
    const ofCode = Float64Array.from(now.levels, (level) => ofLevel.get(level) ?? NaN);
    const found = new Float64Array(at.length);
    for (let i = 0; i < found.length; i++) found[i] = ofCode[now.codes[at[i]!]!] ?? NaN;
    return found;
  };
}

/** Rows whose error is known. */
function knownRows(predictions: ArrayLike<number>, truth: ArrayLike<number>): Int32Array {
  const known = new Int32Array(predictions.length);
  let count = 0;
  for (let i = 0; i < known.length; i++)
    if (!Number.isNaN(truth[i]!) && Number.isFinite(predictions[i]!)) known[count++] = i;
  return known.subarray(0, count);
}

/** Of too many rows some, spread evenly. */
const someOf = (rows: Int32Array): Int32Array =>
  rows.length <= mostRows
    ? rows
    : rows.filter(
        (_, i) => Math.floor(((i + 1) * mostRows) / rows.length) > Math.floor((i * mostRows) / rows.length),
      );

const squaresOf = (values: Float64Array): Float64Array => {
  const found = new Float64Array(values.length);
  for (let i = 0; i < found.length; i++) found[i] = values[i]! ** 2;
  return found;
};

/** Cuts expected errors off at 0. @returns their mean. */
function cutMean(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] = Math.max(0, values[i]!);
  return sum / values.length;
}

/**
 * The counterpart of CBPE for regressions, after NannyML 0.13.1's DLE: a second model learns |error| and squared error from features
 * and prediction. There it is LightGBM, here a boosting of our own (boosting.ts); sampling errors and limits are theirs.
 * @param truth of the rows, NaN where unknown: such rows teach nothing. @param trees how many, where that has been decided.
 */
export function fitDle(
  features: readonly string[],
  { table, places, predictions }: PredictedRows,
  truth: ArrayLike<number>,
  trees?: number,
): Dle {
  const known = knownRows(predictions, truth);
  const taken = someOf(known);
  const off = (from: Int32Array): Float64Array => {
    const found = new Float64Array(from.length);
    for (let i = 0; i < found.length; i++) found[i] = Math.abs(truth[from[i]!]! - predictions[from[i]!]!);
    return found;
  };
  const absolute = off(taken);
  const rows = taken.map((i) => places[i]!);
  const readers = features.map((name) => ({ name, read: readerOf(columnOf(table, name), rows, absolute) }));
  const columnsOf = (from: Table, at: Int32Array, said: ArrayLike<number>): Float64Array[] => [
    ...readers.map(({ name, read }) => read(columnOf(from, name), at)),
    new Float64Array(said),
  ];
  const said = new Float64Array(taken.length);
  for (let i = 0; i < said.length; i++) said[i] = predictions[taken[i]!]!;
  const boosted = fitBoosting(columnsOf(table, rows, said), absolute, squaresOf(absolute), trees);
  const all = off(known);
  const allSquared = squaresOf(all);
  const deviations = [meanSpread(all), meanSpread(allSquared)] as const;
  let meanSquare = 0;
  for (const value of allSquared) meanSquare += value / allSquared.length;
  const estimate = (asked: PredictedRows): LossFigures => {
    const n = asked.places.length;
    const columns = columnsOf(asked.table, asked.places, asked.predictions);
    const [first, second] = boostedValues(boosted, columns, n);
    const mae = cutMean(first);
    const mse = cutMean(second);
    return {
      values: { mae, mse, rmse: Math.sqrt(mse) },
      errors: {
        mae: deviations[0] / Math.sqrt(n),
        mse: deviations[1] / Math.sqrt(n),
        rmse: Math.sqrt(deviations[1] ** 2 / (4 * n * meanSquare)),
      },
      absolute: first,
      squared: second,
    };
  };
  return Object.assign(estimate, { trees: boosted.trees.length });
}
