// Values of columns as slices name them, and when two texts mean the same value.

import { isoTime } from '../iso-time.ts';
import { cellText, isCategory, type Column } from '../table.ts';

/**
 * A text as the value that TFMA takes it for: a whole number, a number with a point, or else the text. "7" and "7.0" are the
 * same value then, "1e3" stays a text.
 */
export function typedValue(text: string): number | string {
  const trimmed = text.trim();
  const isNumber = /^[+-]?\d+$/u.test(trimmed) || /^[+-]?(?:\d+\.\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(trimmed);
  return isNumber ? Number(trimmed) : text;
}

const truths: Readonly<Record<string, number>> = { true: 1, false: 0 };

/** Whether two texts are one value: equal as TFMA reads them, the same moment, or true and 1. */
export function sameValue(a: string, b: string): boolean {
  if (a === b) return true;
  const [one, other] = [a, b].map((text) => truths[text] ?? typedValue(text));
  if (one === other) return true;
  const moment = isoTime(a);
  return moment !== null && moment === isoTime(b);
}

/** What a cell is called in the key of a slice; an empty text where it is missing. */
export function valueText(column: Column, row: number): string {
  if (column.kind !== 'boolean') return cellText(column, row);
  const value = column.values[row] ?? NaN;
  return Number.isNaN(value) ? '' : value === 0 ? 'false' : 'true';
}

/** A number as Python writes it, which is how TFMA looks for it among texts. */
const pythonText = (text: string): string => {
  const value = typedValue(text);
  if (typeof value === 'string') return value;
  return text.includes('.') && Number.isInteger(value) ? `${value}.0` : String(value);
};

/** Whether a cell of the column has the value that a text asks for; an empty text asks for missing cells. */
export function cellMatcher(column: Column, wanted: string): (row: number) => boolean {
  if (isCategory(column)) {
    const { codes, levels } = column;
    const text = levels.includes(wanted) ? wanted : pythonText(wanted);
    const is = levels.map((level) => level === text);
    return (row) => is[codes[row] ?? -1] ?? wanted === '';
  }
  return (row) => {
    const text = valueText(column, row);
    return text === '' || wanted === '' ? text === wanted : sameValue(wanted, text);
  };
}

/** Numbers ascending, then texts by their letters, then what is missing. */
function byValue(a: string, b: string): number {
  if (a === '' || b === '') return Number(a === '') - Number(b === '');
  const [one, other] = [typedValue(a), typedValue(b)];
  if (typeof one === 'number' && typeof other === 'number' && one !== other) return one - other;
  if (typeof one !== typeof other) return typeof one === 'number' ? -1 : 1;
  return a < b ? -1 : Number(a > b);
}

export interface ValueCodes {
  /** Of each row the place of its value in `texts`. */
  readonly codes: Int32Array;
  /** Values that occur, in order; an empty text stands for missing cells. */
  readonly texts: readonly string[];
}

/** Which rows of a column share a value. Cells that a person would write alike are one value. */
export function valueCodes(column: Column, rows: ArrayLike<number>): ValueCodes {
  const found = new Map<string, number>();
  const placeOf = (text: string): number => {
    const place = found.get(text) ?? found.size;
    found.set(text, place);
    return place;
  };
  // A cell is made a text once for each different number or level, not once for each row.
  const known = new Map<number, number>();
  const cells = isCategory(column) ? column.codes : column.values;
  const first = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const cell = cells[row] ?? NaN;
    let place = known.get(cell);
    if (place === undefined) known.set(cell, (place = placeOf(valueText(column, row))));
    first[i] = place;
  }
  const texts = [...found.keys()].sort(byValue);
  const places = new Map(texts.map((text, place) => [text, place]));
  const order = [...found.keys()].map((text) => places.get(text)!);
  return { codes: first.map((place) => order[place]!), texts };
}
