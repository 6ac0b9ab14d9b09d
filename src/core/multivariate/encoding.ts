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
  /**
   * Row-major places × columns. @param into is written over where it has that many places.
   * @throws RangeError when the table lacks a column.
   */
  encode(table: Table, places: Int32Array, into?: Float64Array): Float64Array;
}

/** Where numbers go: every `step`-th place from `from` on, less `mean` and in units of `scale`. */
interface Target {
  readonly out: Float64Array;
  readonly from: number;
  readonly step: number;
  readonly mean: number;
  readonly scale: number;
}

/** Writes numbers of one column, gaps filled. */
type Reader = (column: Column, places: Int32Array, target: Target) => void;

/** Writes `count` times the same. */
function fillWith(value: number, count: number, { out, from, step, mean, scale }: Target): void {
  for (let i = 0, at = from; i < count; i++, at += step) out[at] = (value - mean) / scale;
}

function numberReader(column: Exclude<Column, CategoryColumn>, places: Int32Array): Reader {
  const found = new Float64Array(places.length);
  let count = 0;
  for (let i = 0; i < places.length; i++) {
    const value = column.values[places[i]!]!;
    if (Number.isFinite(value)) found[count++] = value;
  }
  const usual = momentsOf(found.subarray(0, count)).mean;
  const fill = Number.isFinite(usual) ? usual : 0;
  return (other, rows, target) => {
    if (isCategory(other)) {
      fillWith(fill, rows.length, target);
      return;
    }
    const { values } = other;
    const { out, from, step, mean, scale } = target;
    for (let i = 0, at = from; i < rows.length; i++, at += step) {
      const value = values[rows[i]!]!;
      out[at] = ((Number.isFinite(value) ? value : fill) - mean) / scale;
    }
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
  return (other, rows, { out, from, step, mean, scale }) => {
    if (!isCategory(other)) {
      for (let i = 0, at = from; i < rows.length; i++, at += step) {
        const label = labelOf(other, rows[i]!);
        out[at] = ((label === null ? fill : share(label)) - mean) / scale;
      }
      return;
    }
    const { codes, levels } = other;
    let shares = known.get(levels);
    if (!shares) known.set(levels, (shares = Float64Array.from(levels, share)));
    for (let i = 0, at = from; i < rows.length; i++, at += step) {
      const code = codes[rows[i]!]!;
      out[at] = ((code < 0 ? fill : shares[code]!) - mean) / scale;
    }
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
  const out = new Float64Array(places.length);
  const moments = columns.map((name, i) => {
    readers[i]!(columnOf(table, name), places, { out, from: 0, step: 1, mean: 0, scale: 1 });
    return momentsOf(out);
  });
  const means = Float64Array.from(moments, ({ mean }) => mean);
  const scales = Float64Array.from(moments, ({ deviation, constant }) => (constant ? 1 : deviation));
  const width = columns.length;
  const encode = (other: Table, rows: Int32Array, into?: Float64Array): Float64Array => {
    const z = into?.length === rows.length * width ? into : new Float64Array(rows.length * width);
    for (let j = 0; j < width; j++) {
      const target = { out: z, from: j, step: width, mean: means[j]!, scale: scales[j]! };
      readers[j]!(columnOf(other, columns[j]!), rows, target);
    }
    return z;
  };
  return { columns, means, scales, encode };
}
