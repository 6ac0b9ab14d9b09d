// Preparing rows for a model: fitted once on the training rows, then the same for every row that ever comes.

import type { Task } from './define.ts';
import { AppError } from './errors.ts';
import { preprocessors } from './preprocessing/index.ts';
import type { FittedStep, Recipe } from './records.ts';
import { momentsOf } from './statistics.ts';
import { columnOf, isCategory } from './table.ts';
import type { Column, ColumnKind, Table } from './table.ts';

const stepsFor: Readonly<Record<Exclude<ColumnKind, 'time'>, readonly string[]>> = {
  number: ['impute-median', 'standard-scale'],
  integer: ['impute-median', 'standard-scale'],
  boolean: ['impute-median', 'standard-scale'],
  category: ['impute-most-frequent', 'one-hot'],
};

/** Only the given rows of one column. @throws RangeError for a row that the table does not have. */
function gather(column: Column, rows: ArrayLike<number>): Column {
  const count = rows.length;
  const source = isCategory(column) ? column.codes : column.values;
  const checked = (row: number): number => {
    if (!(row >= 0 && row < source.length)) throw new RangeError(`There is no row ${row}.`);
    return row;
  };
  if (isCategory(column)) {
    const codes = new Int32Array(count);
    for (let i = 0; i < count; i++) codes[i] = column.codes[checked(rows[i]!)]!;
    return { ...column, codes };
  }
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) values[i] = column.values[checked(rows[i]!)]!;
  return { ...column, values };
}

function fitFeature(column: Column): { steps: FittedStep[]; outputs: string[] } {
  if (column.kind === 'time')
    throw new AppError('bad-input', `"${column.name}" holds times, so it cannot be a feature. Leave it out.`);
  if (!isCategory(column) && column.values.some((value) => value === Infinity || value === -Infinity))
    throw new AppError(
      'bad-input',
      `"${column.name}" holds an infinite number in the training rows. Leave the column or those rows out.`,
    );
  const steps: FittedStep[] = [];
  let columns: Column[] = [column];
  for (const step of stepsFor[column.kind]) {
    const [only] = columns;
    if (!only) break;
    const preprocessor = preprocessors.get(step);
    const fitted = preprocessor.fit(only);
    steps.push({ column: column.name, step, fitted });
    columns = preprocessor.apply(only, fitted);
  }
  return { steps, outputs: columns.map(({ name }) => name) };
}

/**
 * Learns the preparation from the given rows and from no others. Numbers: median for gaps, then standard scale.
 * Categories: most frequent level for gaps, then one-hot. A feature without any value in these rows has no output, as
 * in scikit-learn's SimpleImputer; a constant one is only centred.
 * @param truth answer of every row of the table (`truthOf`); regression learns its mean and population deviation.
 * @throws AppError 'bad-input' for a time column, an infinite number, no rows, or nothing left to learn from;
 * RangeError for a row or a column that the table does not have.
 */
export function fitRecipe(
  table: Table,
  features: readonly string[],
  rows: ArrayLike<number>,
  truth: Float64Array,
  task: Task,
): Recipe {
  if (truth.length !== table.rows)
    throw new RangeError(`${truth.length} answers do not belong to a table of ${table.rows} rows.`);
  if (rows.length === 0) throw new AppError('bad-input', 'There are no rows to learn from.');
  const fitted = features.map((feature) => fitFeature(gather(columnOf(table, feature), rows)));
  const outputs = fitted.flatMap((feature) => feature.outputs);
  if (outputs.length === 0)
    throw new AppError('bad-input', 'None of the features has a value in the training rows. Choose others.');
  let targetMean = 0;
  let targetDeviation = 1;
  if (task === 'regression') {
    const answers = Float64Array.from({ length: rows.length }, (_, i) => truth[rows[i]!]!);
    const { count, mean, deviation, constant } = momentsOf(answers);
    if (count === 0)
      throw new AppError('bad-input', 'None of the training rows has a known answer to learn from.');
    targetMean = mean;
    targetDeviation = constant ? 1 : deviation;
  }
  const steps = fitted.flatMap((feature) => feature.steps);
  return { v: 1, steps, features: [...features], outputs, targetMean, targetDeviation, rows: rows.length };
}

/**
 * Prepared rows, row-major rows × recipe.outputs.length. Works on the given rows only and changes nothing.
 * A level that was not seen in training is 0 in all of its columns.
 * @throws RangeError when the table lacks a feature or a row; AppError 'corrupt' when the recipe does not give the
 * outputs that it names.
 */
export function transform(recipe: Recipe, table: Table, rows: ArrayLike<number>): Float32Array {
  const width = recipe.outputs.length;
  const prepared = new Float32Array(rows.length * width);
  let at = 0;
  for (const feature of recipe.features) {
    let columns: Column[] = [gather(columnOf(table, feature), rows)];
    for (const { column, step, fitted } of recipe.steps) {
      if (column !== feature) continue;
      const preprocessor = preprocessors.get(step);
      columns = columns.flatMap((current) => preprocessor.apply(current, fitted));
    }
    for (const column of columns) {
      if (isCategory(column) || column.name !== recipe.outputs[at])
        throw new AppError('corrupt', `The preparation of "${feature}" does not give what it promises.`);
      const { values } = column;
      for (let row = 0, to = at; row < values.length; row++, to += width) prepared[to] = values[row]!;
      at++;
    }
  }
  if (at !== width)
    throw new AppError('corrupt', `The preparation gives ${at} inputs instead of the ${width} it names.`);
  return prepared;
}
