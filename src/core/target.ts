// From a column to the answer that a model learns.

import type { TargetSpec, Task } from './define.ts';
import { AppError } from './errors.ts';
import { columnOf, isCategory } from './table.ts';
import type { CategoryColumn, NumberColumn, Table } from './table.ts';

function targetColumn(table: Table, target: TargetSpec): CategoryColumn | NumberColumn {
  const column = columnOf(table, target.column);
  if (column.kind === 'time')
    throw new AppError('bad-input', `"${column.name}" holds times, so it cannot be what the model predicts.`);
  return column;
}

/** Values that occur, as text: levels in code-unit order (as Python's `sorted`), numbers by size. */
function presentValues(column: CategoryColumn | NumberColumn): string[] {
  if (isCategory(column)) {
    const present = new Set<number>(column.codes);
    return column.levels.filter((_, code) => present.has(code)).sort();
  }
  return [...new Set(column.values)]
    .filter((value) => !Number.isNaN(value))
    .sort((a, b) => a - b)
    .map(String);
}

function cutOf(column: CategoryColumn | NumberColumn, atLeast: number): NumberColumn {
  if (isCategory(column))
    throw new AppError(
      'bad-input',
      `"${column.name}" holds words, so "at least ${atLeast}" cannot be asked of it. Choose one of its levels.`,
    );
  return column;
}

/**
 * Class names by index.
 * - binary: [negative, positive]. With `atLeast`: ["quality < 6", "quality ≥ 6"]. With `positive`: the other value's
 *   name, or "not yes" when there are several or none. With neither: the column's two values, the last one in order is
 *   positive (as in scikit-learn).
 * - multiclass: the values that occur, in order. regression: none.
 * @throws AppError 'bad-input' when the column cannot be read that way; RangeError when there is no such column.
 */
export function classesOf(table: Table, target: TargetSpec, task: Task): string[] {
  const column = targetColumn(table, target);
  if (task === 'regression') return [];
  if (task === 'multiclass') return presentValues(column);
  if (target.atLeast !== undefined) {
    cutOf(column, target.atLeast);
    return [`${column.name} < ${target.atLeast}`, `${column.name} ≥ ${target.atLeast}`];
  }
  const values = presentValues(column);
  const { positive } = target;
  if (positive === undefined) {
    if (values.length !== 2)
      throw new AppError(
        'bad-input',
        `"${column.name}" has ${values.length} different values; choose which one counts as positive.`,
      );
    return values;
  }
  const others = values.filter((value) => value !== positive);
  if (others.length === values.length)
    throw new AppError('bad-input', `"${column.name}" never has the value "${positive}".`);
  return [others.length === 1 ? others[0]! : `not ${positive}`, positive];
}

/**
 * The answer of every row of the table: class index, or the value itself for regression; NaN where it is missing.
 * @param classes what `classesOf` gave.
 * @throws AppError 'bad-input' for a value that is none of the classes (multiclass), or words where a number is needed.
 */
export function truthOf(
  table: Table,
  target: TargetSpec,
  task: Task,
  classes: readonly string[],
): Float64Array {
  const column = targetColumn(table, target);
  if (task === 'regression') {
    if (isCategory(column))
      throw new AppError('bad-input', `"${column.name}" holds words, so a value cannot be predicted.`);
    return column.values.slice();
  }
  if (task === 'binary' && target.atLeast !== undefined) {
    const cut = target.atLeast;
    return cutOf(column, cut).values.map((value) => (Number.isNaN(value) ? NaN : Number(value >= cut)));
  }
  const positive = target.positive ?? classes[1];
  const index = new Map(classes.map((name, at) => [name, at]));
  const answer = (text: string): number => {
    if (task === 'binary') return Number(text === positive);
    const at = index.get(text);
    if (at === undefined)
      throw new AppError(
        'bad-input',
        `"${column.name}" has the value "${text}", which is none of the classes ${classes.join(', ')}.`,
      );
    return at;
  };
  if (!isCategory(column))
    return column.values.map((value) => (Number.isNaN(value) ? NaN : answer(String(value))));
  const truth = new Float64Array(table.rows).fill(NaN);
  // Looked up on first use: a level that never occurs need not be a class.
  const byCode = new Map<number, number>();
  for (let row = 0; row < table.rows; row++) {
    const code = column.codes[row]!;
    if (code < 0) continue;
    let at = byCode.get(code);
    if (at === undefined) byCode.set(code, (at = answer(column.levels[code]!)));
    truth[row] = at;
  }
  return truth;
}
