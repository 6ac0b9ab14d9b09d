// A table under change. Columns that nobody writes to are shared with the source; those that somebody does are copied once,
// however many changes touch them.

import { columnOf, isCategory, type CategoryColumn, type Column, type Table } from '../table.ts';

export class TableDraft {
  readonly rows: number;
  readonly #source: Table;
  readonly #own = new Map<string, Column>();

  constructor(source: Table) {
    this.rows = source.rows;
    this.#source = source;
  }

  get names(): readonly string[] {
    return this.#source.columns.map((column) => column.name);
  }

  /** A column as it stands; not to be written to. @throws RangeError when there is none. */
  column(name: string): Column {
    return this.#own.get(name) ?? columnOf(this.#source, name);
  }

  /** A column with cells of its own. */
  writable(name: string): Column {
    const own = this.#own.get(name);
    if (own) return own;
    const source = columnOf(this.#source, name);
    const copy: Column = isCategory(source)
      ? { ...source, codes: source.codes.slice() }
      : { ...source, values: source.values.slice() };
    this.#own.set(name, copy);
    return copy;
  }

  /** The codes of texts, which become levels where they were none: codes of old rows mean what they did. */
  codesOf(name: string, texts: readonly string[]): Int32Array {
    const column = this.#texts(name);
    const levels = [...column.levels];
    const known = new Map(levels.map((level, code) => [level, code]));
    const codes = Int32Array.from(texts, (text) => {
      const code = known.get(text) ?? levels.push(text) - 1;
      known.set(text, code);
      return code;
    });
    if (levels.length > column.levels.length) this.#own.set(name, { ...column, levels });
    return codes;
  }

  #texts(name: string): CategoryColumn {
    const column = this.writable(name);
    if (!isCategory(column)) throw new RangeError(`"${name}" holds numbers, not words.`);
    return column;
  }

  /** The names of columns that are not the source's any more. */
  get changed(): readonly string[] {
    return [...this.#own.keys()];
  }

  finish(): Table {
    if (this.#own.size === 0) return this.#source;
    return {
      rows: this.rows,
      columns: this.#source.columns.map((column) => this.#own.get(column.name) ?? column),
    };
  }
}
