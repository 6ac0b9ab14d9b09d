// What the decision about a column needs to know of its file.

import type { Quoting } from './column-builder.ts';
import type { Problems } from './problems.ts';
import type { CellRules } from './readings.ts';

export interface ColumnContext {
  readonly rules: CellRules;
  readonly quoting: Quoting;
  readonly problems: Problems;
  /** The column's number from 0, as choices name it; without it no remedy can be offered. */
  readonly index?: number;
  /** What messages call a place in the file; a row unless given. */
  readonly place?: 'line' | 'row';
}
