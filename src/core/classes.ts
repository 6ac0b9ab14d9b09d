// The distinct values of a column as numbered classes, for splits and draws that treat each value on its own.

import { cellText, isCategory, type Column } from './table.ts';

export interface Classes {
  /** Class of each row, 0 … names.length − 1; missing cells are a class of their own. */
  readonly codes: Int32Array;
  /** In order of first appearance; null: missing. */
  readonly names: readonly (string | null)[];
}

/** Numbered by first appearance. Numbers are told apart by value, 0 and −0 being one. */
export function classesIn(column: Column): Classes {
  const names: (string | null)[] = [];
  const numbers = new Map<string | number, number>();
  const numberOf = (key: string | number, row: number): number => {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, names.length);
    names.push(key === -1 && isCategory(column) ? null : Number.isNaN(key) ? null : cellText(column, row));
    return names.length - 1;
  };
  if (!isCategory(column))
    return { codes: Int32Array.from(column.values, (value, row) => numberOf(value, row)), names };
  // Levels of the same text are one class; −1 cannot be mistaken for a text.
  const byCode = new Int32Array(column.levels.length + 1).fill(-1);
  const codes = Int32Array.from(column.codes, (code, row) => {
    const known = byCode[code + 1]!;
    return known >= 0 ? known : (byCode[code + 1] = numberOf(code < 0 ? -1 : column.levels[code]!, row));
  });
  return { codes, names };
}
