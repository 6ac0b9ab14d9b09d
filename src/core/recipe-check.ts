// What is wrong with a plan before anything is fitted, in words, and how a plan reads in words.

import { defaults, problems } from './params.ts';
import { preprocessors } from './preprocessing/index.ts';
import { fitSteps } from './recipe.ts';
import { columnsOf } from './recipe-plan.ts';
import type { InputSource, PlannedInput, Recipe, RecipePlan } from './recipe-plan.ts';
import { isCategory } from './table.ts';
import type { Column, ColumnKind, Table } from './table.ts';

/** Longest look back of a lag or a rolling mean, in rows. */
export const longestLag = 10_000;

/** A few cells of a kind, to try steps on. */
function sample(name: string, kind: ColumnKind): Column {
  if (kind === 'category')
    return { name, kind, codes: Int32Array.of(0, 1, 0, 1), levels: ['first words', 'second words'] };
  const day = kind === 'time' ? 86_400_000 : 1;
  const values = kind === 'boolean' ? [0, 1, 0, 1] : [1 * day, 5 * day, 2 * day, 4 * day];
  return { name, kind, values: Float64Array.from(values) };
}

const isNumber = (kind: ColumnKind) => kind === 'number' || kind === 'integer' || kind === 'boolean';

/** The kind that a source has, or what is wrong with it. */
function kindOfSource(source: InputSource, kinds: ReadonlyMap<string, ColumnKind>): ColumnKind | string[] {
  const found = columnsOf(source)
    .filter((column) => !kinds.has(column))
    .map((column) => `There is no column "${column}".`);
  const needNumbers = (columns: readonly string[], what: string) => {
    for (const column of columns) {
      const kind = kinds.get(column);
      if (kind && !isNumber(kind)) found.push(`A ${what} needs numbers; "${column}" is of kind ${kind}.`);
    }
  };
  if (source.from === 'lag' || source.from === 'rolling-mean') {
    if (!(Number.isInteger(source.rows) && source.rows >= 1 && source.rows <= longestLag))
      found.push(`It can look back 1 to ${longestLag} rows, not ${source.rows}.`);
    if (source.from === 'rolling-mean') needNumbers([source.column], 'rolling mean');
  }
  if (source.from === 'product') {
    if (source.columns.length < 2) found.push('A product needs two columns or more.');
    needNumbers(source.columns, 'product');
  }
  if (found.length > 0) return found;
  const [first] = columnsOf(source);
  return source.from === 'rolling-mean' || source.from === 'product'
    ? 'number'
    : (kinds.get(first ?? '') ?? 'number');
}

function checkInput(input: PlannedInput, kinds: ReadonlyMap<string, ColumnKind>, target: string): string[] {
  if (columnsOf(input.source).includes(target))
    return [
      input.source.from === 'lag' || input.source.from === 'rolling-mean'
        ? `It looks at earlier answers ("${target}"), but answers arrive late: they are not there when a row is scored.`
        : `It reads "${target}", which is what the model is to predict.`,
    ];
  const kind = kindOfSource(input.source, kinds);
  if (typeof kind !== 'string') return kind;
  const unknown = input.steps.find(({ step }) => !preprocessors.has(step));
  if (unknown) return [`There is no preparation step called "${unknown.step}".`];
  const wrong = input.steps.flatMap(({ step, params }) => {
    const { params: known, label } = preprocessors.get(step);
    return Object.values(problems(known, { ...defaults(known), ...params })).map(
      (text) => `${label}: ${text}`,
    );
  });
  if (wrong.length > 0) return wrong;
  try {
    const known = { truth: Float64Array.of(0, 1, 0, 1), task: 'binary', classes: 2, seed: 0 } as const;
    const { columns } = fitSteps(input, sample(input.name, kind), known);
    const left = columns.find((column) => isCategory(column) || column.kind === 'time');
    if (left)
      return [
        `"${left.name}" is still of kind ${left.kind} after the last step; a model needs numbers. Add a step that makes it one.`,
      ];
  } catch (thrown) {
    return [thrown instanceof Error ? thrown.message : String(thrown)];
  }
  return [];
}

/**
 * What is wrong with a plan for a table, in words for a person; empty when it can be fitted as far as the table's columns
 * tell (its rows may still refuse: gaps that no step fills, infinite numbers). Inputs that read the column of the answers are
 * refused, lags of it too: a row is scored before the answers of the rows above it are known.
 */
export function checkPlan(plan: RecipePlan, table: Table, target: string): string[] {
  if (plan.inputs.length === 0) return ['Choose at least one feature to learn from.'];
  const kinds = new Map(table.columns.map(({ name, kind }) => [name, kind]));
  const seen = new Set<string>();
  return plan.inputs.flatMap((input) => {
    const found = checkInput(input, kinds, target).map((text) => `Input "${input.name}": ${text}`);
    if (seen.has(input.name))
      found.unshift(`Two inputs are called "${input.name}". Give each a name of its own.`);
    seen.add(input.name);
    return found;
  });
}

/** Where an input comes from, in words: "b", "b, 3 rows earlier within city". */
export function describeSource(source: InputSource): string {
  const within = 'group' in source && source.group !== null ? ` within ${source.group}` : '';
  switch (source.from) {
    case 'column':
      return source.column;
    case 'lag':
      return `${source.column}, ${source.rows} ${source.rows === 1 ? 'row' : 'rows'} earlier${within}`;
    case 'rolling-mean':
      return `mean of ${source.column} over the ${source.rows} rows before${within}`;
    case 'product':
      return source.columns.join(' × ');
  }
}

/** A plan in words, one line per input: "hour: fill gaps with the median, standard scale". */
export const describePlan = (plan: RecipePlan): string[] =>
  plan.inputs.map(({ name, source, steps }) => {
    const from = source.from === 'column' && source.column === name ? '' : ` (${describeSource(source)})`;
    const done = steps.map(({ step }) => (preprocessors.has(step) ? preprocessors.get(step).label : step));
    return `${name}${from}: ${done.length > 0 ? done.join(', ') : 'as it is'}`;
  });

/** Whether a recipe is a plan that was fitted: same inputs, sources, steps and settings, in the same order. */
export const isFittedFrom = (recipe: Recipe, plan: RecipePlan): boolean =>
  JSON.stringify(essence(recipe.inputs)) === JSON.stringify(essence(plan.inputs));

/** What a plan and its recipe share, settings that were left out filled in and in order. */
const essence = (inputs: readonly PlannedInput[]) =>
  inputs.map(({ name, source, steps }) => [
    name,
    source.from,
    columnsOf(source),
    'rows' in source ? [source.rows, source.group] : null,
    steps.map(({ step, params }) => {
      const all = { ...(preprocessors.has(step) ? defaults(preprocessors.get(step).params) : {}), ...params };
      return [step, Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1))];
    }),
  ]);
