// What a version takes and gives: from it a form is drawn and a row is warned about.

import type { TargetSpec } from './define.ts';
import type { Recipe } from './recipe-plan.ts';
import { cellText, columnOf, isCategory, isMissing } from './table.ts';
import type { Column, ColumnKind, Table } from './table.ts';

export interface SignatureInput {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Least and greatest value among the training rows; null for words, and where every training row lacks it. */
  readonly range: readonly [number, number] | null;
  /** Values among the training rows, the most frequent first, at most 200; null for numbers. */
  readonly levels: readonly string[] | null;
  /** Whether a training row lacked it. */
  readonly mayBeMissing: boolean;
}

export interface Signature {
  readonly inputs: readonly SignatureInput[];
  readonly output: {
    readonly name: string;
    /** Classes by index; empty for a number. */
    readonly classes: readonly string[];
    readonly unit: string | null;
  };
  /** One training row, as a person would write its cells. */
  readonly example: Readonly<Record<string, string>>;
}

/** Levels that are listed of one input at most; a form offers them, and what is not listed can still be typed. */
export const mostSignatureLevels = 200;

/**
 * What a version takes and gives, as its training rows had it.
 * @param trainingRows rows of `table` that it learnt from.
 * @param classes names by index; empty for regression. @param unit of the target.
 * @throws RangeError when the table lacks a column that the recipe reads.
 */
export function signatureOf(
  table: Table,
  trainingRows: ArrayLike<number>,
  recipe: Pick<Recipe, 'features'>,
  target: TargetSpec,
  classes: readonly string[],
  unit: string | null = null,
): Signature {
  const columns = recipe.features.map((name) => columnOf(table, name));
  const row = exampleRow(columns, trainingRows);
  return {
    inputs: columns.map((column) => inputOf(column, trainingRows)),
    output: { name: target.column, classes, unit },
    example: Object.fromEntries(
      columns.map((column) => [column.name, row === null ? '' : cellText(column, row)]),
    ),
  };
}

function inputOf(column: Column, rows: ArrayLike<number>): SignatureInput {
  const { name, kind } = column;
  if (isCategory(column)) {
    const counts = new Float64Array(column.levels.length);
    let missing = false;
    for (let i = 0; i < rows.length; i++) {
      const code = column.codes[rows[i]!] ?? -1;
      if (code < 0) missing = true;
      else counts[code]! += 1;
    }
    const met = column.levels.map((level, code) => ({ level, n: counts[code]! })).filter(({ n }) => n > 0);
    const levels = met.sort((a, b) => b.n - a.n).map(({ level }) => level);
    return { name, kind, range: null, levels: levels.slice(0, mostSignatureLevels), mayBeMissing: missing };
  }
  let low = Infinity;
  let high = -Infinity;
  let missing = false;
  for (let i = 0; i < rows.length; i++) {
    const value = column.values[rows[i]!] ?? NaN;
    if (Number.isNaN(value)) missing = true;
    else {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return { name, kind, range: low <= high ? [low, high] : null, levels: null, mayBeMissing: missing };
}

/** The first row that lacks nothing, else the first; null without rows. */
function exampleRow(columns: readonly Column[], rows: ArrayLike<number>): number | null {
  for (let i = 0; i < rows.length; i++)
    if (columns.every((column) => !isMissing(column, rows[i]!))) return rows[i]!;
  return rows.length > 0 ? rows[0]! : null;
}
