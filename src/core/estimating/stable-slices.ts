// Slices that mean the same in every window: bins are those of the reference.

import { AppError } from '../errors.ts';
import type { Partition, SliceSpec, SlicingContext } from '../slice.ts';
import { binOf, binsOf } from '../slices/bin-edges.ts';
import { sliceKinds } from '../slices/kinds/index.ts';
import { crossed, slicedColumn, wholePartition } from '../slices/partitions.ts';
import { noInputs } from '../slices/slices-of.ts';
import { isCategory, type Table } from '../table.ts';

export interface SlicedRows {
  readonly table: Table;
  readonly places: Int32Array;
}
export type Slicer = (rows: SlicedRows) => Partition;

function binSlicer({ feature, bins, how }: Extract<SliceSpec, { by: 'bins' }>, known: SlicedRows): Slicer {
  const column = slicedColumn(known.table, feature);
  if (isCategory(column)) throw new AppError('bad-input', `"${feature}" holds words: it has no bins.`);
  const found = new Float64Array(known.places.length);
  let count = 0;
  for (let i = 0; i < found.length; i++) {
    const value = column.values[known.places[i]!]!;
    if (Number.isFinite(value)) found[count++] = value;
  }
  const sorted = found.subarray(0, count).sort();
  if (sorted.length === 0) throw new AppError('bad-input', `"${feature}" holds no number to make bins of.`);
  const { edges, names } = binsOf(sorted, bins, how, column.kind);
  const keys = [...names, ''].map((name) => [[feature, name]] as const);
  return ({ table, places }) => {
    const now = slicedColumn(table, feature);
    const codes = new Int32Array(places.length);
    for (let i = 0; i < codes.length; i++) {
      const value = isCategory(now) ? NaN : now.values[places[i]!]!;
      codes[i] = Number.isNaN(value) ? names.length : binOf(value, edges);
    }
    return { codes, keys };
  };
}

/**
 * How rows are sliced by a spec; null for those that mean something else in every window: the whole, stretches of time and clusters.
 * @param known rows of the reference, which bins are made of. @throws AppError 'bad-input' where the spec does not fit them.
 */
export function stableSlicer(spec: SliceSpec, known: SlicedRows): Slicer | null {
  if (spec.by === 'bins') return binSlicer(spec, known);
  if (spec.by === 'values' || spec.by === 'rule')
    return ({ table, places }) => {
      const context: SlicingContext = {
        table,
        rows: places,
        inputs: noInputs,
        most: Infinity,
        partition: (inner) => sliceKinds.get(inner.by).partition(inner, context),
      };
      return context.partition(spec);
    };
  if (spec.by !== 'cross') return null;
  const parts = spec.of.map((part) => stableSlicer(part, known));
  const all = parts.filter((part) => part !== null);
  if (all.length < parts.length || all.length === 0) return null;
  return (rows) =>
    all
      .map((part) => part(rows))
      .reduce(
        (joined, next) => crossed(joined, next, Infinity, 'this combination'),
        wholePartition(rows.places.length, []),
      );
}
