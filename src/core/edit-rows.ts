// What edits of rows have in common: which rows are meant, and the table that is left of them.

import type { EditInput, EditResult } from './edit.ts';
import { AppError } from './errors.ts';
import { parseExpression, rowsWhere } from './expression.ts';
import { longestFormula } from './expression-tokens.ts';
import type { Param, ParamValues } from './params.ts';
import type { Random } from './random.ts';
import { takeRows } from './table.ts';
import { countText } from './wording.ts';

export const whereParam: Param = {
  type: 'text',
  label: 'Where',
  help: 'A condition on the columns of a row, such as hour > 23 or missing(temp). Empty: every row, or those picked.',
  maxLength: longestFormula,
  default: '',
};

export const shareParam = (what: string, share = 0.1): Param => ({
  type: 'number',
  label: 'Share',
  help: `Share of the rows ${what}, drawn at random.`,
  min: 0.0001,
  max: 1,
  step: 0.01,
  default: share,
});

export const fromRowParam: Param = {
  type: 'integer',
  label: 'From row',
  help: 'Rows before this one stay as they are. 1 is the first row.',
  min: 1,
  max: 1_000_000_000,
  default: 1,
};

/** An edit that cannot be done. @param what one or more sentences; what is safe is added. */
export const refusal = (what: string, cause?: unknown): AppError =>
  new AppError('bad-input', `${what} Nothing was changed.`, { cause });

/** "1 row", "12,400 rows". */
export const rowsText = (count: number): string => `${countText(count)} ${count === 1 ? 'row' : 'rows'}`;

/** The value of a text, choice or column parameter. @throws RangeError when it is none. */
export function textParam(values: ParamValues, name: string): string {
  const value = values[name];
  if (typeof value !== 'string') throw new RangeError(`The setting ${name} must be a text.`);
  return value;
}

/** Rows in words, as the end of a sentence: " where hour > 23", " among those picked", "". */
export function chosenText(input: EditInput): string {
  const where = textParam(input.params, 'where').trim();
  return (input.rows ? ' among those picked' : '') + (where ? ` where ${where}` : '');
}

/**
 * The rows that an edit is about, ascending: those picked that fulfil the condition, if there are any of the two; all rows
 * otherwise. @throws AppError 'bad-input' for a condition that cannot be read, and when no row is meant.
 */
export function chosenRows(input: EditInput): Int32Array {
  const { table, rows } = input;
  const where = textParam(input.params, 'where').trim();
  let chosen = rows ?? Int32Array.from({ length: table.rows }, (_, row) => row);
  if (where !== '') {
    const matching = rowsWhere(parseExpression(where, table.columns), table);
    if (rows) {
      const is = new Uint8Array(table.rows);
      for (const row of matching) is[row] = 1;
      chosen = rows.filter((row) => is[row] === 1);
    } else chosen = matching;
  }
  if (chosen.length > 0) return chosen;
  throw refusal(
    table.rows === 0
      ? 'The table has no rows.'
      : `No row is meant: ${where ? `none${rows ? ' of those picked' : ''} fulfils ${where}` : 'none was picked'}.`,
  );
}

/** As `chosenRows`, when leaving both out would mean the whole table. */
export function namedRows(input: EditInput, verb: string): Int32Array {
  if (input.rows === null && textParam(input.params, 'where').trim() === '')
    throw refusal(`Nothing says which rows to ${verb}. Pick rows or write a condition.`);
  return chosenRows(input);
}

/** The rows from a row number on that people count from 1. */
export function fromRowOn(rows: Int32Array, from: number, tableRows: number): Int32Array {
  const found = rows.filter((row) => row >= from - 1);
  if (found.length === 0)
    throw refusal(
      `No row is meant: the table has ${rowsText(tableRows)}, and none of those chosen is from ${from} on.`,
    );
  return found;
}

/**
 * `round(share × rows)` of the rows, each set of that size equally likely, in the same order (Knuth, The Art of Computer
 * Programming, vol. 2, algorithm 3.4.2 S). @throws AppError 'bad-input' when that is none.
 */
export function drawShare(rows: Int32Array, share: number, random: Random): Int32Array {
  const wanted = Math.round(share * rows.length);
  if (wanted === 0)
    throw refusal(
      `A share of ${share} of ${rowsText(rows.length)} is less than one row. Choose a larger share.`,
    );
  return draw(rows, wanted, random);
}

/** `wanted` of the rows, in the same order. */
export function draw(rows: Int32Array, wanted: number, random: Random): Int32Array {
  const drawn = new Int32Array(wanted);
  let taken = 0;
  for (let i = 0; taken < wanted; i++)
    if (random.uniform() * (rows.length - i) < wanted - taken) drawn[taken++] = rows[i]!;
  return drawn;
}

/** The table with these rows only. */
export const withRows = (input: EditInput, rows: Int32Array, summary: string): EditResult => ({
  table: takeRows(input.table, rows),
  from: rows,
  schema: input.schema,
  summary,
});

/** All rows but these. @param rows ascending. */
export function otherRows(rows: Int32Array, tableRows: number): Int32Array {
  const others = new Int32Array(tableRows - rows.length);
  for (let row = 0, next = 0, to = 0; row < tableRows; row++)
    if (rows[next] === row) next++;
    else others[to++] = row;
  return others;
}

/** Every row where it was. */
export const sameRows = (rows: number): Int32Array => Int32Array.from({ length: rows }, (_, row) => row);
