// One row, typed in: from what a person writes in the fields of a signature to a table with that one row, with what is wrong
// with a text and what is odd about a value. The cells are those that a file would give, so the answer is the same to the bit.

import { warningsOf, type WarningKind } from './input-warning.ts';
import { isoTime } from './iso-time.ts';
import type { Signature, SignatureInput } from './signature.ts';
import { isCategory, type Column, type NumberColumn, type Table } from './table.ts';

/** What stands in the fields, by the name of the input. */
export type TypedRow = ReadonlyMap<string, string>;

export interface ReadRow {
  /** One row with the inputs as columns; null while a text cannot be read. */
  readonly table: Table | null;
  /** By input, in words. */
  readonly problems: ReadonlyMap<string, string>;
  /** By input; an input with a problem has none. */
  readonly warnings: ReadonlyMap<string, WarningKind>;
}

/** Digits with a decimal point, perhaps an exponent. Thousands marks and decimal commas would have to be guessed. */
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** An empty field is a missing cell, and so is one that `typed` lacks. Around numbers and times spaces count for nothing. */
export function readRow(inputs: readonly SignatureInput[], typed: TypedRow): ReadRow {
  const problems = new Map<string, string>();
  const warnings = new Map<string, WarningKind>();
  const columns: Column[] = [];
  for (const input of inputs) {
    const read = readCell(input, typed.get(input.name) ?? '');
    if (typeof read === 'string') {
      problems.set(input.name, read);
      continue;
    }
    columns.push(read);
    const warning = warningsOf(input, read)(0);
    if (warning) warnings.set(input.name, warning);
  }
  return { table: problems.size > 0 ? null : { rows: 1, columns }, problems, warnings };
}

/** A column of one cell, or what is wrong with the text. */
function readCell({ name, kind }: SignatureInput, written: string): Column | string {
  if (kind === 'category') {
    const levels = written === '' ? [] : [written];
    return { name, kind, codes: Int32Array.of(levels.length - 1), levels };
  }
  const text = written.trim();
  const value = text === '' ? NaN : readNumber(kind, text);
  return typeof value === 'string' ? value : { name, kind, values: Float64Array.of(value) };
}

function readNumber(kind: NumberColumn['kind'], text: string): number | string {
  switch (kind) {
    case 'boolean':
      if (/^(true|yes|1)$/i.test(text)) return 1;
      return /^(false|no|0)$/i.test(text) ? 0 : 'Write true or false.';
    case 'time':
      return isoTime(text) ?? 'Write a day as 2024-05-31, or a day and a time as 2024-05-31 14:30.';
    default: {
      const value = decimal.test(text) ? Number(text) : NaN;
      if (!Number.isFinite(value)) return numberProblem(text);
      return kind === 'integer' && !Number.isInteger(value)
        ? 'This must be a whole number, such as 3.'
        : value;
    }
  }
}

function numberProblem(text: string): string {
  if (/^[+-]?\d+,\d+$/.test(text)) return `Write decimals after a point: ${text.replace(',', '.')}.`;
  return decimal.test(text)
    ? 'This number is too large to work with.'
    : 'This is no number. Write one, such as 1.5.';
}

/** A cell as `readRow` reads it back without loss (times to the millisecond); empty where it is missing. */
export function typedCell(column: Column, row: number): string {
  if (isCategory(column)) return column.levels[column.codes[row]!] ?? '';
  const value = column.values[row]!;
  if (Number.isNaN(value)) return '';
  if (column.kind === 'boolean') return value === 0 ? 'false' : 'true';
  if (column.kind !== 'time') return Object.is(value, -0) ? '-0' : String(value);
  const text = new Date(value).toISOString().replace('T', ' ').slice(0, -1);
  return text.replace(/( 00:00)?:00\.000$|\.000$/, '');
}

/** A row of a table as a person would type it. @throws RangeError when the table lacks an input. */
export function typedRow(inputs: readonly SignatureInput[], table: Table, row: number): TypedRow {
  const cells = inputs.map(({ name }): [string, string] => {
    const column = table.columns.find((candidate) => candidate.name === name);
    if (!column) throw new RangeError(`The table has no column "${name}".`);
    return [name, typedCell(column, row)];
  });
  return new Map(cells);
}

/** The example of a signature as `typedRow` would give it: its cells are texts of a table, where true is 1. */
export function exampleRow({ inputs, example }: Signature): TypedRow {
  const cells = inputs.map(({ name, kind }): [string, string] => {
    const text = Object.hasOwn(example, name) ? example[name]! : '';
    if (kind !== 'boolean' || text === '') return [name, text];
    return [name, readNumber('boolean', text) === 1 ? 'true' : 'false'];
  });
  return new Map(cells);
}
