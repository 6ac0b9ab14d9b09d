// Edits: each makes a new data version from another one. The kinds are in core/edits/, one file each.

import type { ParamValues, Params } from './params.ts';
import type { Random } from './random.ts';
import type { Named } from './registry.ts';
import type { TableSchema } from './schema.ts';
import type { Table } from './table.ts';

export interface EditInput {
  readonly table: Table;
  readonly schema: TableSchema;
  readonly params: ParamValues;
  /** Rows that the person picked, ascending; null: none were picked, so the edit's own condition or all rows. */
  readonly rows: Int32Array | null;
  /** The second table of an append or a merge. */
  readonly other: { readonly table: Table; readonly schema: TableSchema } | null;
  /** Of the edit's own seed: the same edit of the same version gives the same rows. */
  readonly random: Random;
}

export interface EditResult {
  readonly table: Table;
  /** For every row of `table` the row of the parent that it was, or −1 for a new one. */
  readonly from: Int32Array;
  readonly schema: TableSchema;
  /** What happened, with its n, as the version's `operation`: "deleted 12 rows where hour > 23". */
  readonly summary: string;
}

export interface EditKind extends Named {
  readonly about: string;
  readonly group: 'rows' | 'cells' | 'columns' | 'tables' | 'fault' | 'image';
  /** Whether picked rows are used, needed, or have no meaning. */
  readonly picks: 'no' | 'may' | 'must';
  readonly needsOther: boolean;
  readonly params: Params;
  /**
   * Changes nothing in place. Columns that stay the same may be shared with the parent.
   * @throws AppError 'bad-input' in words for people when it cannot be done or would change nothing.
   */
  apply(input: EditInput): EditResult;
}
export const defineEdit = (edit: EditKind): EditKind => edit;
