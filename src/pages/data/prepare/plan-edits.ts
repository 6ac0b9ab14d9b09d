// Changes of a plan, each a new plan; and what can be said of an input before it is fitted.

import type { Preprocessor } from '../../../core/define.ts';
import { preprocessors } from '../../../core/preprocessing/index.ts';
import { checkPlan } from '../../../core/recipe-check.ts';
import { fitSteps } from '../../../core/recipe.ts';
import { columnsOf, usualSteps } from '../../../core/recipe-plan.ts';
import type { InputSource, PlannedInput, PlannedStep, RecipePlan } from '../../../core/recipe-plan.ts';
import type { Column, ColumnKind, Table } from '../../../core/table.ts';

/** Name and kind of a column; enough to check a plan, whatever its rows are. */
export interface KnownColumn {
  readonly name: string;
  readonly kind: ColumnKind;
}

/** Such a column without cells. */
const cellless = ({ name, kind }: KnownColumn): Column =>
  kind === 'category'
    ? { name, kind, codes: new Int32Array(0), levels: [] }
    : { name, kind, values: new Float64Array(0) };

export function kindOfSource(source: InputSource, columns: readonly KnownColumn[]): ColumnKind | null {
  if (source.from === 'rolling-mean' || source.from === 'product') return 'number';
  return columns.find(({ name }) => name === source.column)?.kind ?? null;
}

/** A table that inputs must work on, by the name that a person knows it by. */
export interface KnownTable {
  readonly name: string;
  readonly columns: readonly KnownColumn[];
}
type Check = (input: PlannedInput) => readonly string[];

/**
 * Finds what is wrong with an input, in words: it must work on each of the tables. Answers are kept, so that a change of one
 * input among hundreds asks for one only.
 */
export function inputChecker(tables: readonly KnownTable[], target: string): Check {
  const known = new WeakMap<PlannedInput, readonly string[]>();
  const byName = tables.map(({ name, columns }) => ({
    name,
    columns: new Map(columns.map((column) => [column.name, cellless(column)])),
  }));
  return (input) => {
    const before = known.get(input);
    if (before) return before;
    const found = new Map<string, string[]>();
    for (const { name, columns } of byName) {
      const read = columnsOf(input.source).flatMap((column) => columns.get(column) ?? []);
      const table: Table = { rows: 0, columns: read };
      for (const text of checkPlan({ v: 1, inputs: [input] }, table, target)) {
        const prefix = `Input "${input.name}": `;
        const words = text.startsWith(prefix) ? text.slice(prefix.length) : text;
        found.set(words, [...(found.get(words) ?? []), name]);
      }
    }
    const problems = [...found].map(([words, where]) =>
      where.length === byName.length ? words : `${where.join(', ')}: ${words}`,
    );
    known.set(input, problems);
    return problems;
  };
}

/** The same checker for as long as the tables and the target are the same, with all that it knows already. */
export function lastingChecker(): typeof inputChecker {
  let last: { tables: readonly KnownTable[]; target: string; check: Check } | null = null;
  return (tables, target) => {
    const isSame =
      last?.target === target &&
      last.tables.length === tables.length &&
      last.tables.every(({ name, columns }, i) => name === tables[i]?.name && columns === tables[i].columns);
    if (!last || !isSame) last = { tables, target, check: inputChecker(tables, target) };
    return last.check;
  };
}

/** The name, or the name with the first number that nobody has. */
export function freeName(plan: RecipePlan, wanted: string): string {
  const taken = new Set(plan.inputs.map(({ name }) => name));
  let name = wanted;
  for (let n = 2; taken.has(name); n++) name = `${wanted} (${n})`;
  return name;
}

export const withInput = (plan: RecipePlan, input: PlannedInput): RecipePlan => ({
  ...plan,
  inputs: [...plan.inputs, { ...input, name: freeName(plan, input.name) }],
});

/** Every input for which `of` gives another one is replaced; one for which it gives null is left out. */
export const withInputs = (
  plan: RecipePlan,
  of: (input: PlannedInput) => PlannedInput | null,
): RecipePlan => ({ ...plan, inputs: plan.inputs.map(of).filter((input) => input !== null) });

/** The input moved by so many places. */
export function movedInput(plan: RecipePlan, at: number, by: number): RecipePlan {
  return { ...plan, inputs: moved(plan.inputs, at, by) };
}

export function moved<T>(list: readonly T[], at: number, by: number): T[] {
  const to = Math.min(list.length - 1, Math.max(0, at + by));
  const rest = list.filter((_, i) => i !== at);
  rest.splice(to, 0, ...list.slice(at, at + 1));
  return rest;
}

/** Four cells of a kind, to try steps on. */
function sampleOf(kind: ColumnKind): Column {
  if (kind === 'category')
    return { name: 'sample', kind, codes: Int32Array.of(0, 1, 0, 1), levels: ['one word', 'two words'] };
  const unit = kind === 'time' ? 86_400_000 : 1;
  const values = kind === 'boolean' ? [0, 1, 0, 1] : [unit, 5 * unit, 2 * unit, 4 * unit];
  return { name: 'sample', kind, values: Float64Array.from(values) };
}

const fewAnswers = { truth: Float64Array.of(0, 1, 0, 1), task: 'binary', classes: 2, seed: 0 } as const;

/** What comes out of steps that begin with a column of a kind; null where one of them is not for what it gets. */
function kindsAfter(kind: ColumnKind, steps: readonly PlannedStep[]): ColumnKind[] | null {
  try {
    const input = { name: 'sample', source: { from: 'column', column: 'sample' }, steps } as const;
    return fitSteps(input, sampleOf(kind), fewAnswers).columns.map((column) => column.kind);
  } catch {
    return null;
  }
}

const groupOf = ({ step }: PlannedStep) => (preprocessors.has(step) ? preprocessors.get(step).group : null);

/** Where a step goes in a chain: gaps and encodings as early as they work, shapes before scales, the others last. Null: nowhere. */
export function placeFor(kind: ColumnKind, steps: readonly PlannedStep[], step: string): number | null {
  const { group } = preprocessors.get(step);
  const places = Array.from({ length: steps.length + 1 }, (_, at) => at).filter(
    (at) => kindsAfter(kind, steps.toSpliced(at, 0, { step, params: {} })) !== null,
  );
  if (group === 'shape') {
    const scale = steps.findIndex((other) => groupOf(other) === 'scale');
    if (scale >= 0 && places.includes(scale)) return scale;
  }
  return (group === 'scale' || group === 'shape' ? places.at(-1) : places[0]) ?? null;
}

export const withStep = (input: PlannedInput, step: string, at: number): PlannedInput => ({
  ...input,
  steps: input.steps.toSpliced(at, 0, { step, params: {} }),
});

/** Steps that have a place in the chain. */
export const stepsThatFit = (kind: ColumnKind, steps: readonly PlannedStep[]): Preprocessor[] =>
  preprocessors.all.filter(({ id }) => placeFor(kind, steps, id) !== null);

/** What such a chain mostly lacks: something that fills gaps, makes numbers of words or times, brings to one scale. */
export function suggestedSteps(kind: ColumnKind, steps: readonly PlannedStep[]): Preprocessor[] {
  const has = new Set(steps.map(groupOf));
  const after = kindsAfter(kind, steps) ?? [];
  const isNumeric = after.every((each) => each !== 'category' && each !== 'time');
  const wanted: string[] = [];
  if (kind === 'time' && !has.has('time')) wanted.push('date-parts', 'cyclic');
  if (kind === 'category' && !isNumeric) wanted.push('one-hot', 'target-encode', 'frequency-encode');
  if (!has.has('gaps')) wanted.push(kind === 'category' ? 'impute-most-frequent' : 'impute-median');
  if (isNumeric && !has.has('scale') && !steps.some(({ step }) => step === 'one-hot'))
    wanted.push('standard-scale');
  return wanted
    .filter((id) => preprocessors.has(id) && placeFor(kind, steps, id) !== null)
    .map((id) => preprocessors.get(id));
}

type Bulk = 'scale' | 'gaps' | 'encode';

const bulkKinds: Record<Bulk, readonly ColumnKind[]> = {
  scale: ['number', 'integer'],
  gaps: ['number', 'integer', 'boolean'],
  encode: ['category'],
};

export const bulkSteps = (group: Bulk): Preprocessor[] =>
  preprocessors.all.filter(
    (step) => step.group === group && bulkKinds[group].every((kind) => step.kinds.includes(kind)),
  );

/**
 * Every input of numbers (scale, gaps) or categories (encode) gets the step in place of those of the same group; one that it
 * has no place in stays as it is. Null takes them away.
 */
export function inBulk(
  plan: RecipePlan,
  group: Bulk,
  step: string | null,
  columns: readonly KnownColumn[],
): RecipePlan {
  return withInputs(plan, (input) => {
    const kind = kindOfSource(input.source, columns);
    if (kind === null || !bulkKinds[group].includes(kind)) return input;
    const first = input.steps.findIndex((other) => groupOf(other) === group);
    const rest = input.steps.filter((other) => groupOf(other) !== group);
    if (step === null) return { ...input, steps: rest };
    const stays = first >= 0 && kindsAfter(kind, rest.toSpliced(first, 0, { step, params: {} })) !== null;
    const at = stays ? first : placeFor(kind, rest, step);
    return at === null ? input : withStep({ ...input, steps: rest }, step, at);
  });
}

/** Steps of an input as nobody would have chosen them. */
export const usualFor = (input: PlannedInput, columns: readonly KnownColumn[]): PlannedInput => {
  const kind = kindOfSource(input.source, columns);
  return kind === null ? input : { ...input, steps: usualSteps(kind) };
};

/** Columns that no input reads. */
export function unusedColumns(
  plan: RecipePlan,
  columns: readonly KnownColumn[],
  target: string,
): KnownColumn[] {
  const read = new Set(plan.inputs.flatMap(({ source }) => columnsOf(source)));
  return columns.filter(({ name }) => name !== target && !read.has(name));
}

export const isSamePlan = (a: RecipePlan, b: RecipePlan): boolean =>
  a === b || JSON.stringify(a.inputs) === JSON.stringify(b.inputs);
