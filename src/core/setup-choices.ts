// What can be chosen for a project of a person's own table, given what was chosen already; and the least that follows when
// one choice no longer fits another.

import type { ModelKind, Task } from './define.ts';
import { modelKinds } from './models/index.ts';
import { fewestTrainingRows } from './mixing.ts';
import { headlineMetrics, usualMetric } from './own-metric.ts';
import { historyRows, taskFor } from './own-scenario.ts';
import type { OwnSetup, RowOrder } from './own-scenario.ts';
import type { Profile } from './profile.ts';
import { columnsOf, type PlannedInput, type RecipePlan } from './recipe-plan.ts';
import { columnKindOf, namesWith } from './schema.ts';
import type { Field, TableSchema } from './schema.ts';
import type { SplitMethod, SplitSpec } from './split.ts';
import { windowCount } from './windows.ts';

/** A whole number of few different values can be asked for as a class or as a quantity. */
const mostNumberClasses = 50;

/** Tasks that a target can have; none where it can't be predicted. */
export function tasksFor(field: Field, distinct: number): Task[] {
  const task = taskFor(field, distinct);
  if (!task) return [];
  return field.kind === 'integer' && task !== 'binary' && distinct <= mostNumberClasses
    ? ['multiclass', 'regression']
    : [task];
}

/** The task that a field alone suggests, before its values were counted; null where it can't be predicted. */
export function likelyTask(field: Field): Task | null {
  const { min, max, categories } = field;
  // A whole number has no more values than its range; words without a list have many.
  const most =
    field.kind === 'integer' && min !== null && max !== null
      ? max - min + 1
      : (categories?.length ?? mostNumberClasses);
  return taskFor(field, field.kind === 'boolean' ? 2 : Math.max(2, most));
}

/**
 * The schema without features that only count or name the rows: where a file is sorted by its answer, they give it away.
 * @param said whether a person has said what the column is; then it stays. @returns the schema itself where nothing changes.
 */
export function withoutRowNumbers(
  schema: TableSchema,
  profile: Profile,
  said: (name: string) => boolean,
): TableSchema {
  const named = new Set(
    profile.findings.filter(({ kind }) => kind === 'identifier').flatMap(({ columns }) => columns),
  );
  const idle = ({ name, role }: Field) => role === 'feature' && named.has(name) && !said(name);
  if (!schema.fields.some(idle)) return schema;
  return {
    ...schema,
    fields: schema.fields.map((field) => (idle(field) ? { ...field, role: 'ignore' } : field)),
  };
}

/** Names of the columns that rows can be ordered by: times and numbers, a time first. */
export function orderColumns(schema: TableSchema): string[] {
  const orderly = schema.fields.filter(
    ({ kind }) => kind === 'time' || kind === 'integer' || kind === 'number',
  );
  const rank = (field: (typeof orderly)[number]) =>
    field.role === 'time' ? 0 : field.kind === 'time' ? 1 : 2;
  return orderly.toSorted((a, b) => rank(a) - rank(b)).map(({ name }) => name);
}

/** Names of the columns whose equal values can belong together, those of role `group` first. */
export function groupColumns(schema: TableSchema, target: string): string[] {
  const fits = schema.fields.filter(
    ({ name, kind }) =>
      name !== target && (columnKindOf(kind) === 'category' || kind === 'integer') && kind !== 'text',
  );
  return fits
    .toSorted((a, b) => Number(b.role === 'group') - Number(a.role === 'group'))
    .map(({ name }) => name);
}

/** How test rows can be chosen. By time only where the rows keep an order, in proportion only where there are classes. */
export function splitMethodsFor(
  { order, task, target }: Pick<OwnSetup, 'order' | 'task' | 'target'>,
  schema: TableSchema,
): SplitMethod[] {
  const methods: SplitMethod[] = [];
  if (order.by !== 'shuffle') methods.push('time');
  if (task !== 'regression') methods.push('stratified');
  methods.push('random');
  if (groupColumns(schema, target.column).length > 0) methods.push('group');
  methods.push('k-fold');
  return methods;
}

/** The same split by another method, with the column that the method needs. */
export function withMethod(
  split: SplitSpec,
  method: SplitMethod,
  setup: Pick<OwnSetup, 'target'>,
  schema: TableSchema,
): SplitSpec {
  const { column: target } = setup.target;
  const columns: Record<SplitMethod, string | null> = {
    time: null,
    random: null,
    stratified: target,
    group: groupColumns(schema, target)[0] ?? null,
    'k-fold': null,
  };
  return { ...split, method, column: columns[method] };
}

/**
 * Model kinds that can answer the task from such inputs. A convolution wants one square picture and nothing else, one over a
 * series nothing but lags, a bag counts of words.
 */
export function fittingModels(
  { task, recipe }: Pick<OwnSetup, 'task' | 'recipe'>,
  schema: Pick<TableSchema, 'fields' | 'image'>,
): ModelKind[] {
  const { image } = schema;
  const pixels = new Set(schema.fields.filter(({ kind }) => kind === 'image').map(({ name }) => name));
  const onePicture =
    image !== null &&
    image.width === image.height &&
    pixels.size === image.width * image.height * image.channels &&
    recipe.inputs.length === pixels.size &&
    recipe.inputs.every(({ source }) => source.from === 'column' && pixels.has(source.column));
  const { inputs } = recipe;
  const isSeries = inputs.length > 1 && inputs.some(({ source }) => source.from === 'lag');
  const hasWords = inputs[0]?.steps.some(({ step }) => step === 'bag-of-words') ?? false;
  return modelKinds.all.filter(
    (kind) =>
      kind.tasks.includes(task) &&
      (!kind.images || onePicture) &&
      (!kind.series || isSeries) &&
      (!kind.texts || hasWords),
  );
}

/** The setup with every choice that no longer fits the others replaced by the nearest one that does. */
export function fitted(setup: OwnSetup, schema: TableSchema, rows: number): OwnSetup {
  const { order } = setup;
  const kept: RowOrder =
    order.by !== 'column' || orderColumns(schema).includes(order.column) ? order : { by: 'shuffle' };
  const ordered = { ...setup, order: kept };
  const [first = 'random'] = splitMethodsFor(ordered, schema);
  const { split } = setup;
  const stale =
    (split.method === 'stratified' && split.column !== setup.target.column) ||
    (split.column !== null && !schema.fields.some(({ name }) => name === split.column));
  const possible = splitMethodsFor(ordered, schema).includes(split.method);
  const stream = rows - historyRows(setup, rows);
  return {
    ...ordered,
    split: possible
      ? stale
        ? withMethod(split, split.method, setup, schema)
        : split
      : withMethod(split, first, setup, schema),
    windowRows: Math.max(1, Math.min(setup.windowRows, stream)),
    metric: headlineMetrics(setup.task).some(({ id }) => id === setup.metric)
      ? setup.metric
      : usualMetric(setup.task),
  };
}

const sameInput = (a: PlannedInput | undefined, b: PlannedInput): boolean =>
  a !== undefined && JSON.stringify(a) === JSON.stringify(b);

/**
 * What a person made of a suggested plan, after another one is suggested for the same table: their inputs stay where the columns
 * are still there and still suggested in the same way; what is suggested anew is added, and what no longer is goes.
 */
export function keptRecipe(
  chosen: RecipePlan,
  suggestedBefore: RecipePlan,
  suggested: RecipePlan,
  schema: TableSchema,
): RecipePlan {
  const known = new Set(schema.fields.map(({ name }) => name));
  const before = new Map(suggestedBefore.inputs.map((input) => [input.name, input]));
  const now = new Map(suggested.inputs.map((input) => [input.name, input]));
  const kept = chosen.inputs.flatMap((input): PlannedInput[] => {
    if (!columnsOf(input.source).every((name) => known.has(name))) return [];
    if (input.source.from !== 'column' || !before.has(input.name)) return [input];
    const fresh = now.get(input.name);
    return fresh ? [sameInput(before.get(input.name), fresh) ? input : fresh] : [];
  });
  const names = new Set(kept.map(({ name }) => name));
  const added = suggested.inputs.filter(({ name }) => !before.has(name) && !names.has(name));
  return { v: 1, inputs: [...kept, ...added] };
}

/** How many rows go where. Test rows are rounded; whole groups come near the share only. */
export interface RowsByUse {
  readonly known: number;
  readonly test: number;
  readonly learnt: number;
  readonly stream: number;
  readonly windows: number;
  /** Rows at the end that fill no whole window. */
  readonly rest: number;
}

export function rowsByUse(setup: OwnSetup, rows: number): RowsByUse {
  const known = historyRows(setup, rows);
  const { method, testShare, folds, gapRows } = setup.split;
  const test = Math.round(known * (method === 'k-fold' ? 1 / folds : testShare));
  const gap = method === 'time' ? gapRows : 0;
  const windows = windowCount(rows, known, setup.windowRows);
  const stream = rows - known;
  return {
    known,
    test,
    learnt: Math.max(0, known - test - gap),
    stream,
    windows,
    rest: stream - windows * setup.windowRows,
  };
}

/** Why these choices don't fit one another or the table, in words; null when they do. `setupProblem` looks at the rest. */
export function choicesProblem(setup: OwnSetup, rows: number, schema: TableSchema): string | null {
  const { split, model, order, target } = setup;
  if (setup.label.trim() === '') return 'Give it a name, so that it is found again.';
  if (order.by === 'column' && !orderColumns(schema).includes(order.column))
    return `Rows can’t be ordered by "${order.column}": it holds no times or numbers.`;
  if (split.method !== 'k-fold' && !(split.testShare > 0 && split.testShare <= 0.9))
    return 'The share of test rows is more than 0 and at most 0.9.';
  if (split.method === 'group' && split.column === null)
    return 'Say which column holds the groups that stay together.';
  if (!fittingModels(setup, schema).some(({ id }) => id === model))
    return 'This kind of model does not fit the question or the columns. Choose another one.';
  // Earlier answers too: they arrive late, and a row is scored before they have (as recipe-check.ts says).
  if (setup.recipe.inputs.some(({ source }) => columnsOf(source).includes(target.column)))
    return `"${target.column}" is the answer, so neither it nor its earlier values can be among what the model is told.`;
  if (!namesWith(schema, 'target').includes(target.column))
    return `"${target.column}" has not the role "target".`;
  const { learnt, test } = rowsByUse(setup, rows);
  if (test < 1) return 'No row would be kept for testing. Know more rows at the start, or test on more.';
  if (learnt < fewestTrainingRows)
    return `The model would learn on ${learnt} rows; ${fewestTrainingRows} are the least. Know more rows at the start, or test on fewer.`;
  return null;
}
