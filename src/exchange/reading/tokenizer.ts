// Text of rows and cells, piece by piece, into cells.
//
// Why not Papa Parse: it goes on to the end of the file after a quote that is never closed, takes the line end of the
// first row for the only one and merges rows where they are mixed, does not say in which line a row began, and makes a
// string of every cell. Tests hold this one to it where files are well formed.
//
// Rules (RFC 4180 and beyond): a row ends at \r\n, \n or \r outside quotes. A cell whose first character other than a
// space is the quote ends at the next quote that is not doubled; only spaces may follow up to the delimiter. A quote
// anywhere else is part of the text. Spaces around bare cells are cut, inside quotes they stay.

/** Cells of one row: text[starts[i], ends[i]) of the piece they came in. Reused from row to row. */
export interface Row {
  text: string;
  /** 1-based line of the file where it begins. */
  line: number;
  cells: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** 0 bare; 1 in quotes that it needs; 2 in quotes without need. Plus 4: with doubled quotes inside. */
  readonly marks: Uint8Array;
}

export interface TokenizerOptions {
  readonly delimiter: string;
  /** '' for none. */
  readonly quote: string;
  readonly columns: number;
  readonly cellCharacters: number;
}

/** What stops a file, by its line. `opened`: where the quote was opened. */
export type Fault = {
  readonly line: number;
  readonly what: 'open-quote' | 'after-quote' | 'columns' | 'cell';
};

export class TokenizerFault extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(`${fault.what} in line ${fault.line}`);
    this.fault = fault;
  }
}

const newline = 10;
const carriage = 13;
const space = 32;

export class Tokenizer {
  /** Line in which the next row begins. */
  line = 1;
  /** Quotes in the middle of bare cells, and the first line with one. */
  strayQuotes = 0;
  strayLine = 0;
  /** Bare cells that had spaces around them. */
  padded = 0;
  paddedLine = 0;
  /** Row ends by kind. */
  readonly lineEnds = { crlf: 0, lf: 0, cr: 0 };

  readonly #delimiter: number;
  readonly #quote: number;
  readonly #options: TokenizerOptions;
  readonly #row: Row;
  readonly #take: (row: Row) => boolean | void;
  #rest = '';
  #waiting: string[] = [];
  #waitingLength = 0;

  /** @param take gets every row; `true` stops. The row is valid only during the call. */
  constructor(options: TokenizerOptions, take: (row: Row) => boolean | void) {
    this.#options = options;
    this.#delimiter = options.delimiter.charCodeAt(0);
    this.#quote = options.quote === '' ? -1 : options.quote.charCodeAt(0);
    this.#take = take;
    const most = options.columns;
    this.#row = {
      text: '',
      line: 1,
      cells: 0,
      starts: new Int32Array(most),
      ends: new Int32Array(most),
      marks: new Uint8Array(most),
    };
  }

  /**
   * @returns true when `take` asked to stop.
   * @throws TokenizerFault.
   */
  push(text: string): boolean {
    this.#waiting.push(text);
    this.#waitingLength += text.length;
    // A row over many pieces is begun anew each time; waiting for as much again keeps that linear.
    if (this.#waitingLength <= this.#rest.length) return false;
    return this.#scan(false);
  }

  /** After the last piece. @throws TokenizerFault. */
  end(): boolean {
    return this.#scan(true);
  }

  #scan(last: boolean): boolean {
    const text = this.#rest + this.#waiting.join('');
    this.#waiting = [];
    this.#waitingLength = 0;
    let at = 0;
    while (at < text.length) {
      const line = this.line;
      const next = this.#readRow(text, at, last);
      if (next < 0) break;
      this.#row.line = line;
      at = next;
      if (this.#take(this.#row) === true) return true;
    }
    this.#rest = text.slice(at);
    return false;
  }

  /** Where the next row begins, or −1 when the piece ends before this one does. */
  #readRow(text: string, from: number, last: boolean): number {
    const length = text.length;
    const delimiter = this.#delimiter;
    const quote = this.#quote;
    const row = this.#row;
    const { starts, ends, marks } = row;
    const before = { stray: this.strayQuotes, padded: this.padded };
    let lines = 0;
    let cells = 0;
    let i = from;
    row.text = text;
    for (;;) {
      if (cells === starts.length) this.#fail('columns', 0);
      let start = i;
      const beganIn = lines;
      let code = i < length ? text.charCodeAt(i) : -1;
      while (code === space && delimiter !== space) code = ++i < length ? text.charCodeAt(i) : -1;
      let mark = 0;
      let end: number;
      if (code === quote && quote >= 0) {
        // In quotes.
        start = ++i;
        mark = 2;
        for (;;) {
          if (i >= length) {
            if (i - start > this.#options.cellCharacters) this.#fail('cell', beganIn);
            if (last) this.#fail('open-quote', beganIn);
            return this.#unfinished(before);
          }
          code = text.charCodeAt(i);
          if (code === quote) {
            if (i + 1 >= length && !last) return this.#unfinished(before);
            if (text.charCodeAt(i + 1) !== quote) break;
            mark = 1 | 4;
            i += 2;
            continue;
          }
          if (code === newline || code === carriage) {
            if (code === carriage) {
              if (i + 1 >= length && !last) return this.#unfinished(before);
              if (text.charCodeAt(i + 1) === newline) i++;
            }
            lines++;
            mark = 1 | (mark & 4);
          } else if (code === delimiter) mark = 1 | (mark & 4);
          i++;
        }
        end = i;
        if (mark === 2 && end > start && (blank(text, start) || blank(text, end - 1))) mark = 1;
        code = ++i < length ? text.charCodeAt(i) : -1;
        while (code === space && delimiter !== space) code = ++i < length ? text.charCodeAt(i) : -1;
        if (code === -1 && !last) return this.#unfinished(before);
        if (code !== -1 && code !== delimiter && code !== newline && code !== carriage)
          this.#fail('after-quote', lines);
      } else {
        const bare = i;
        while (code !== delimiter && code !== newline && code !== carriage && i < length) {
          if (code === quote) {
            this.strayQuotes++;
            if (this.strayLine === 0) this.strayLine = this.line + lines;
          }
          code = ++i < length ? text.charCodeAt(i) : -1;
        }
        if (i >= length) {
          if (i - start > this.#options.cellCharacters) this.#fail('cell', lines);
          if (!last) return this.#unfinished(before);
        }
        end = i;
        while (end > bare && text.charCodeAt(end - 1) === space && delimiter !== space) end--;
        if (end - bare !== i - start) {
          this.padded++;
          if (this.paddedLine === 0) this.paddedLine = this.line + lines;
        }
        start = bare;
      }
      if (end - start > this.#options.cellCharacters) this.#fail('cell', beganIn);
      starts[cells] = start;
      ends[cells] = end;
      marks[cells] = mark;
      cells++;
      if (code === delimiter && i < length) {
        i++;
        continue;
      }
      if (code === carriage) {
        if (i + 1 >= length && !last) return this.#unfinished(before);
        const pair = text.charCodeAt(i + 1) === newline;
        this.lineEnds[pair ? 'crlf' : 'cr']++;
        i += pair ? 2 : 1;
      } else if (code === newline) {
        this.lineEnds.lf++;
        i++;
      }
      this.line += lines + 1;
      row.cells = cells;
      return i;
    }
  }

  /** The row is read again with the next piece: what was counted in it must not count twice. */
  #unfinished(before: { stray: number; padded: number }): -1 {
    this.strayQuotes = before.stray;
    this.padded = before.padded;
    if (before.stray === 0) this.strayLine = 0;
    if (before.padded === 0) this.paddedLine = 0;
    return -1;
  }

  #fail(what: Fault['what'], lines: number): never {
    throw new TokenizerFault({ what, line: this.line + lines });
  }
}

const blank = (text: string, at: number): boolean => text.charCodeAt(at) === space;

/** The text of a cell of the row, doubled quotes undone. */
export function textOf(row: Row, cell: number, quote: string): string {
  const text = row.text.slice(row.starts[cell], row.ends[cell]);
  return (row.marks[cell]! & 4) === 0 ? text : text.replaceAll(quote + quote, quote);
}

/** Whether the row is an empty line: one bare cell without text. */
export const isBlankRow = (row: Row): boolean =>
  row.cells === 1 && row.marks[0] === 0 && row.starts[0] === row.ends[0];
