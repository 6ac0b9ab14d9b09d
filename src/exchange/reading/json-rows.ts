// Records of JSON on their way into columns. Nested objects become columns "a.b"; lists stay texts, written as JSON.

import type { FieldKind } from '../../core/schema.ts';
import { ColumnBuilder, TooManyLevels, type Quoting } from './column-builder.ts';
import { grouped, refusal, type Problems } from './problems.ts';
import type { CellRules } from './readings.ts';
import { limits } from './types.ts';

/** Objects inside objects are columns of their own down to here; below they are texts. */
const flattenedDepth = 4;
/** Parts the steps of a path; no key can be mistaken for two. */
const step = '\u0000';

export interface JsonWanted {
  readonly kinds: Readonly<Record<number, FieldKind>>;
  /** Second reading: only these columns, kept as texts. */
  readonly dictionary: ReadonlySet<number> | null;
}

export class JsonRows {
  rows = 0;
  /** Keys that the records had, nested ones too. */
  keys = 0;
  readonly builders: ColumnBuilder[] = [];
  /** Names before they are made different; "a.b" for nested ones. */
  readonly names: string[] = [];
  readonly quoting: Quoting;
  readonly #file: string;
  readonly #rules: CellRules;
  readonly #wanted: JsonWanted;
  readonly #problems: Problems;
  readonly #places = new Map<string, number>();

  constructor(
    file: string,
    rules: CellRules,
    wanted: JsonWanted,
    problems: Problems,
    // Quotes say nothing here: JSON puts them round every text.
    quoting: Quoting = { habit: true },
  ) {
    this.#file = file;
    this.#rules = rules;
    this.#wanted = wanted;
    this.#problems = problems;
    this.quoting = quoting;
  }

  /** @param row its number in the file, from 1, for messages. */
  add(record: object, row: number): void {
    this.#object(record, '', '', 0, row);
    this.#close(row);
  }

  /** @param names of the columns, in order. @param cells of one row. */
  addCells(names: readonly string[], cells: readonly unknown[], row: number): void {
    // Columns are told apart by their place: a header may repeat a name.
    for (let i = 0; i < names.length; i++) this.#cell(`${i}`, names[i]!, cells[i] ?? null, 0, row);
    this.#close(row);
  }

  #object(record: object, path: string, name: string, depth: number, row: number): void {
    for (const [key, value] of Object.entries(record)) {
      this.keys++;
      this.#cell(`${path}${step}${key}`, depth === 0 ? key : `${name}.${key}`, value, depth, row);
    }
  }

  #cell(path: string, name: string, value: unknown, depth: number, row: number): void {
    if (value !== null && typeof value === 'object') {
      if (!Array.isArray(value) && depth < flattenedDepth && Object.keys(value).length > 0)
        return this.#object(value, path, name, depth + 1, row);
      this.#problems.add(
        'warning',
        Array.isArray(value)
          ? 'Lists are kept as texts, written as JSON.'
          : `Objects without keys, or more than ${flattenedDepth} deep, are kept as texts, written as JSON.`,
        { column: name, line: row },
      );
      const text = JSON.stringify(value);
      this.keys += countKeys(value);
      return this.#put(path, name, text, row);
    }
    this.#put(path, name, scalarText(value), row);
  }

  #put(path: string, name: string, text: string, row: number): void {
    let column = this.#places.get(path);
    if (column === undefined) {
      column = this.#newColumn(name, row);
      this.#places.set(path, column);
    }
    if (!this.#fills(column)) return;
    if (text.length > limits.cellCharacters)
      throw this.#refuse(
        `row ${grouped(row)} has more than ${grouped(limits.cellCharacters)} characters in "${name}".`,
      );
    const builder = this.builders[column]!;
    this.#missingUpTo(builder, this.rows, row);
    try {
      builder.add(text, 0, text.length, false, row);
    } catch (error) {
      if (!(error instanceof TooManyLevels)) throw error;
      throw this.#refuse(
        `column "${name}" has more than ${grouped(limits.levels)} different texts by row ${grouped(row)}.`,
      );
    }
  }

  #newColumn(name: string, row: number): number {
    const column = this.builders.length;
    if (column === limits.columns)
      throw this.#refuse(`row ${grouped(row)} has more than ${grouped(limits.columns)} different keys.`);
    const growth = this.#wanted.dictionary ? 'dictionary' : 'free';
    this.builders.push(
      new ColumnBuilder(this.#rules, this.quoting, this.#wanted.kinds[column] ?? null, growth),
    );
    this.names.push(name);
    return column;
  }

  #fills = (column: number): boolean => !this.#wanted.dictionary || this.#wanted.dictionary.has(column);

  #missingUpTo(builder: ColumnBuilder, rows: number, row: number): void {
    while (builder.rows < rows) builder.addEmpty(row);
  }

  /** Ends a row: every column that it did not name is missing in it. */
  #close(row: number): void {
    this.rows++;
    if (this.rows * this.builders.length > limits.cells)
      throw this.#refuse(`in row ${grouped(row)} it exceeds ${grouped(limits.cells)} cells.`);
    for (let i = 0; i < this.builders.length; i++)
      if (this.#fills(i)) this.#missingUpTo(this.builders[i]!, this.rows, row);
  }

  #refuse = (what: string): Error => refusal(this.#file, what, 'Leave out columns or rows.');
}

function countKeys(value: object): number {
  let keys = 0;
  for (const inner of Object.values(value) as unknown[]) {
    if (!Array.isArray(value)) keys++;
    if (inner !== null && typeof inner === 'object') keys += countKeys(inner);
  }
  return keys;
}

/** A number, text, boolean or null as the cell of a CSV file that means it. */
function scalarText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  return typeof value === 'boolean' ? String(value) : '';
}
