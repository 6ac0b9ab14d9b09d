// A table as a CSV file (RFC 4180) that reads back as exactly the same table: names, kinds, and every cell.
//
// How: rows end with CRLF; a text is put into quotes where the format demands it (delimiter, quote, line end, a space at
// either end) and where it would be read as something else without them (a missing cell, a number, a date, yes or no, two cells).
// The reader takes quotes that are there for no other reason as the sign of a text. Nothing else is in quotes. A missing
// cell is empty, and an empty text is "". Numbers are written with as many digits as name them and no other (ECMAScript
// Number::toString); columns of numbers that happen to be whole get a decimal mark, whole numbers of 16 digits and more an
// exponent. A whole-number column that would be taken for row names begins with "+".
//
// Not the same when read back: infinite numbers (missing), parts of the last millisecond before 1970 (rounded), tables without rows (refused), empty or repeated names
// (renamed), and what `forSpreadsheets` changes.

import { AppError } from '../core/errors.ts';
import { isCategory, isMissing, type Column, type Table } from '../core/table.ts';
import { emptyColumnSpellings, looksLikeIds } from './reading/column-rules.ts';
import { readsAsOther } from './reading/spellings.ts';

export interface CsvOptions {
  /** One character; "," unless given. */
  readonly delimiter?: string;
  /** Decimal mark; "." unless given. Must differ from the delimiter. */
  readonly decimal?: '.' | ',';
  /** Neutralises texts that a spreadsheet would take for formulas, by an apostrophe before them. Numbers stay. */
  readonly forSpreadsheets: boolean;
}

const piece = 64 * 1024;
const lineEnd = '\r\n';
/** Texts that a spreadsheet program runs as a formula (OWASP, "CSV injection"). */
const formula = /^[=+\-@\t\r]/;

/**
 * @returns pieces of the file's text, to be joined without anything between; made while they are asked for.
 * @throws AppError 'bad-input' before the first piece for options or tables that no CSV file can hold.
 */
export function writeCsv(table: Table, options: CsvOptions): Iterable<string> {
  const delimiter = options.delimiter ?? ',';
  const decimal = options.decimal ?? '.';
  if (delimiter.length !== 1 || /["\r\n +\-\dA-Za-z]/.test(delimiter))
    throw cannot('cells can be parted by one sign only, no letter, digit or quote');
  if (delimiter === decimal) throw cannot('delimiter and decimal mark must differ');
  if (table.columns.length === 0) throw cannot('the table has no columns');
  return pieces(table, delimiter, decimal, options.forSpreadsheets);
}

function* pieces(
  table: Table,
  delimiter: string,
  decimal: '.' | ',',
  forSpreadsheets: boolean,
): Generator<string, void> {
  const single = table.columns.length === 1;
  const quoted = quoting(delimiter);
  const safe = (text: string): string => (forSpreadsheets && formula.test(text) ? `'${text}` : text);
  const names = table.columns.map(({ name }) => quoted(safe(name)));
  let text = names.join(delimiter) + lineEnd;
  const cells = table.columns.map((column) =>
    cellWriter(column, decimal, single, (each) => quoted(safe(each))),
  );
  for (let row = 0; row < table.rows; row++) {
    for (let i = 0; i < cells.length; i++) text += (i === 0 ? '' : delimiter) + cells[i]!(row);
    text += lineEnd;
    if (text.length >= piece) {
      yield text;
      text = '';
    }
  }
  if (text !== '') yield text;
}

/** Texts in quotes where they must be. */
function quoting(delimiter: string): (text: string) => string {
  return (text) =>
    /["\r\n]|^ | $/.test(text) || text.includes(delimiter) || readsAsOther(text)
      ? `"${text.replaceAll('"', '""')}"`
      : text;
}

/** @returns the text of the cell of a row. */
function cellWriter(
  column: Column,
  decimal: '.' | ',',
  single: boolean,
  write: (text: string) => string,
): (row: number) => string {
  const missing = spellingOfMissing(column, single);
  if (isCategory(column)) {
    const written = column.levels.map(write);
    return (row) => written[column.codes[row] ?? -1] ?? missing;
  }
  const { values } = column;
  const spell = numberSpelling(column.kind, column.name, values, decimal);
  return (row) => {
    const value = values[row] ?? NaN;
    return Number.isNaN(value) ? missing : spell(value, row);
  };
}

function spellingOfMissing(column: Column, single: boolean): string {
  const rows = isCategory(column) ? column.codes.length : column.values.length;
  for (let row = 0; row < rows; row++)
    // An empty line would be left out, so the only column of a table needs a word.
    if (!isMissing(column, row)) return single ? 'NA' : '';
  return column.kind === 'number' ? (single ? 'NA' : '') : emptyColumnSpellings[column.kind];
}

function numberSpelling(
  kind: 'number' | 'integer' | 'boolean' | 'time',
  name: string,
  values: Float64Array,
  decimal: '.' | ',',
): (value: number, row: number) => string {
  switch (kind) {
    case 'boolean':
      return (value) => (value === 0 ? 'false' : 'true');
    case 'time':
      return timeSpelling(values);
    case 'integer': {
      const plus = looksLikeIds(name, values);
      return (value, row) => {
        const text = Math.abs(value) >= 1e15 ? exponentOnly(value) : digits(value);
        return plus && row === 0 ? `+${text}` : text;
      };
    }
    case 'number': {
      const whole = values.every((value) => Number.isNaN(value) || Number.isInteger(value));
      return (value) => {
        const text = Math.abs(value) >= 1e15 ? value.toExponential() : digits(value);
        const marked = whole && !text.includes('.') ? withMark(text) : text;
        return decimal === ',' ? marked.replace('.', ',') : marked;
      };
    }
  }
}

const digits = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

/** 1.5e+20 as 15e19: an exponent, but no decimal mark. */
function exponentOnly(value: number): string {
  const [, sign, first, rest = '', exponent] =
    /^(-?)(\d)(?:\.(\d+))?e\+(\d+)$/.exec(value.toExponential()) ?? [];
  return first === undefined ? String(value) : `${sign}${first}${rest}e${Number(exponent) - rest.length}`;
}

const withMark = (text: string): string => text.replace(/^(-?\d+)/, '$1.0');

/** Dates where all times are at midnight, otherwise date and time; milliseconds where some are. */
function timeSpelling(values: Float64Array): (value: number) => string {
  const all = (unit: number): boolean => values.every((value) => Number.isNaN(value) || value % unit === 0);
  const days = all(86_400_000);
  const seconds = all(1000);
  return (value) => {
    const whole = Math.floor(value);
    if (!(Math.abs(whole) <= 8.64e15)) throw cannot(`the time ${value} is beyond the calendar`);
    const text = new Date(whole).toISOString();
    if (days) return text.slice(0, text.indexOf('T'));
    if (seconds) return text.replace('.000Z', 'Z');
    // Parts of milliseconds: a float64 has finitely many binary digits, and so finitely many decimal ones.
    const part = value - whole;
    return part === 0 ? text : text.replace('Z', `${part.toFixed(60).slice(2).replace(/0+$/, '')}Z`);
  };
}

/** Cells and names that a spreadsheet program would take for formulas; for a warning before export. */
export function formulaCells(table: Table): number {
  let count = 0;
  for (const column of table.columns) {
    if (formula.test(column.name)) count++;
    if (!isCategory(column)) continue;
    const dangerous = column.levels.map((level) => formula.test(level));
    for (const code of column.codes) if (dangerous[code]) count++;
  }
  return count;
}

const cannot = (why: string): AppError =>
  new AppError('bad-input', `This table cannot be written as CSV: ${why}. Nothing was changed.`);
