// Since when something is as it is: a rule waits, the world did not.

import type { FigureKey } from '../monitoring/figure.ts';
import type { FigureTable, MonitoredWindow } from '../monitoring/figure-table.ts';
import { worseOf } from './figure-facts.ts';

/** Up to this chance a window counts as one in which it had begun. */
const hardly = 0.01;

/**
 * The first window of the unbroken stretch before `last` in which the figure was beyond chance, or where no chance is known,
 * beyond the bound. One window between two such does not break it.
 * @param last index of the window to look back from. Null: neither it nor the one before was out.
 */
export function beganAt(
  table: FigureTable,
  key: FigureKey,
  last: number,
  bound: number,
): MonitoredWindow | null {
  const worse = worseOf(key);
  const isOut = (index: number): boolean => {
    const figure = table.figure(key, index);
    if (!figure) return false;
    if (!Number.isNaN(figure.pValue)) return figure.pValue <= hardly;
    return worse === 'up' ? figure.value > bound : figure.value < bound;
  };
  const windows = table.windows.filter(({ index }) => index <= last);
  const of = windows.at(-1)?.modelVersionId;
  let found: MonitoredWindow | null = null;
  for (const window of windows.toReversed()) {
    if (window.modelVersionId !== of) break;
    if (isOut(window.index)) found = window;
    else if (!found || found.index - window.index > 1) break;
  }
  return found;
}
