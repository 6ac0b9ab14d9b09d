// A first guess of what a table's columns mean. A person may change all of it (`withField`).

import type { Dataset } from './define.ts';
import { AppError } from './errors.ts';
import { convertColumn } from './schema-conversion.ts';
import {
  columnKindOf,
  fieldOf,
  type Field,
  type FieldKind,
  type FieldRole,
  type ImageShape,
  type TableSchema,
} from './schema.ts';
import { cellText, columnOf, isCategory, isMissing, type Column, type Table } from './table.ts';

/** A category with more values than this takes any later value too. */
const mostAllowedLevels = 200;
/** A last column of words with more values than this is hardly the answer. */
const mostClasses = 50;

/** Names of answers, the likeliest first; compared without case and punctuation. */
const targetNames = [
  'target',
  'label',
  'class',
  'y',
  'outcome',
  'diagnosis',
  'response',
  'result',
  'species',
  'survived',
  'churn',
];
const timeNames = ['time', 'date', 'datetime', 'timestamp'];
/** "weight" alone mostly is that of a body or a car. */
const weightNames = ['sampleweight', 'sampleweights', 'caseweight', 'instanceweight', 'rowweight'];

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Kinds of a table's columns as they are held, where nobody guessed or said more. */
export const kindsOf = (table: Table): FieldKind[] => table.columns.map(({ kind }) => kind);

/**
 * - Ranges are those that were seen, not widened: a later batch that goes beyond them is named and may be let through. Times
 *   and pixels have none that was guessed: the next batch is always later, and pixels go from 0 to the brightest.
 * - Categories are the values that were seen, sorted by code unit; any for more than 200 of them, or when on average a value came up less
 *   than twice.
 * - Cells may be missing if some are.
 * - Roles: one time column (the only one, or the one named time, date or timestamp); sample weights by name (non-negative numbers);
 *   the target by name, else the last column of numbers, flags, or few words; identifiers, texts and columns with fewer than two values are ignored; all else
 *   are features. A group is never guessed.
 * @param kinds of each column; must be held as the column is (`columnKindOf`).
 * @throws RangeError when kinds do not fit the columns.
 */
export function inferSchema(
  table: Table,
  kinds: readonly FieldKind[],
  image: ImageShape | null,
): TableSchema {
  if (kinds.length !== table.columns.length)
    throw new RangeError(`There are ${kinds.length} kinds for ${table.columns.length} columns.`);
  const fields = table.columns.map((column, i) => observed(column, kinds[i]!, image));
  const roles = rolesOf(table, fields);
  return { v: 1, fields: fields.map((field, i) => ({ ...field, role: roles[i]! })), image };
}

/** The schema of a set of the catalogue: roles as its card says, everything else as seen. @throws RangeError when the card names no such column. */
export function schemaFromCard(dataset: Dataset, table: Table): TableSchema {
  const image = dataset.image ?? null;
  const cards = new Map(dataset.columns.map((card) => [card.name, card]));
  const fields = table.columns.map((column) => {
    const card = cards.get(column.name);
    if (!card) throw new RangeError(`The card of ${dataset.id} has no column "${column.name}".`);
    const pixel = image !== null && card.role === 'feature';
    return { ...observed(column, pixel ? 'image' : column.kind, image), role: card.role };
  });
  return { v: 1, fields, image };
}

/** Whether a column is held as a field of this kind is; whole numbers are numbers too. */
const holds = (column: Column, kind: FieldKind): boolean => {
  const wanted = columnKindOf(kind);
  return column.kind === wanted || (column.kind === 'integer' && wanted === 'number');
};

/** A field as its cells show it; a feature as yet. @throws RangeError when the kind is not held like the column. */
function observed(column: Column, kind: FieldKind, image: ImageShape | null): Field {
  if (!holds(column, kind))
    throw new RangeError(`"${column.name}" is held as ${column.kind}, so it cannot be ${kind}.`);
  const bounded = kind === 'number' || kind === 'integer';
  const { min, max } =
    kind === 'image' ? { min: 0, max: image?.brightest ?? null } : bounded ? rangeOf(column) : unbounded;
  return {
    name: column.name,
    kind,
    role: 'feature',
    optional: hasGaps(column),
    min,
    max,
    categories: kind === 'category' ? allowedLevels(column) : null,
  };
}

const unbounded = { min: null, max: null };

function rangeOf(column: Column): { min: number | null; max: number | null } {
  if (isCategory(column)) return unbounded;
  let [min, max] = [Infinity, -Infinity];
  for (const value of column.values) {
    // Infinite values are no range; they are reported by the profile.
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min <= max ? { min, max } : unbounded;
}

function hasGaps(column: Column): boolean {
  const rows = isCategory(column) ? column.codes.length : column.values.length;
  for (let row = 0; row < rows; row++) if (isMissing(column, row)) return true;
  return false;
}

function presentLevels(column: Column): Set<string> {
  if (!isCategory(column)) return new Set();
  const seen = new Uint8Array(column.levels.length);
  for (const code of column.codes) if (code >= 0) seen[code] = 1;
  return new Set(column.levels.filter((_, code) => seen[code]));
}

function allowedLevels(column: Column): string[] | null {
  if (!isCategory(column)) return null;
  const present = presentLevels(column);
  const known = column.codes.filter((code) => code >= 0).length;
  const open = present.size === 0 || present.size > mostAllowedLevels || 2 * present.size > known;
  return open ? null : [...present].sort();
}

function rolesOf(table: Table, fields: readonly Field[]): FieldRole[] {
  const varies = table.columns.map(hasTwoValues);
  const roles = fields.map((field, i): FieldRole =>
    field.kind !== 'image' && (field.kind === 'identifier' || field.kind === 'text' || !varies[i])
      ? 'ignore'
      : 'feature',
  );
  const give = (at: number, role: FieldRole): void => {
    if (at >= 0) roles[at] = role;
  };
  give(timeAmong(fields), 'time');
  give(
    fields.findIndex(
      ({ name, kind, min }) =>
        weightNames.includes(plain(name)) &&
        (kind === 'number' || kind === 'integer') &&
        min !== null &&
        min >= 0,
    ),
    'weight',
  );
  const may = fields.map(({ kind }, i) => roles[i] === 'feature' && kind !== 'time' && kind !== 'image');
  const named = targetNames
    .map((name) => fields.findIndex((field, i) => may[i] && plain(field.name) === name))
    .find((at) => at >= 0);
  const last = fields.findLastIndex(
    ({ kind }, i) => may[i] && (kind !== 'category' || presentLevels(table.columns[i]!).size <= mostClasses),
  );
  give(named ?? last, 'target');
  return roles;
}

function timeAmong(fields: readonly Field[]): number {
  const times = fields.flatMap(({ kind }, i) => (kind === 'time' ? [i] : []));
  if (times.length === 1) return times[0]!;
  return times.find((at) => timeNames.includes(plain(fields[at]!.name))) ?? -1;
}

function hasTwoValues(column: Column): boolean {
  if (isCategory(column)) return presentLevels(column).size > 1;
  let seen = NaN;
  for (const value of column.values) {
    if (Number.isNaN(value)) continue;
    if (Number.isNaN(seen)) seen = value;
    else if (value !== seen) return true;
  }
  return false;
}

/** Roles that one field at a time can have. */
const singleRoles: readonly FieldRole[] = ['target', 'time', 'weight'];

/**
 * The schema with one field changed. There is one target, one time and one weight: whichever field had the role before is ignored from
 * then on, as a former target among the features would give the new one away.
 * @param table of the schema: needed to change to a kind that is held in another way; ranges and categories are then seen anew.
 * @throws AppError 'bad-input' in words when the change contradicts itself or the cells; RangeError for an unknown name.
 */
export function withField(
  schema: TableSchema,
  name: string,
  change: Partial<Field>,
  table: Table | null = null,
): TableSchema {
  const before = fieldOf(schema, name);
  const kind = change.kind ?? before.kind;
  const seen = kind === before.kind ? before : ofKind(before, kind, table, schema.image);
  const field: Field = { ...seen, ...change, name };
  const problem =
    change.name !== undefined && change.name !== name
      ? 'To rename a column, edit the data: that makes a new version.'
      : problemWith(field);
  if (problem) throw new AppError('bad-input', `${problem} Nothing was changed.`);
  const fields = schema.fields.map((other): Field => {
    if (other.name === name) return field;
    const gives = other.role === field.role && field.role !== before.role && singleRoles.includes(field.role);
    return gives ? { ...other, role: 'ignore' } : other;
  });
  return { ...schema, fields };
}

function ofKind(before: Field, kind: FieldKind, table: Table | null, image: ImageShape | null): Field {
  if (table === null && columnKindOf(kind) === columnKindOf(before.kind))
    return { ...before, kind, categories: null };
  if (table === null)
    throw new AppError(
      'bad-input',
      `To take "${before.name}" for ${kind}, its cells must be read in another way. Nothing was changed. Read the file again with this kind chosen.`,
    );
  const { column, failed } = convertColumn(columnOf(table, before.name), kind);
  if (failed.length)
    throw new AppError(
      'bad-input',
      `"${before.name}" cannot be ${kind}: row ${failed[0]! + 1} holds "${cellText(columnOf(table, before.name), failed[0]!).slice(0, 80)}"` +
        `${failed.length > 1 ? `, and ${failed.length - 1} more rows do not fit` : ''}. Nothing was changed. Correct these cells first, or keep the kind.`,
    );
  return { ...observed(column, kind, image), role: before.role };
}

/** What contradicts itself in a field, in words; null when nothing does. */
function problemWith({ name, kind, role, min, max, categories }: Field): string | null {
  const numeric = kind === 'number' || kind === 'integer';
  if (role === 'target' && ['time', 'text', 'identifier', 'image'].includes(kind))
    return `"${name}" is ${kind}, so it cannot be what a model predicts.`;
  if (role === 'time' && kind !== 'time' && !numeric) return `"${name}" is ${kind} and says no time.`;
  if (role === 'weight' && (!numeric || (min !== null && min < 0)))
    return `Weights are numbers of 0 and more; "${name}" holds others.`;
  if ((min !== null || max !== null) && !numeric && kind !== 'time' && kind !== 'image')
    return `"${name}" is ${kind} and has no range.`;
  if ((min !== null && !Number.isFinite(min)) || (max !== null && !Number.isFinite(max)))
    return `The range of "${name}" must begin and end with a number, or be left open.`;
  if (min !== null && max !== null && min > max) return `The range of "${name}" ends before it begins.`;
  if (categories && kind !== 'category') return `"${name}" is ${kind} and has no list of values.`;
  if (categories && new Set(categories).size < Math.max(1, categories.length))
    return `The values of "${name}" must be at least one, each named once.`;
  return null;
}
