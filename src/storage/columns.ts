// Columns of numbers as one typed array. Cloning a million small objects takes seconds, a million-row typed array does not;
// and what reading costs is mostly the bytes, so columns that can be said in a few numbers are.

import { AppError } from '../core/errors.ts';

/** How a column is written: value by value; first value and difference (epoch, step); all NaN (no validation rows). */
const asValues = 0;
const asLine = 1;
const asNothing = 2;

/** For each column one number that says how it is written, then the column. */
export function packColumns(columns: readonly ArrayLike<number>[]): Float64Array {
  const packed = columns.map(packColumn);
  const points = new Float64Array(packed.reduce((length, column) => length + column.length, 0));
  let at = 0;
  for (const column of packed) {
    points.set(column, at);
    at += column.length;
  }
  return points;
}

function packColumn(values: ArrayLike<number>): Float64Array {
  const n = values.length;
  const first = values[0] ?? NaN;
  const difference = n > 1 ? values[1]! - first : 0;
  let nothing = true;
  // Only where it gives back the very same numbers.
  let line = n > 2;
  for (let i = 0; i < n && (nothing || line); i++) {
    nothing &&= Number.isNaN(values[i]);
    line &&= Object.is(values[i], first + i * difference);
  }
  if (nothing) return Float64Array.of(asNothing);
  if (line) return Float64Array.of(asLine, first, difference);
  const written = new Float64Array(n + 1);
  written[0] = asValues;
  written.set(values, 1);
  return written;
}

/**
 * @param names of the columns, for the message.
 * @param what is damaged, for the message ("history").
 * @throws AppError 'corrupt' when it does not hold exactly `n` rows of these columns.
 */
export function unpackColumns(
  points: unknown,
  n: number,
  names: readonly string[],
  what: string,
): Float64Array[] {
  if (!(points instanceof Float64Array)) throw damaged(what, 'it is no list of numbers');
  const columns: Float64Array[] = [];
  let at = 0;
  for (const name of names) {
    const form = points[at++];
    let column: Float64Array;
    if (form === asValues) {
      column = points.slice(at, at + n);
      at += n;
    } else {
      column = new Float64Array(n).fill(NaN);
      if (form === asLine) {
        const first = points[at++] ?? NaN;
        const difference = points[at++] ?? NaN;
        for (let i = 0; i < n; i++) column[i] = first + i * difference;
      } else if (form !== asNothing) throw damaged(what, `its ${name} cannot be read`);
    }
    columns.push(column);
  }
  if (at !== points.length) throw damaged(what, `it does not hold ${n} points`);
  return columns;
}

export function damaged(what: string, how: string): AppError {
  return new AppError('corrupt', `A stored ${what} is damaged: ${how}.`);
}
