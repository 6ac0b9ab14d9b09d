import type { NumberColumn } from '../table.ts';
import { binOf, binsOf } from './bin-edges.ts';
import type { ValueCodes } from './cell-values.ts';

export interface BinCodes extends ValueCodes {
  /** Of each bin where it begins and where the next one does; null at the ends. Missing cells have neither. */
  readonly bounds: readonly { readonly from: number | null; readonly to: number | null }[];
}

/**
 * Which rows of a column share a bin. Bins are those of these rows; bins that no row is in are dropped, and missing cells are
 * a bin of their own, the last, with an empty text.
 */
export function binCodes(
  column: NumberColumn,
  rows: ArrayLike<number>,
  bins: number,
  how: 'quantile' | 'width',
): BinCodes {
  const values = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) values[i] = column.values[rows[i]!] ?? NaN;
  const sorted = values.filter(Number.isFinite).sort();
  const { edges, names } = sorted.length
    ? binsOf(sorted, bins, how, column.kind)
    : { edges: new Float64Array(0), names: ['infinite'] };
  const missing = names.length;
  const raw = new Int32Array(rows.length);
  const counts = new Int32Array(missing + 1);
  values.forEach((value, i) => {
    const code = Number.isNaN(value) ? missing : binOf(value, edges);
    raw[i] = code;
    counts[code]!++;
  });
  const kept = [...counts.keys()].filter((code) => counts[code]! > 0);
  const places = new Int32Array(missing + 1);
  kept.forEach((code, place) => (places[code] = place));
  return {
    codes: raw.map((code) => places[code]!),
    texts: kept.map((code) => names[code] ?? ''),
    bounds: kept.map((code) => ({ from: edges[code - 1] ?? null, to: edges[code] ?? null })),
  };
}
