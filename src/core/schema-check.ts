// Does a later batch fit what a version's schema allows? Names columns, rows and values; a row is counted from 1 in texts.

import { duplicateColumns } from './profiling/duplicates.ts';
import { convertColumn } from './schema-conversion.ts';
import { kindWords, type Field, type TableSchema } from './schema.ts';
import type { MisfitReason, Selection } from './selection.ts';
import { cellText, columnOf, isCategory, isMissing, type Column, type Table } from './table.ts';
import { countText } from './wording.ts';

export type ViolationReason =
  'missing-column' | 'new-column' | 'repeated-name' | 'duplicate-columns' | 'missing-cells' | MisfitReason;

export interface Violation {
  readonly column: string;
  readonly reason: ViolationReason;
  /** What is wrong, with the first rows and values. */
  readonly text: string;
  /** Cells (or columns) that it concerns. */
  readonly count: number;
  /** The first rows that it concerns, from 0. */
  readonly examples: readonly number[];
  /** All of them; null where it concerns the column as a whole. */
  readonly rows: Selection | null;
}

export interface SchemaCheck {
  readonly rows: number;
  readonly fits: boolean;
  /** Columns in the order of the schema, then those that it does not know. */
  readonly violations: readonly Violation[];
}

export interface Alignment {
  /** Columns in the order of the schema. */
  readonly table: Table;
  /** What was done, in words. */
  readonly changes: readonly string[];
  /** What stands in the way of using the table, in words; empty when it fits in names and kinds. */
  readonly unresolved: readonly string[];
}

const valuesNamed = 3;

/**
 * Everything in which a table differs from a schema. Cells that can be read as the field's kind without loss ("1" for a
 * number, 3 for a whole number) are no difference: `alignTable` brings them over. Never throws, whatever the table.
 * @param options.limit most rows in `examples`; 20 when left out.
 */
export function checkTable(
  schema: TableSchema,
  table: Table,
  options: { readonly limit?: number } = {},
): SchemaCheck {
  const limit = options.limit ?? 20;
  const columns = new Map<string, Column>();
  const violations: Violation[] = [];
  for (const column of table.columns)
    if (columns.has(column.name))
      violations.push(
        whole(
          column.name,
          'repeated-name',
          `There are several columns named "${column.name}"; the first one was checked.`,
        ),
      );
    else columns.set(column.name, column);
  for (const field of schema.fields) {
    const column = columns.get(field.name);
    if (column) violations.push(...checkColumn(field, column, limit));
    else violations.push(whole(field.name, 'missing-column', missingText(field)));
  }
  const known = new Set(schema.fields.map(({ name }) => name));
  for (const name of columns.keys())
    if (!known.has(name))
      violations.push(whole(name, 'new-column', `The column "${name}" is new: the schema does not know it.`));
  for (const { first, again } of duplicateColumns(table))
    // Of columns that the schema knows, two may be alike in a short batch by chance.
    if (first !== again && !(known.has(first) && known.has(again))) {
      const [added, old] = known.has(again) ? [first, again] : [again, first];
      violations.push(whole(added, 'duplicate-columns', `The column "${added}" repeats "${old}".`));
    }
  return { rows: table.rows, fits: violations.length === 0, violations };
}

const whole = (column: string, reason: ViolationReason, text: string): Violation => ({
  column,
  reason,
  text,
  count: 1,
  examples: [],
  rows: null,
});

const missingText = ({ name, role }: Field): string =>
  role === 'feature' || role === 'ignore'
    ? `The column "${name}" is missing.`
    : `The column "${name}" is missing, which is the ${role}.`;

/** Whether the cell of a row does not fit its field for a reason. @param column the given one, brought to the field's kind. */
function misfit(
  field: Field,
  given: Column,
  column: Column,
  reason: MisfitReason,
): ((row: number) => boolean) | null {
  if (reason === 'wrong-kind')
    return column === given ? null : (row) => isMissing(column, row) && !isMissing(given, row);
  if (reason === 'new-category') {
    if (!isCategory(column) || !field.categories) return null;
    const allowed = new Set(field.categories);
    const strange = column.levels.map((level) => !allowed.has(level));
    return (row) => strange[column.codes[row]!] === true;
  }
  if (isCategory(column) || (field.min === null && field.max === null)) return null;
  const low = field.min ?? -Infinity;
  const high = field.max ?? Infinity;
  return (row) => column.values[row]! < low || column.values[row]! > high;
}

/** Row numbers behind a violation of `checkTable`, ascending: found by the rule, as there may be as many as rows. */
export function rowsThatMisfit(table: Table, field: Field, reason: MisfitReason): Int32Array {
  const given = columnOf(table, field.name);
  const wrong = misfit(field, given, convertColumn(given, field.kind).column, reason);
  const found = new Int32Array(table.rows);
  let count = 0;
  for (let row = 0; wrong && row < table.rows; row++) if (wrong(row)) found[count++] = row;
  return found.slice(0, count);
}

interface Cells {
  readonly count: number;
  /** The first rows. */
  readonly examples: readonly number[];
  /** The first different values, each with its first row: 'row 4: "purple"'. */
  readonly values: readonly string[];
}

/** Counts them all and keeps a few. */
function cellsWhere(column: Column, wanted: (row: number) => boolean, limit: number): Cells {
  const rows = isCategory(column) ? column.codes.length : column.values.length;
  const examples: number[] = [];
  const seen = new Map<string, number>();
  let count = 0;
  for (let row = 0; row < rows; row++) {
    if (!wanted(row)) continue;
    count++;
    if (examples.length < limit) examples.push(row);
    if (seen.size === valuesNamed) continue;
    const value = spelled(column, row);
    if (!seen.has(value)) seen.set(value, row);
  }
  return { count, examples, values: [...seen].map(([value, row]) => `row ${row + 1}: ${value}`) };
}

/** The values in brackets. */
const named = ({ values, count }: Cells): string =>
  values.length ? ` (${values.join(', ')}${count > values.length ? ', …' : ''})` : '';

function checkColumn(field: Field, given: Column, limit: number): Violation[] {
  const { column } = convertColumn(given, field.kind);
  const { name } = field;
  const found: Violation[] = [];
  const report = (reason: MisfitReason, what: (count: number) => string): void => {
    const wrong = misfit(field, given, column, reason);
    const cells = wrong && cellsWhere(given, wrong, limit);
    if (!cells || cells.count === 0) return;
    const { count, examples } = cells;
    found.push({
      column: name,
      reason,
      text: `"${name}": ${cellsText(count)} ${what(count)}${named(cells)}.`,
      count,
      examples,
      rows: { by: 'misfit', field, reason },
    });
  };
  report('wrong-kind', () => `cannot be read as ${kindWords[field.kind]}`);
  const gaps = field.optional
    ? null
    : cellsWhere(given, (row) => isMissing(given, row), Math.max(limit, valuesNamed));
  if (gaps && gaps.count > 0)
    found.push({
      column: name,
      reason: 'missing-cells',
      text: `"${name}": ${cellsText(gaps.count)} missing where none may be (${rowsText(gaps)}).`,
      count: gaps.count,
      examples: gaps.examples.slice(0, limit),
      rows: { by: 'missing', column: name },
    });
  report('new-category', (count) => (count === 1 ? 'holds a new value' : 'hold new values'));
  report('out-of-range', () => `outside of ${rangeText(field, column)}`);
  return found;
}

const cellsText = (count: number): string => (count === 1 ? '1 cell' : `${countText(count)} cells`);

function rowsText({ count, examples }: Cells): string {
  const first = examples.slice(0, valuesNamed).map((row) => row + 1);
  return `row${count > 1 ? 's' : ''} ${first.join(', ')}${count > first.length ? ', …' : ''}`;
}

function spelled(column: Column, row: number): string {
  if (isCategory(column)) {
    const text = cellText(column, row);
    return `"${text.length > 60 ? `${text.slice(0, 59)}…` : text}"`;
  }
  return numberText(column.values[row]!, column.kind === 'time');
}

/** A time that no calendar can name is written as its number. */
const numberText = (value: number, isTime: boolean): string =>
  isTime && Math.abs(value) <= 8.64e15
    ? new Date(value).toISOString().slice(0, 16).replace('T', ' ')
    : String(value);

function rangeText({ min, max }: Field, column: Column): string {
  const isTime = column.kind === 'time';
  if (min === null) return `what is allowed, at most ${numberText(max ?? Infinity, isTime)}`;
  if (max === null) return `what is allowed, at least ${numberText(min, isTime)}`;
  return `what is allowed, ${numberText(min, isTime)} to ${numberText(max, isTime)}`;
}

/**
 * A batch brought to a schema's order of columns and kinds, where this loses nothing. Columns that the schema does not know are
 * left out; one that is missing is added empty if its cells may be missing. What cannot be done stays as it is and is named in `unresolved`: a
 * table with such an entry must not be used as it stands.
 */
export function alignTable(schema: TableSchema, table: Table): Alignment {
  const changes: string[] = [];
  const unresolved: string[] = [];
  const columns: Column[] = [];
  for (const field of schema.fields) {
    const given = table.columns.find(({ name }) => name === field.name);
    if (!given) {
      const text = missingText(field);
      if (field.optional) changes.push(`${text} Its cells count as missing.`);
      else unresolved.push(text);
      columns.push(emptyColumn(field, table.rows));
      continue;
    }
    const { column } = convertColumn(given, field.kind);
    const wrong = misfit(field, given, column, 'wrong-kind');
    const failed = wrong && cellsWhere(given, wrong, 0);
    if (failed && failed.count > 0)
      unresolved.push(
        `"${field.name}": ${cellsText(failed.count)} cannot be read as ${kindWords[field.kind]}${named(failed)}.`,
      );
    else if (column !== given)
      changes.push(`"${field.name}" was ${given.kind} and is now read as ${kindWords[field.kind]}.`);
    columns.push(failed && failed.count > 0 ? given : column);
  }
  const known = new Set(schema.fields.map(({ name }) => name));
  for (const { name } of table.columns)
    if (!known.has(name)) changes.push(`The column "${name}" was left out: the schema does not know it.`);
  return { table: { rows: table.rows, columns }, changes, unresolved };
}

function emptyColumn(field: Field, rows: number): Column {
  const { column } = convertColumn(
    { name: field.name, kind: 'number', values: new Float64Array(rows).fill(NaN) },
    field.kind,
  );
  return column;
}
