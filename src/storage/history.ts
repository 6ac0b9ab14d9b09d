// A metric history as one typed array. Cloning a million small objects takes seconds, a million-row typed array does not;
// and what reading costs is mostly the bytes, so columns that can be said in a few numbers are.

import { AppError } from '../core/errors.ts';
import type { EpochRecord } from '../core/records.ts';

const fields = ['epoch', 'loss', 'validationLoss', 'metric', 'validationMetric', 'step'] as const;
/** How a column is written: value by value; first value and difference (epoch, step); all NaN (no validation rows). */
const asValues = 0;
const asLine = 1;
const asNothing = 2;

/** One number that says how a column is written, then the column; six columns. */
export function packHistory(history: readonly EpochRecord[]): Float64Array {
  const columns = fields.map((field) => packColumn(history.map((record) => record[field])));
  const points = new Float64Array(columns.reduce((length, column) => length + column.length, 0));
  let at = 0;
  for (const column of columns) {
    points.set(column, at);
    at += column.length;
  }
  return points;
}

function packColumn(values: readonly number[]): number[] {
  if (values.every(Number.isNaN)) return [asNothing];
  const first = values[0]!;
  const difference = values.length > 1 ? values[1]! - first : 0;
  // Only where it gives back the very same numbers.
  if (values.length > 2 && values.every((value, i) => Object.is(value, first + i * difference)))
    return [asLine, first, difference];
  return [asValues, ...values];
}

/** @throws AppError 'corrupt' when it does not hold exactly `epochs` epochs. */
export function unpackHistory(points: unknown, epochs: number): EpochRecord[] {
  if (!(points instanceof Float64Array)) throw damaged('it is no list of numbers');
  const columns: Float64Array[] = [];
  let at = 0;
  for (const field of fields) {
    const form = points[at++];
    let column: Float64Array;
    if (form === asValues) {
      column = points.subarray(at, at + epochs);
      at += epochs;
    } else {
      column = new Float64Array(epochs).fill(NaN);
      if (form === asLine) {
        const first = points[at++] ?? NaN;
        const difference = points[at++] ?? NaN;
        for (let i = 0; i < epochs; i++) column[i] = first + i * difference;
      } else if (form !== asNothing) throw damaged(`its ${field} cannot be read`);
    }
    columns.push(column);
  }
  if (at !== points.length) throw damaged(`it does not hold ${epochs} epochs`);
  const [epoch, loss, validationLoss, metric, validationMetric, step] = columns;
  if (!epoch || !loss || !validationLoss || !metric || !validationMetric || !step)
    throw damaged('columns are missing');
  const history = new Array<EpochRecord>(epochs);
  for (let i = 0; i < epochs; i++) {
    if (!Number.isInteger(epoch[i]) || !Number.isInteger(step[i])) throw damaged(`at epoch ${i + 1}`);
    history[i] = {
      epoch: epoch[i]!,
      loss: loss[i]!,
      validationLoss: validationLoss[i]!,
      metric: metric[i]!,
      validationMetric: validationMetric[i]!,
      step: step[i]!,
    };
  }
  return history;
}

function damaged(what: string): AppError {
  return new AppError('corrupt', `A stored history is damaged: ${what}.`);
}
