// The rows of a data version, each with a name of its own for life: edits move, drop and add rows, and what is said of a
// row (it is a test row, it was relabelled) follows its id.

import type { Table } from './table.ts';

export interface VersionTable {
  readonly table: Table;
  /** Id of each row: whole numbers, each once, never used again after the row is deleted. */
  readonly ids: Float64Array;
  /** Part of each row (split.ts); null before a split was chosen. */
  readonly parts: Uint8Array | null;
  /** The id that the next new row gets; above every id that the version or an ancestor ever had. */
  readonly nextId: number;
}
