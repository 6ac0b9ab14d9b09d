// Does a later batch fit what a version's schema allows? Names columns, rows and values; a row is counted from 1 in texts.

import { duplicateColumns } from './profiling/duplicates.ts';
import { convertColumn } from './schema-conversion.ts';
import type { Field, TableSchema } from './schema.ts';
import type { Selection } from './selection.ts';
import { cellText, isCategory, isMissing, type Column, type Table } from './table.ts';
import { countText } from './wording.ts';

export type ViolationReason =
  | 'missing-column'
  | 'new-column'
  | 'repeated-name'
  | 'duplicate-columns'
  | 'wrong-kind'
  | 'missing-cells'
  | 'out-of-range'
  | 'new-category';

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

function checkColumn(field: Field, given: Column, limit: number): Violation[] {
  const { column, failed } = convertColumn(given, field.kind);
  const found: Violation[] = [];
  const { name } = field;
  const report = (reason: ViolationReason, rows: readonly number[], all: Selection, what: string): void => {
    if (rows.length === 0) return;
    const values = firstValues(given, rows);
    const more = rows.length > values.length ? ', …' : '';
    found.push({
      column: name,
      reason,
      text: `"${name}": ${cellsText(rows.length)} ${what}${values.length ? ` (${values.join(', ')}${more})` : ''}.`,
      count: rows.length,
      examples: rows.slice(0, limit),
      rows: all,
    });
  };
  report('wrong-kind', failed, { by: 'rows', rows: failed }, `cannot be read as ${field.kind}`);
  if (!field.optional) {
    const gaps = rowsWhere(given, (row) => isMissing(given, row));
    if (gaps.length)
      found.push({
        column: name,
        reason: 'missing-cells',
        text: `"${name}": ${cellsText(gaps.length)} missing where none may be (${rowsText(gaps)}).`,
        count: gaps.length,
        examples: gaps.slice(0, limit),
        rows: { by: 'missing', column: name },
      });
  }
  if (isCategory(column)) {
    if (!field.categories) return found;
    const allowed = new Set(field.categories);
    const strange = column.levels.map((level) => !allowed.has(level));
    const rows = rowsWhere(column, (row) => strange[column.codes[row]!] === true);
    const all: Selection =
      column === given ? { by: 'other-levels', column: name, than: field.categories } : { by: 'rows', rows };
    report('new-category', rows, all, rows.length === 1 ? 'holds a new value' : 'hold new values');
    return found;
  }
  const low = field.min ?? -Infinity;
  const high = field.max ?? Infinity;
  const rows = rowsWhere(column, (row) => column.values[row]! < low || column.values[row]! > high);
  const all: Selection = isCategory(given)
    ? { by: 'rows', rows }
    : { by: 'outside', column: name, low, high };
  report('out-of-range', rows, all, `outside of ${rangeText(field, column)}`);
  return found;
}

const cellsText = (count: number): string => (count === 1 ? '1 cell' : `${countText(count)} cells`);

function rowsWhere(column: Column, wanted: (row: number) => boolean): number[] {
  const rows = isCategory(column) ? column.codes.length : column.values.length;
  const found: number[] = [];
  for (let row = 0; row < rows; row++) if (wanted(row)) found.push(row);
  return found;
}

function rowsText(rows: readonly number[]): string {
  const first = rows.slice(0, valuesNamed).map((row) => row + 1);
  return `row${rows.length > 1 ? 's' : ''} ${first.join(', ')}${rows.length > first.length ? ', …' : ''}`;
}

/** Different values with the first row of each: 'row 4: "purple"'. */
function firstValues(column: Column, rows: readonly number[]): string[] {
  const seen = new Map<string, number>();
  for (const row of rows) {
    const value = spelled(column, row);
    if (!seen.has(value)) seen.set(value, row);
    if (seen.size === valuesNamed) break;
  }
  return [...seen].map(([value, row]) => `row ${row + 1}: ${value}`);
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
    const { column, failed } = convertColumn(given, field.kind);
    const values = firstValues(given, failed);
    if (failed.length)
      unresolved.push(
        `"${field.name}": ${cellsText(failed.length)} cannot be read as ${field.kind} (${values.join(', ')}${failed.length > values.length ? ', …' : ''}).`,
      );
    else if (column !== given)
      changes.push(`"${field.name}" was ${given.kind} and is now read as ${field.kind}.`);
    columns.push(failed.length ? given : column);
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
