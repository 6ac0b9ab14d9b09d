// Cells held in another way, where that loses nothing.

import type { FieldKind } from './schema.ts';
import { columnKindOf } from './schema.ts';
import { cellText, isCategory, type CategoryColumn, type Column, type NumberColumn } from './table.ts';

export interface Conversion {
  /** As the kind wants it; cells that cannot be so are missing in it. The column itself where it already is. */
  readonly column: Column;
  /** Rows whose cell has a value that the kind cannot hold, ascending. */
  readonly failed: readonly number[];
}

/**
 * "-1.5e3", "7": what a number written by a program looks like; no thousands, no hexadecimal, no infinity. Names that look
 * like numbers (007, sixteen digits and more) would not come back as they were.
 */
const decimal = /^[+-]?((0|[1-9]\d{0,14})(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
/** A day, or a day and a time of day; UTC where no zone is given. Text that only Date.parse understands is no time. */
const isoTime = /^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/**
 * A column for a field of a kind:
 * - a whole number is a number, a number without decimals a whole one, 0 and 1 are booleans, and the other way round;
 * - text that is a number ("7.50"), a boolean ("0", "false", "no", "1", "true", "yes") or an ISO time is read; numbers and times are written
 *   as text as `cellText` does;
 * - a time is no number, nor a number a time: the unit would be a guess.
 */
export function convertColumn(column: Column, kind: FieldKind): Conversion {
  const wanted = columnKindOf(kind);
  if (column.kind === wanted) return { column, failed: [] };
  if (isCategory(column)) return wanted === 'category' ? { column, failed: [] } : read(column, wanted);
  if (wanted === 'category') return { column: written(column), failed: [] };
  if ((column.kind === 'time') !== (wanted === 'time')) return converted(column, wanted, () => NaN);
  if (wanted === 'integer')
    return converted(column, wanted, (value) => (Number.isInteger(value) ? value : NaN));
  if (wanted === 'boolean')
    return converted(column, wanted, (value) => (value === 0 || value === 1 ? value : NaN));
  return { column: { ...column, kind: wanted }, failed: [] };
}

function converted(
  { name, values }: NumberColumn,
  kind: NumberColumn['kind'],
  change: (value: number) => number,
): Conversion {
  const changed = new Float64Array(values.length);
  const failed: number[] = [];
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    changed[row] = Number.isNaN(value) ? NaN : change(value);
    if (Number.isNaN(changed[row]) && !Number.isNaN(value)) failed.push(row);
  }
  return { column: { name, kind, values: changed }, failed };
}

function read({ name, codes, levels }: CategoryColumn, kind: NumberColumn['kind']): Conversion {
  const ofLevel = Float64Array.from(levels, (level) => numberIn(level.trim(), kind));
  const values = new Float64Array(codes.length);
  const failed: number[] = [];
  for (let row = 0; row < codes.length; row++) {
    values[row] = ofLevel[codes[row]!] ?? NaN;
    if (Number.isNaN(values[row]) && codes[row]! >= 0) failed.push(row);
  }
  return { column: { name, kind, values }, failed };
}

/** NaN where the text is none. */
function numberIn(text: string, kind: NumberColumn['kind']): number {
  switch (kind) {
    case 'time':
      return isoTime.test(text) ? timeIn(text) : NaN;
    case 'boolean':
      return /^(1|true|yes)$/i.test(text) ? 1 : /^(0|false|no)$/i.test(text) ? 0 : NaN;
    default: {
      const value = decimal.test(text) ? Number(text) : NaN;
      return Number.isFinite(value) && (kind === 'number' || Number.isSafeInteger(value)) ? value : NaN;
    }
  }
}

function timeIn(text: string): number {
  const spelled = text.replace(' ', 'T');
  const time = Date.parse(
    /T.*(Z|[+-]\d{2}:\d{2})$/.test(spelled) || !spelled.includes('T') ? spelled : `${spelled}Z`,
  );
  // Date.parse takes 30 February for 2 March in some browsers.
  const day = Date.parse(text.slice(0, 10));
  return Number.isNaN(day) || new Date(day).toISOString().slice(0, 10) !== text.slice(0, 10) ? NaN : time;
}

function written(column: NumberColumn): CategoryColumn {
  const codes = new Int32Array(column.values.length);
  const levels: string[] = [];
  const codeOf = new Map<number, number>();
  for (let row = 0; row < codes.length; row++) {
    const value = column.values[row]!;
    if (Number.isNaN(value)) {
      codes[row] = -1;
      continue;
    }
    let code = codeOf.get(value);
    if (code === undefined) {
      codeOf.set(value, (code = levels.length));
      levels.push(textOf(column, row));
    }
    codes[row] = code;
  }
  return { name: column.name, kind: 'category', codes, levels };
}

/** Times to the millisecond, so that no two become one; a number that is no time of the calendar as a number. */
function textOf(column: NumberColumn, row: number): string {
  if (column.kind !== 'time') return cellText(column, row);
  const value = column.values[row]!;
  if (Math.abs(value) > 8.64e15) return String(value);
  const text = new Date(value).toISOString();
  return text.endsWith(':00.000Z') ? text.slice(0, 16).replace('T', ' ') : text;
}
