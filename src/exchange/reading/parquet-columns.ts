// Columns of a Parquet file while their values come in.

import type { FieldKind } from '../../core/schema.ts';
import type { Column } from '../../core/table.ts';
import { ColumnBuilder } from './column-builder.ts';
import { finishColumn } from './column-kinds.ts';
import { kindOfTexts, looksLikeIds } from './column-rules.ts';
import type { LeafType } from './parquet-types.ts';
import type { Problems } from './problems.ts';
import type { CellRules } from './readings.ts';
import { limits } from './types.ts';

export interface Finished {
  readonly column: Column;
  readonly kind: FieldKind;
}

/** The value inside a struct's lists of one; undefined when missing. */
function unwrapped(value: unknown): unknown {
  let inner = value;
  while (Array.isArray(inner)) inner = inner[0] as unknown;
  return inner ?? undefined;
}

const latest = 8.64e15;

export class NumberLeaf {
  /** Whole numbers beyond ±2⁵³ have been rounded. */
  rounded = false;
  readonly #values: Float64Array;
  readonly #type: LeafType;
  #rows = 0;
  #infinite = 0;
  #outside = 0;

  constructor(type: LeafType, rows: number) {
    this.#type = type;
    this.#values = new Float64Array(rows);
  }

  add(page: ArrayLike<unknown>): void {
    const { as, divisor } = this.#type;
    if ((page instanceof Float64Array || page instanceof Int32Array) && as !== 'time' && divisor === 1) {
      this.#values.set(page, this.#rows);
      this.#rows += page.length;
      return;
    }
    for (let i = 0; i < page.length; i++) {
      const value = unwrapped(page[i]);
      let number = value === undefined ? NaN : Number(value);
      if (as === 'integer' && !Number.isSafeInteger(number) && value !== undefined) this.rounded = true;
      if (as === 'time' && Math.abs(number) > latest) {
        number = NaN;
        this.#outside++;
      }
      this.#values[this.#rows++] = number / divisor;
    }
  }

  finish(name: string, chosen: FieldKind | null, problems: Problems): Finished {
    const values = this.#values;
    const { as } = this.#type;
    for (let i = 0; i < values.length; i++)
      if (values[i] === Infinity || values[i] === -Infinity) {
        values[i] = NaN;
        this.#infinite++;
      }
    if (this.#infinite > 0)
      problems.add('warning', 'Infinite or too large for a number: counts as missing.', {
        column: name,
        count: this.#infinite,
      });
    if (this.#outside > 0)
      problems.add('warning', 'Times farther than 270,000 years from now: count as missing.', {
        column: name,
        count: this.#outside,
      });
    const kind = as === 'text' ? 'number' : as;
    if (chosen === null || chosen === kind) {
      // The name that pandas gives to an index without a name.
      const named = /^__index_level_\d+__$/.test(name) ? 'index' : name;
      if (chosen === null && kind === 'integer' && looksLikeIds(named, values))
        return asTexts(name, values, 'identifier');
      return { column: { name, kind, values }, kind };
    }
    switch (chosen) {
      case 'category':
      case 'text':
      case 'identifier':
        return asTexts(name, values, chosen, kind);
      case 'image':
      case 'number':
        return { column: { name, kind: 'number', values }, kind: chosen };
      case 'time':
        return {
          column: {
            name,
            kind: 'time',
            values: kept(name, values, (v) => Math.abs(v) <= latest, 'are no times', problems),
          },
          kind: chosen,
        };
      case 'integer':
        return {
          column: {
            name,
            kind: 'integer',
            values: kept(name, values, Number.isInteger, 'are not whole', problems),
          },
          kind: chosen,
        };
      case 'boolean':
        return {
          column: {
            name,
            kind: 'boolean',
            values: kept(name, values, (v) => v === 0 || v === 1, 'are neither 0 nor 1', problems),
          },
          kind: chosen,
        };
    }
  }
}

/** Values that do not fit a chosen kind become missing, and are told. */
function kept(
  name: string,
  values: Float64Array,
  fits: (value: number) => boolean,
  what: string,
  problems: Problems,
): Float64Array {
  let count = 0;
  for (let i = 0; i < values.length; i++)
    if (!Number.isNaN(values[i]) && !fits(values[i]!)) {
      values[i] = NaN;
      count++;
    }
  if (count > 0) problems.add('warning', `Values that ${what}: count as missing.`, { column: name, count });
  return values;
}

function asTexts(name: string, values: Float64Array, kind: FieldKind, from: FieldKind = 'integer'): Finished {
  const codeOf = new Map<number, number>();
  const levels: string[] = [];
  const codes = Int32Array.from(values, (value) => {
    if (Number.isNaN(value)) return -1;
    let code = codeOf.get(value);
    if (code === undefined) {
      const text = from === 'time' ? new Date(value).toISOString() : String(value);
      code = levels.push(from === 'boolean' ? String(value === 1) : text) - 1;
      codeOf.set(value, code);
    }
    return code;
  });
  return { column: { name, kind: 'category', codes, levels }, kind };
}

/** Why a file cannot be read although it is whole, ending a sentence. */
export class TooMuchText extends Error {
  override readonly name = 'TooMuchText';
}

export class TextLeaf {
  /** Its bytes turned out to be no text, and nothing says that they are. */
  noText = false;
  readonly #raw: boolean;
  readonly #codes: Int32Array;
  readonly #known = new Map<string, number>();
  readonly #counts: number[] = [];
  #rows = 0;

  constructor(rows: number, raw = false) {
    this.#codes = new Int32Array(rows);
    this.#raw = raw;
  }

  add(page: ArrayLike<unknown>): void {
    if (this.noText) return;
    for (let i = 0; i < page.length; i++) {
      const value = unwrapped(page[i]);
      if (value === undefined) {
        this.#codes[this.#rows++] = -1;
        continue;
      }
      const text = typeof value === 'string' ? value : String(value as bigint);
      let code = this.#known.get(text);
      if (code === undefined) {
        if (this.#raw && text.includes('\ufffd')) {
          this.noText = true;
          return;
        }
        code = this.#counts.push(0) - 1;
        if (code >= limits.levels)
          throw new TooMuchText(`has more than ${limits.levels.toLocaleString('en-US')} different texts`);
        if (text.length > limits.cellCharacters)
          throw new TooMuchText(
            `has a text of more than ${limits.cellCharacters.toLocaleString('en-US')} characters`,
          );
        this.#known.set(text, code);
      }
      this.#counts[code]!++;
      this.#codes[this.#rows++] = code;
    }
  }

  finish(name: string, chosen: FieldKind | null, rules: CellRules, problems: Problems): Finished {
    const levels = [...this.#known.keys()];
    const codes = this.#codes;
    const broken = levels.reduce(
      (sum, text, code) => sum + (text.includes('\ufffd') ? this.#counts[code]! : 0),
      0,
    );
    if (broken > 0)
      problems.add('warning', 'Texts hold bytes that are no UTF-8; they are shown as \ufffd.', {
        column: name,
        count: broken,
      });
    if (chosen === null || chosen === 'category' || chosen === 'text' || chosen === 'identifier') {
      const seen = levels.map((text, code) => ({
        text,
        count: this.#counts[code]!,
        inQuotes: false,
        line: 1,
      }));
      return { column: { name, kind: 'category', codes, levels }, kind: chosen ?? kindOfTexts(seen) };
    }
    // Another kind was chosen: the texts are read as the cells of a CSV file would be.
    const quoting = { habit: true };
    const builder = new ColumnBuilder(rules, quoting, chosen, 'dictionary');
    for (let row = 0; row < codes.length; row++) {
      const text = levels[codes[row]!] ?? '';
      builder.add(text, 0, text.length, false, row + 1);
    }
    return finishColumn(builder, name, chosen, { rules, quoting, problems });
  }
}
