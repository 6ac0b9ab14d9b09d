// What is odd about a cell that a version is to answer for, measured by what it learnt from.

import { mostSignatureLevels, type SignatureInput } from './signature.ts';
import { isCategory, isMissing, type Column } from './table.ts';

/**
 * `below`, `above`: outside the range of the training rows; `unknown`: a value that no training row had; `missing`: missing
 * where no training row lacked it; `unreadable`: a cell that cannot be read as what it should be, so that it counts as missing.
 */
export const warningKinds = ['below', 'above', 'unknown', 'missing', 'unreadable'] as const;
export type WarningKind = (typeof warningKinds)[number];

/** Whether `levels` are all that there were: a signature lists only so many. */
const namesAllLevels = ({ levels }: SignatureInput): boolean =>
  levels !== null && levels.length < mostSignatureLevels;

/** @param column of the input's kind. @returns the warning for a row, null where all is well. */
export function warningsOf(input: SignatureInput, column: Column): (row: number) => WarningKind | null {
  const gap = (row: number): WarningKind | null =>
    !input.mayBeMissing && isMissing(column, row) ? 'missing' : null;
  if (isCategory(column)) {
    const known = new Set(input.levels ?? []);
    // Where the list is not whole nothing is said of a value that it lacks.
    const strange = column.levels.map((level) => namesAllLevels(input) && !known.has(level));
    return (row) => (strange[column.codes[row]!] === true ? 'unknown' : gap(row));
  }
  if (!input.range) return gap;
  const [low, high] = input.range;
  const { values } = column;
  return (row) => (values[row]! < low ? 'below' : values[row]! > high ? 'above' : gap(row));
}
