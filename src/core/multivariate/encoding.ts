// Rows as numbers of one scale, as NannyML prepares them for its reconstruction error: gaps get the mean or the most frequent
// category, a category becomes the share of reference rows that have it (an unknown one 0), and every column is standardised
// by the reference's mean and population deviation.

import { momentsOf } from '../statistics.ts';
import { columnOf, isCategory, type CategoryColumn, type Column, type Table } from '../table.ts';

export interface Encoding {
  readonly columns: readonly string[];
  readonly means: Float64Array;
  /** 1 where the reference is constant. */
  readonly scales: Float64Array;
  /** Row-major places × columns. @throws RangeError when the table lacks a column. */
  encode(table: Table, places: Int32Array): Float64Array;
}

/** Numbers of one column, gaps filled, not yet on one scale. */
type Reader = (column: Column, places: Int32Array) => Float64Array;

function numberReader(column: Exclude<Column, CategoryColumn>, places: Int32Array): Reader {
  const found = Float64Array.from(places, (row) => column.values[row]!).filter(Number.isFinite);
  const mean = momentsOf(found).mean;
  const fill = Number.isFinite(mean) ? mean : 0;
  return (other, rows) => {
    if (isCategory(other)) return new Float64Array(rows.length).fill(fill);
    const { values } = other;
    const out = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) {
      const value = values[rows[i]!]!;
      out[i] = Number.isFinite(value) ? value : fill;
    }
    return out;
  };
}

/** Yes and no are two categories here, as in NannyML. */
const labelOf = (column: Column, row: number): string | null => {
  if (isCategory(column)) return column.levels[column.codes[row]!] ?? null;
  const value = column.values[row]!;
  return Number.isNaN(value) ? null : String(value);
};

function categoryReader(column: Column, places: Int32Array): Reader {
  const counts = new Map<string, number>();
  let missing = 0;
  for (const row of places) {
    const label = labelOf(column, row);
    if (label === null) missing++;
    else counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  // Of equally frequent ones the first in the alphabet, as scikit-learn's SimpleImputer.
  const [most] = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  if (most) counts.set(most[0], most[1] + missing);
  const share = (label: string): number => (counts.get(label) ?? 0) / places.length;
  const fill = most ? share(most[0]) : 0;
  // A table with an injected change has levels of its own.
  const known = new WeakMap<readonly string[], Float64Array>();
  return (other, rows) => {
    const out = new Float64Array(rows.length);
    if (!isCategory(other)) {
      for (let i = 0; i < rows.length; i++) {
        const label = labelOf(other, rows[i]!);
        out[i] = label === null ? fill : share(label);
      }
      return out;
    }
    const { codes, levels } = other;
    let shares = known.get(levels);
    if (!shares) known.set(levels, (shares = Float64Array.from(levels, share)));
    for (let i = 0; i < rows.length; i++) {
      const code = codes[rows[i]!]!;
      out[i] = code < 0 ? fill : shares[code]!;
    }
    return out;
  };
}

/** @param places rows of the reference; at least one. */
export function learnEncoding(table: Table, columns: readonly string[], places: Int32Array): Encoding {
  if (places.length === 0) throw new RangeError('A reference without rows teaches nothing.');
  const readers = columns.map((name) => {
    const column = columnOf(table, name);
    return isCategory(column) || column.kind === 'boolean'
      ? categoryReader(column, places)
      : numberReader(column, places);
  });
  const moments = columns.map((name, i) => momentsOf(readers[i]!(columnOf(table, name), places)));
  const means = Float64Array.from(moments, ({ mean }) => mean);
  const scales = Float64Array.from(moments, ({ deviation, constant }) => (constant ? 1 : deviation));
  const encode = (other: Table, rows: Int32Array): Float64Array => {
    const width = columns.length;
    const z = new Float64Array(rows.length * width);
    columns.forEach((name, j) => {
      const values = readers[j]!(columnOf(other, name), rows);
      const [mean, scale] = [means[j]!, scales[j]!];
      for (let i = 0; i < rows.length; i++) z[i * width + j] = (values[i]! - mean) / scale;
    });
    return z;
  };
  return { columns, means, scales, encode };
}
