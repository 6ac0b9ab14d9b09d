import { transform } from '../../core/recipe.ts';
import type { ModelPackage } from '../../core/records.ts';
import type { Slice, SliceSpec } from '../../core/slice.ts';
import { slicesOf } from '../../core/slices/slices-of.ts';
import type { LoadedTable } from '../tables.ts';

/** @param model whose prepared inputs clusters are made of: the candidate. */
export const sliceRowsOf = (
  { table }: LoadedTable,
  rows: Int32Array,
  specs: readonly SliceSpec[],
  { recipe }: ModelPackage,
): Slice[] =>
  slicesOf(table, rows, specs, () => ({
    values: transform(recipe, table, rows),
    width: recipe.outputs.length,
    features: recipe.features,
  }));
