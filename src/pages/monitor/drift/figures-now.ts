import type { FigureTable } from '../../../core/monitoring/figure-table.ts';

/** The table of figures at one moment: it grows in place, and each moment is an object of its own. */
export interface FiguresNow {
  readonly table: FigureTable;
  readonly version: number;
}
