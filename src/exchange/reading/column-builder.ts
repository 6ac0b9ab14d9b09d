// One column while its cells come in. It begins as a dictionary: a number per different text, which can still become
// anything at the end. With many different texts that are all numbers or all times it goes over to numbers, which take
// eight bytes a cell whatever they are. A cell that then does not fit makes the column `contradicted`: its texts are
// gone, so the file is read once more with this column kept as a dictionary (csv.ts).

import type { FieldKind } from '../../core/schema.ts';
import {
  chosenReading,
  decideReading,
  isBareNumber,
  readAs,
  type CellRules,
  type Reading,
} from './readings.ts';
import { SignsMet } from './signs.ts';
import { isMissingText, readsAsOther } from './spellings.ts';
import { Float64Store, Int32Store } from './stores.ts';
import { limits } from './types.ts';

/** More different texts than a category usually has, few enough to look through in no time. */
const firstLook = 5000;

/** Shared by the columns of a file: whether it puts quotes around cells that would be the same without. */
export interface Quoting {
  habit: boolean;
}

/** A dictionary's texts, in the order of their first cells. */
export interface Level {
  readonly text: string;
  /** In quotes that it did not need. */
  readonly inQuotes: boolean;
  readonly line: number;
  count: number;
}

/** What was met while a column was kept as numbers. */
export interface Tally {
  readonly line: number;
  count: number;
  readonly text: string;
}

export type Growth = 'free' | 'dictionary';

export class TooManyLevels extends Error {
  readonly line: number;

  constructor(line: number) {
    super(`more than ${limits.levels} different texts in line ${line}`);
    this.line = line;
  }
}

export class ColumnBuilder {
  /** Null: still a dictionary. */
  reading: Reading | null = null;
  readonly levels: Level[] = [];
  readonly codes = new Int32Store();
  readonly values = new Float64Store();
  /** Of the numbers so far: all are written whole; with digits only. */
  whole = true;
  plain = true;
  /** As numbers: cells that are missing, by spelling; infinite; in needless quotes; that are none. First lines with them. */
  readonly missing = new Map<string, Tally>();
  infinite: Tally | null = null;
  needless: Tally | null = null;
  offending: Tally | null = null;
  readonly signs = new SignsMet();
  readonly offendingLines: number[] = [];

  readonly #bare = new Map<string, number>();
  readonly #inQuotes = new Map<string, number>();
  readonly #rules: CellRules;
  readonly #quoting: Quoting;
  readonly #chosen: FieldKind | null;
  #nextLook: number;
  #emptyCode = -1;

  /** @param growth 'dictionary': keep the texts to the end. */
  constructor(rules: CellRules, quoting: Quoting, chosen: FieldKind | null, growth: Growth) {
    this.#rules = rules;
    this.#quoting = quoting;
    this.#chosen = chosen;
    const textual = chosen === 'category' || chosen === 'text' || chosen === 'identifier';
    this.#nextLook = growth === 'dictionary' || textual ? Infinity : firstLook;
  }

  get rows(): number {
    return this.reading ? this.values.length : this.codes.length;
  }

  /** An empty bare cell. */
  addEmpty(line: number): void {
    if (this.reading) {
      this.values.push(NaN);
      this.#countMissing('', line);
    } else {
      if (this.#emptyCode < 0) this.#emptyCode = this.#newLevel('', false, line);
      this.levels[this.#emptyCode]!.count++;
      this.codes.push(this.#emptyCode);
    }
  }

  /** A cell text[start, end). @param needless in quotes that it does not need. */
  add(text: string, start: number, end: number, needless: boolean, line: number): void {
    if (this.reading) this.#addNumber(this.reading, text, start, end, needless, line);
    else if (start === end && !needless) this.addEmpty(line);
    else this.#addText(text.slice(start, end), needless, line);
  }

  #addText(text: string, needless: boolean, line: number): void {
    const known = needless ? this.#inQuotes : this.#bare;
    let code = known.get(text);
    if (code === undefined) {
      // A copy of its own: a slice would keep the whole piece of the file in memory.
      const own = text.length < 13 ? text : ` ${text}`.slice(1);
      if (needless && !this.#quoting.habit && !readsAsOther(own)) this.#quoting.habit = true;
      code = this.#newLevel(own, needless, line);
      known.set(own, code);
    }
    this.levels[code]!.count++;
    this.codes.push(code);
    if (this.levels.length > this.#nextLook) this.#look();
  }

  #newLevel(text: string, inQuotes: boolean, line: number): number {
    if (this.levels.length >= limits.levels) throw new TooManyLevels(line);
    this.levels.push({ text, inQuotes, line, count: 0 });
    return this.levels.length - 1;
  }

  /** Many different texts: goes over to numbers if all are some. */
  #look(): void {
    this.#nextLook *= 2;
    const chosen = this.#chosen;
    const present = this.levels.filter((level) => !isMissingText(level.text));
    const spoken = present.some((level) => level.inQuotes) && !this.#quoting.habit;
    const texts = present.map(({ text }) => text);
    const kind = chosen === null || chosen === 'boolean' ? null : chosen === 'time' ? 'time' : 'number';
    let reading: Reading | null = null;
    if (kind !== null)
      reading = chosenReading(
        kind,
        texts,
        present.map(({ count }) => count),
        this.#rules,
      );
    else if (chosen === null && !spoken) reading = decideReading(texts, this.#rules).reading;
    if (reading === null || reading.as === 'boolean') return;
    this.#becomeNumbers(reading);
  }

  #becomeNumbers(reading: Reading): void {
    this.reading = reading;
    const codes = this.codes.take();
    for (const code of codes) {
      const { text, inQuotes, line } = this.levels[code]!;
      if (text === '' && !inQuotes) this.addEmpty(line);
      else this.#addNumber(reading, text, 0, text.length, inQuotes, line);
    }
    this.levels.length = 0;
    this.#bare.clear();
    this.#inQuotes.clear();
  }

  #addNumber(
    reading: Reading,
    text: string,
    start: number,
    end: number,
    needless: boolean,
    line: number,
  ): void {
    if (start === end) return this.#addMissing('', line);
    const sign = reading.as === 'number' ? reading.sign : null;
    const bare = !sign || isBareNumber(reading, text, start, end);
    const value = readAs(reading, text, start, end);
    if (Number.isNaN(value)) {
      const cell = text.slice(start, end);
      if (isMissingText(cell) && (!needless || this.#chosen !== null || this.#quoting.habit))
        return this.#addMissing(cell, line);
      this.offending = counted(this.offending, line, cell);
      if (this.offendingLines.length < 3 && this.offendingLines.at(-1) !== line)
        this.offendingLines.push(line);
      this.values.push(NaN);
      return;
    }
    if (sign && !bare) this.signs.add(sign, text.slice(start, end), line, 1);
    if (needless) this.needless = counted(this.needless, line, '');
    if (value === Infinity || value === -Infinity) {
      this.infinite = counted(this.infinite, line, text.slice(start, end));
      this.values.push(NaN);
      return;
    }
    if (reading.as === 'number') {
      if (!reading.numbers.whole) this.whole = false;
      if (!reading.numbers.plain) this.plain = false;
    }
    this.values.push(value);
  }

  #addMissing(spelling: string, line: number): void {
    this.values.push(NaN);
    this.#countMissing(spelling, line);
  }

  #countMissing(spelling: string, line: number): void {
    const tally = this.missing.get(spelling);
    if (tally) tally.count++;
    else this.missing.set(spelling, { line, count: 1, text: spelling });
  }

  /** Kept as numbers, but something in it says that it is text: its texts must be read again. */
  get contradicted(): boolean {
    if (this.reading === null || this.#chosen !== null) return false;
    return this.offending !== null || (this.needless !== null && !this.#quoting.habit);
  }
}

function counted(tally: Tally | null, line: number, text: string): Tally {
  if (tally === null) return { line, count: 1, text };
  tally.count++;
  return tally;
}
