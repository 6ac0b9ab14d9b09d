// The stream is cut into windows of equal length behind the rows that were known before it began.

import type { Span } from './table.ts';

function check(initialRows: number, windowRows: number): void {
  if (!Number.isInteger(windowRows) || windowRows < 1)
    throw new RangeError(`A window has a whole number of rows, at least 1, not ${windowRows}.`);
  if (!Number.isInteger(initialRows) || initialRows < 0)
    throw new RangeError(`The rows before the stream are a whole number, not ${initialRows}.`);
}

/** How many whole windows fit behind the first `initialRows` of `rows`; a rest shorter than a window is left out. */
export function windowCount(rows: number, initialRows: number, windowRows: number): number {
  check(initialRows, windowRows);
  return Math.max(0, Math.floor((rows - initialRows) / windowRows));
}

/** Rows of window 0, 1, 2 …. @throws RangeError for a negative or broken index. */
export function windowSpan(index: number, initialRows: number, windowRows: number): Span {
  check(initialRows, windowRows);
  if (!Number.isInteger(index) || index < 0) throw new RangeError(`There is no window ${index}.`);
  const from = initialRows + index * windowRows;
  return { from, to: from + windowRows };
}
