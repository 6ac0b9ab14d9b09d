// The inputs of a plan as rows of the page, and what a person should think about before using them.

import type { Task } from '../../../core/define.ts';
import { modelKinds } from '../../../core/models/index.ts';
import type { Profile } from '../../../core/profile.ts';
import { preprocessors } from '../../../core/preprocessing/index.ts';
import { columnsOf } from '../../../core/recipe-plan.ts';
import type { PlannedInput, RecipePlan } from '../../../core/recipe-plan.ts';
import { describeSource } from '../../../core/recipe-check.ts';
import type { TableSchema } from '../../../core/schema.ts';
import { namesWith } from '../../../core/schema.ts';
import { fittingModels } from '../../../core/setup-choices.ts';
import type { SplitSpec } from '../../../core/split.ts';
import type { Before } from '../../../data/protocol.ts';
import type { ColumnKind } from '../../../core/table.ts';
import { kindWords, prepareText } from '../../text/data-prepare.ts';
import { kindOfSource, type KnownColumn } from './plan-edits.ts';

/** One row of the page: an input, or all pixels of a picture that are prepared in the same way. */
export interface InputItem {
  /** Its own name, or a text that no input can have. */
  readonly key: string;
  readonly title: string;
  readonly about: string;
  /** The one that stands for all. */
  readonly input: PlannedInput;
  /** Place in the plan; −1 for many. */
  readonly at: number;
  readonly names: ReadonlySet<string>;
}

export function inputItems(
  plan: RecipePlan,
  schema: TableSchema | null,
  columns: readonly KnownColumn[],
): InputItem[] {
  const pixels = new Set(schema?.fields.filter(({ kind }) => kind === 'image').map(({ name }) => name));
  const isPixel = ({ source }: PlannedInput) => source.from === 'column' && pixels.has(source.column);
  const first = plan.inputs.find(isPixel);
  const alike = first ? JSON.stringify(first.steps) : '';
  const group = plan.inputs.filter((input) => isPixel(input) && JSON.stringify(input.steps) === alike);
  // In the middle of the picture, where there mostly is something.
  const middle = group[Math.floor(group.length / 2) + Math.floor((schema?.image?.width ?? 0) / 2)];
  const grouped = new Set(group.length > 1 ? group : []);
  const items: InputItem[] = [];
  if (grouped.size > 0)
    items.push({
      key: '\u0000pixels',
      title: prepareText.pixels(group.length),
      about: prepareText.pixelsKind,
      input: middle ?? group[0]!,
      at: -1,
      names: new Set(group.map(({ name }) => name)),
    });
  for (const [at, input] of plan.inputs.entries()) {
    if (grouped.has(input)) continue;
    const kind = kindOfSource(input.source, columns);
    const source = describeSource(input.source);
    const about = [source === input.name ? null : source, kind && kindWords[kind]].filter(
      (text) => text !== null,
    );
    const names = new Set([input.name]);
    items.push({ key: input.name, title: input.name, about: about.join(' · '), input, at, names });
  }
  return items;
}

/** Steps of two names are two; an id that is not known is shown as it is. */
export const stepLabel = (step: string): string =>
  preprocessors.has(step) ? preprocessors.get(step).label : step;

export interface Circumstances {
  readonly profile: Profile | null;
  readonly schema: TableSchema | null;
  readonly trainingRows: number;
  readonly split: SplitSpec | null;
}

/** Fewer rows than this per level, and the mean answer of a level is chance. */
const fewRows = 20;
const manyLevels = 40;

/** What is risky about an input, in words. */
export function warningsOf(
  { source, steps }: PlannedInput,
  { profile, schema, trainingRows, split }: Circumstances,
): string[] {
  const words = prepareText.warnings;
  const found: string[] = [];
  const columns = columnsOf(source);
  const [column = ''] = columns;
  const levels = profile?.columns.find(({ name }) => name === column)?.distinct ?? 0;
  const field = schema?.fields.find(({ name }) => name === column);
  for (const suspect of profile?.leaks ?? [])
    // Columns that give it away together are each a part of it.
    if (suspect.columns.some((name) => columns.includes(name))) found.push(words.leak(suspect.text));
  if (field?.kind === 'identifier') found.push(words.identifier);
  const has = (step: string) => steps.some((planned) => planned.step === step);
  if (has('target-encode') && levels * fewRows > trainingRows)
    found.push(words.fewRowsPerLevel(levels, trainingRows));
  if (has('one-hot') && levels > manyLevels) found.push(words.manyColumns(levels));
  if (has('ordinal') && field && !['integer', 'number'].includes(field.kind) && levels > 2)
    found.push(words.order);
  const power = steps.findIndex(({ step }) => step === 'polynomial');
  const isScaled = steps
    .slice(0, Math.max(0, power))
    .some(({ step }) => preprocessors.has(step) && preprocessors.get(step).group === 'scale');
  if (power >= 0 && !isScaled) found.push(words.order2);
  if (source.from === 'lag' || source.from === 'rolling-mean') {
    const hasTime =
      schema === null ||
      namesWith(schema, 'time').length > 0 ||
      schema.fields.some(({ kind }) => kind === 'time');
    if (!hasTime) found.push(words.noTime);
    if (split && split.method !== 'time') found.push(words.mixedSplit);
  }
  return found;
}

/** Why a kind of model can't take such inputs, in words; null when it can. Convolutions want one whole picture. */
export function modelProblemOf(
  kind: string,
  task: Task,
  recipe: RecipePlan,
  schema: TableSchema,
): string | null {
  if (!modelKinds.has(kind) || !modelKinds.get(kind).images) return null;
  const fits = fittingModels({ task, recipe }, schema).some(({ id }) => id === kind);
  return fits ? null : prepareText.wrongModel(modelKinds.get(kind).label);
}

/** A preview cuts a range into so many bars of equal width, each named by where it begins. */
const rangeBars = 16;

/** A moment is rounded before it comes here, so more than its month would be made up. */
const endText = (value: number, kind: ColumnKind) =>
  kind === 'time' && Math.abs(value) < 8e15
    ? new Date(value).toISOString().slice(0, 7)
    : String(Number(value.toPrecision(3)));

/** Where the bars begin and how wide they are; null where they are no stretches of a range. */
function rangeOf(bars: readonly Before[], kind: ColumnKind): { first: number; width: number } | null {
  const [first, last] = [Number(bars[0]?.label), Number(bars.at(-1)?.label)];
  if (kind === 'category' || bars.length !== rangeBars || !(last > first)) return null;
  return { first, width: (last - first) / (rangeBars - 1) };
}

/** The same bars named by both ends, where they are stretches of a range. */
export function namedBars(bars: readonly Before[], kind: ColumnKind): Before[] {
  const range = rangeOf(bars, kind);
  if (!range) return [...bars];
  const end = (i: number) => endText(range.first + i * range.width, kind);
  return bars.map(({ count }, i) => ({ label: prepareText.range(end(i), end(i + 1)), count }));
}

/** The ends of the axis below the bars. */
export function barEnds(bars: readonly Before[], kind: ColumnKind): string[] {
  const range = rangeOf(bars, kind);
  if (range) return [endText(range.first, kind), endText(range.first + bars.length * range.width, kind)];
  return bars.length > 1 ? [bars[0]!.label, bars.at(-1)!.label] : bars.map(({ label }) => label);
}
