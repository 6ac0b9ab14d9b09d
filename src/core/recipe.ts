// Preparing rows for a model: fitted once on the training rows, then the same for every row that ever comes.

import type { Preprocessor, Task, TrainingKnowledge } from './define.ts';
import { AppError } from './errors.ts';
import { defaults, problems } from './params.ts';
import { preprocessors } from './preprocessing/index.ts';
import { checkSize, widthOf } from './prepared-size.ts';
import { columnsOf } from './recipe-plan.ts';
import type { FittedInput, FittedStep, PlannedInput, Recipe, RecipePlan } from './recipe-plan.ts';
import { checkRows, checkedSource, sourceColumn } from './recipe-sources.ts';
import { momentsOf } from './statistics.ts';
import { isCategory } from './table.ts';
import type { Column, Table } from './table.ts';

const bad = (message: string) => new AppError('bad-input', message);

/**
 * Whether a step leaves a column alone: a 0/1 column, made by an earlier step beside the one that the step is for
 * ("x is missing" beside x), is a number already. Everything else that a step is not for is refused.
 */
const passesBy = (preprocessor: Preprocessor, column: Column): boolean =>
  column.kind === 'boolean' && !preprocessor.kinds.includes('boolean');

/** @param empty the input has no value in the training rows: then a step may have nothing left to do. */
function checkKinds(preprocessor: Preprocessor, columns: readonly Column[], empty: boolean): void {
  const { label, kinds } = preprocessor;
  const wrong = columns.find((column) => !kinds.includes(column.kind) && !passesBy(preprocessor, column));
  const idle = empty || columns.some((column) => kinds.includes(column.kind)) ? undefined : columns[0];
  const refused = wrong ?? idle;
  if (refused)
    throw bad(
      `"${label}" is for columns of kind ${kinds.join(', ')}; "${refused.name}" is of kind ${refused.kind}.`,
    );
}

const hasValue = (column: Column): boolean =>
  isCategory(column)
    ? column.codes.some((code) => code >= 0)
    : column.values.some((value) => !Number.isNaN(value));

/**
 * Fits the steps of an input on the training rows of its source.
 * @param others outputs of other inputs, which take room beside this one's.
 * @throws AppError 'bad-input' for an unknown step, a setting out of range, a kind that a step is not for, or too many
 * numbers (prepared-size.ts).
 */
export function fitSteps(
  input: PlannedInput,
  source: Column,
  known: TrainingKnowledge,
  others = 0,
): { fitted: FittedInput; columns: Column[] } {
  const steps: FittedStep[] = [];
  const empty = !hasValue(source);
  let columns: Column[] = [source];
  for (const planned of input.steps) {
    if (!preprocessors.has(planned.step)) throw bad(`There is no preparation step called "${planned.step}".`);
    const preprocessor = preprocessors.get(planned.step);
    const params = { ...defaults(preprocessor.params), ...planned.params };
    const [problem] = Object.values(problems(preprocessor.params, params));
    if (problem) throw bad(`"${input.name}", ${preprocessor.label}: ${problem}`);
    if (columns.length > 0) checkKinds(preprocessor, columns, empty);
    const fitted = columns.map((column) =>
      passesBy(preprocessor, column) ? {} : preprocessor.fit(column, params, known),
    );
    steps.push({ step: planned.step, params, fitted });
    let width = others;
    columns.forEach((column, i) => {
      width += passesBy(preprocessor, column) ? 1 : widthOf(preprocessor, column, fitted[i]!);
    });
    checkSize(width, known.truth.length, input.name);
    columns = columns.flatMap((column, i) => {
      if (passesBy(preprocessor, column)) return [column];
      // What the next step learns from is what the model will learn from: out of fold where the step is.
      return preprocessor.crossFit?.(column, params, known) ?? preprocessor.apply(column, fitted[i]!);
    });
  }
  return { fitted: { name: input.name, source: input.source, steps }, columns };
}

/** The model's input must be a finite number in every training row. */
function checkPrepared(input: string, columns: readonly Column[]): void {
  for (const column of columns) {
    if (isCategory(column) || column.kind === 'time')
      throw bad(
        `"${column.name}" is no number after the steps of "${input}". Add a step that makes it one, or leave it out.`,
      );
    for (const value of column.values) {
      // As the model gets it: in 32 bits.
      if (Number.isFinite(Math.fround(value))) continue;
      throw bad(
        Number.isNaN(value)
          ? `"${column.name}" has gaps in the training rows after the steps of "${input}". Add a step that fills them.`
          : `"${column.name}" grows beyond all numbers in the steps of "${input}". Clip it or leave a step out.`,
      );
    }
  }
}

function checkSource(column: Column): void {
  if (!isCategory(column) && column.values.some((value) => value === Infinity || value === -Infinity))
    throw bad(
      `"${column.name}" holds an infinite number in the training rows. Leave the column or those rows out.`,
    );
}

/** Each name once: a second "a" becomes "a (2)". */
function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let n = 2; taken.has(unique); n++) unique = `${name} (${n})`;
    taken.add(unique);
    return unique;
  });
}

/**
 * Learns the preparation from the given rows and from no others; lags and rolling means of those rows also read the
 * features (never the answers) of rows above them in the table. An input without any value in these rows has no output if its
 * steps drop it, as scikit-learn's SimpleImputer does. After a step that looks at the answers, the next ones learn from its
 * out-of-fold columns, as in scikit-learn's Pipeline.fit.
 * @param truth answer of every row of the table (`truthOf`); regression learns its mean and population deviation.
 * @param classes number of classes; 2 for binary, 0 for regression.
 * @param seed of the folds of steps that work out of fold.
 * @throws AppError 'bad-input' in words for a plan that does not work on these rows, an infinite number, a gap that no step
 * fills, no rows, more numbers than memory may take, or nothing left to learn from; RangeError for a row or a column that the table does not have.
 */
export function fitRecipe(
  table: Table,
  plan: RecipePlan,
  rows: ArrayLike<number>,
  truth: Float64Array,
  task: Task,
  classes: number,
  seed: number,
): Recipe {
  if (truth.length !== table.rows)
    throw new RangeError(`${truth.length} answers do not belong to a table of ${table.rows} rows.`);
  if (rows.length === 0) throw bad('There are no rows to learn from.');
  const seen = new Set<string>();
  for (const { name } of plan.inputs) {
    if (seen.has(name)) throw bad(`Two inputs are called "${name}". Give each a name of its own.`);
    seen.add(name);
  }
  const known = knowledgeOf(rows, truth, task, classes, seed);
  const outputs: string[] = [];
  const inputs = plan.inputs.map((input) => {
    const source = sourceColumn(input.name, input.source, table, rows);
    checkSource(source);
    const { fitted, columns } = fitSteps(input, source, known, outputs.length);
    checkPrepared(input.name, columns);
    outputs.push(...columns.map(({ name }) => name));
    return fitted;
  });
  if (outputs.length === 0)
    throw bad('None of the features has a value in the training rows. Choose others.');
  let targetMean = 0;
  let targetDeviation = 1;
  if (task === 'regression') {
    const { count, mean, deviation, constant } = momentsOf(known.truth);
    if (count === 0) throw bad('None of the training rows has a known answer to learn from.');
    targetMean = mean;
    targetDeviation = constant ? 1 : deviation;
  }
  return {
    v: 2,
    inputs,
    features: [...new Set(plan.inputs.flatMap(({ source }) => columnsOf(source)))],
    outputs: uniqueNames(outputs),
    targetMean,
    targetDeviation,
    rows: rows.length,
  };
}

const knowledgeOf = (
  rows: ArrayLike<number>,
  truth: Float64Array,
  task: Task,
  classes: number,
  seed: number,
): TrainingKnowledge => ({
  truth: Float64Array.from({ length: rows.length }, (_, i) => truth[rows[i]!]!),
  task,
  classes,
  seed,
});

type Apply = (preprocessor: Preprocessor, column: Column, step: FittedStep, at: number) => Column[];

const asFitted: Apply = (preprocessor, column, { fitted }, at) => preprocessor.apply(column, fitted[at]!);

/** @param source of the input: its steps change nothing in it. */
function prepareInput(input: FittedInput, source: Column, apply: Apply): Column[] {
  let columns: Column[] = [source];
  for (const step of input.steps) {
    const preprocessor = preprocessors.get(step.step);
    if (step.fitted.length !== columns.length)
      throw new AppError(
        'corrupt',
        `The step "${preprocessor.label}" of "${input.name}" does not fit its columns.`,
      );
    const next: Column[] = [];
    for (let i = 0; i < columns.length; i++) {
      const column = columns[i]!;
      if (passesBy(preprocessor, column)) next.push(column);
      else next.push(...apply(preprocessor, column, step, i));
    }
    columns = next;
  }
  return columns;
}

function prepareAll(recipe: Recipe, table: Table, rows: ArrayLike<number>, apply: Apply): Float32Array {
  const width = recipe.outputs.length;
  checkSize(width, rows.length, null);
  const prepared = new Float32Array(rows.length * width);
  const follow = checkRows(table, rows);
  let at = 0;
  for (const input of recipe.inputs) {
    const source = checkedSource(input.name, input.source, table, rows, follow);
    for (const column of prepareInput(input, source, apply)) {
      const promised = recipe.outputs[at];
      // The recipe may have numbered the name to keep it apart from another one.
      if (isCategory(column) || (column.name !== promised && !promised?.startsWith(`${column.name} (`)))
        throw new AppError('corrupt', `The preparation of "${input.name}" does not give what it promises.`);
      const { values } = column;
      for (let row = 0, to = at; row < values.length; row++, to += width) prepared[to] = values[row]!;
      at++;
    }
  }
  if (at !== width)
    throw new AppError('corrupt', `The preparation gives ${at} inputs instead of the ${width} it names.`);
  return prepared;
}

/**
 * Prepared rows, row-major rows × recipe.outputs.length. Works on the given rows (and, for lags, on rows above them) and
 * changes nothing; a row comes out with the same bits alone and among others.
 * @throws RangeError when the table lacks a column or a row; AppError 'bad-input' for more numbers than memory may take,
 * 'corrupt' when the recipe does not give the outputs that it names.
 */
export const transform = (recipe: Recipe, table: Table, rows: ArrayLike<number>): Float32Array =>
  prepareAll(recipe, table, rows, asFitted);

/**
 * The rows that a model learns from, prepared like `transform`, except that a step that looks at the answers (target
 * encoding) prepares each row without its own. The same rows and seed give the same bytes; with the rows and the seed of
 * `fitRecipe` it gives what the later steps were fitted on. For a warm start on other rows, folds are drawn among those rows.
 */
export function transformTraining(
  recipe: Recipe,
  table: Table,
  rows: ArrayLike<number>,
  truth: Float64Array,
  task: Task,
  classes: number,
  seed: number,
): Float32Array {
  const known = knowledgeOf(rows, truth, task, classes, seed);
  return prepareAll(recipe, table, rows, (preprocessor, column, step, at) => {
    const params = { ...defaults(preprocessor.params), ...step.params };
    return preprocessor.crossFit?.(column, params, known) ?? asFitted(preprocessor, column, step, at);
  });
}

/**
 * One input before and after its steps, for histograms. @throws RangeError when the recipe has no such input, or the table
 * lacks a column or a row.
 */
export function previewInput(
  recipe: Recipe,
  input: string,
  table: Table,
  rows: ArrayLike<number>,
): { before: Column; after: Column[] } {
  const found = recipe.inputs.find(({ name }) => name === input);
  if (!found) throw new RangeError(`The recipe has no input "${input}".`);
  const before = sourceColumn(input, found.source, table, rows);
  return { before, after: prepareInput(found, before, asFitted) };
}
