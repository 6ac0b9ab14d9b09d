// What the tests of slices share.

import { noInputs, slicesOf } from '../../../src/core/slices/slices-of.ts';
import { sliceLabel } from '../../../src/core/slices/slice-label.ts';
import type { PreparedInputs, SliceSpec } from '../../../src/core/slice.ts';
import type { Table } from '../../../src/core/table.ts';

export const allRows = (table: Table): Int32Array => Int32Array.from({ length: table.rows }, (_, row) => row);

/** Slices of all rows as label → places. */
export function sliced(
  table: Table,
  spec: SliceSpec,
  inputs: () => PreparedInputs = noInputs,
): Record<string, number[]> {
  const slices = slicesOf(table, allRows(table), [spec], inputs);
  return Object.fromEntries(slices.map(({ key, places }) => [sliceLabel(key), [...places]]));
}
