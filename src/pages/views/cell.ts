// A cell as it is shown. Files and edits write it as cellText does.

import { cellText, isCategory, type Column } from '../../core/table.ts';

/** Yes-or-no columns say true and false, as the slices and forms made of them do; what is missing is empty. */
export function shownCell(column: Column, row: number): string {
  if (isCategory(column) || column.kind !== 'boolean') return cellText(column, row);
  const value = column.values[row] ?? NaN;
  return Number.isNaN(value) ? '' : value === 0 ? 'false' : 'true';
}
