// Rows of a text file on their way into columns: header, widths, limits, and what is odd about lines.

import type { FieldKind } from '../../core/schema.ts';
import { ColumnBuilder, TooManyLevels, type Quoting } from './column-builder.ts';
import { columnNames, numberedNames } from './headers.ts';
import { grouped, refusal, Problems } from './problems.ts';
import type { CellRules } from './readings.ts';
import { readsAsOther } from './spellings.ts';
import { isBlankRow, textOf, Tokenizer, TokenizerFault, type Row } from './tokenizer.ts';
import { limits } from './types.ts';

export interface Wanted {
  readonly kinds: Readonly<Record<number, FieldKind>>;
  readonly ragged: 'drop' | 'fill' | null;
  /** Second reading: only these columns, kept as texts. */
  readonly dictionary: ReadonlySet<number> | null;
}

const shownRows = 5;

export class CsvRows {
  rows = 0;
  names: string[] = [];
  readonly builders: ColumnBuilder[] = [];
  readonly quoting: Quoting;
  readonly #file: string;
  readonly #rules: CellRules;
  readonly #wanted: Wanted;
  readonly #problems: Problems;
  readonly #tokenizer: Tokenizer;
  /** Columns that this reading fills; the others are empty builders. */
  #filled: number[] = [];
  /** The one being filled. */
  #column = 0;
  #rawNames: string[] = [];
  #headerLine = 1;
  #width = 0;
  #begun = false;
  #lastNamed = true;
  #lastEmpty = true;
  #trailing = 0;
  #blank = 0;
  #blankLine = 0;
  /** Empty lines that are missing cells of the one column if a row follows. */
  #waiting = 0;
  #waitingLine = 0;
  #emptyCells = 0;
  #emptyLine = 0;
  readonly #ragged: string[] = [];
  #raggedRows = 0;
  #raggedLine = 0;

  constructor(
    file: string,
    rules: CellRules,
    wanted: Wanted,
    problems: Problems,
    quoting: Quoting = { habit: false },
  ) {
    this.#file = file;
    this.#rules = rules;
    this.#wanted = wanted;
    this.#problems = problems;
    this.quoting = quoting;
    const { delimiter, quote } = rules.dialect;
    this.#tokenizer = new Tokenizer(
      { delimiter, quote, columns: limits.columns, cellCharacters: limits.cellCharacters },
      (row) => this.#take(row),
    );
  }

  /** @throws AppError 'bad-file'. */
  push(text: string): void {
    this.#guarded(() => this.#tokenizer.push(text));
  }

  /** @throws AppError 'bad-file'. */
  end(): void {
    this.#guarded(() => this.#tokenizer.end());
    if (this.#ragged.length > 0 && this.#wanted.ragged === null) throw this.#refuseRagged();
    if (this.rows === 0)
      throw this.#refuse(
        this.#begun ? 'it has no data rows, only a header.' : 'it has no data rows.',
        'Choose a file with at least one row below the header.',
      );
    this.#noteLines();
  }

  /** A last column without name and cells: what a delimiter at the end of every row makes. */
  dropped(column: number): boolean {
    return column === this.#width - 1 && column > 0 && this.#lastEmpty && !this.#lastNamed;
  }

  #guarded(read: () => void): void {
    try {
      read();
    } catch (error) {
      if (error instanceof TooManyLevels) throw this.#refuseLevels(this.#column, error.line);
      if (error instanceof TokenizerFault) throw this.#refuseFault(error);
      throw error;
    }
  }

  #take(row: Row): void {
    if (isBlankRow(row) && (!this.#begun || row.cells !== this.#width)) return this.#countBlank(row);
    if (!this.#begun) {
      this.#begin(row);
      if (this.#rules.dialect.header) return;
    }
    if (row.cells !== this.#width) {
      if (row.cells === this.#width + 1 && row.starts[this.#width] === row.ends[this.#width])
        this.#trailing++;
      else if (row.cells === this.#width - 1 && this.#rules.dialect.header && !this.#lastNamed)
        this.#trailing++;
      else {
        this.#noteRagged(row);
        if (this.#wanted.ragged !== 'fill') return;
      }
    } else if (this.#width === 1 && isBlankRow(row)) {
      if (this.#waiting++ === 0) this.#waitingLine = row.line;
      return;
    }
    this.#fillWaiting();
    this.#countRow(row.line);
    const cells = row.cells;
    for (const column of this.#filled) {
      const builder = this.builders[column]!;
      if (column >= cells) {
        builder.addEmpty(row.line);
        continue;
      }
      const mark = row.marks[column]!;
      try {
        if (mark < 4) builder.add(row.text, row.starts[column]!, row.ends[column]!, mark === 2, row.line);
        else {
          const text = textOf(row, column, this.#rules.dialect.quote);
          builder.add(text, 0, text.length, false, row.line);
        }
      } catch (error) {
        if (error instanceof TooManyLevels) throw this.#refuseLevels(column, error.line);
        throw error;
      }
    }
    const last = this.#width - 1;
    if (this.#lastEmpty && last < cells && (row.starts[last] !== row.ends[last] || row.marks[last] !== 0))
      this.#lastEmpty = false;
  }

  #countRow(line: number): void {
    this.rows++;
    if (this.rows * this.#width > limits.cells)
      throw this.#refuse(
        `in line ${grouped(line)} it exceeds ${grouped(limits.cells)} cells (${grouped(this.#width)} columns).`,
        'Leave out columns or rows.',
      );
  }

  /** In a table of one column an empty line is a cell without a text, as in the middle of wider rows. */
  #fillWaiting(): void {
    if (this.#waiting === 0) return;
    if (this.#emptyCells === 0) this.#emptyLine = this.#waitingLine;
    this.#emptyCells += this.#waiting;
    for (let i = 0; i < this.#waiting; i++) {
      this.#countRow(this.#waitingLine + i);
      for (const column of this.#filled) this.builders[column]!.addEmpty(this.#waitingLine + i);
    }
    this.#waiting = 0;
  }

  #begin(row: Row): void {
    this.#begun = true;
    this.#width = row.cells;
    const { header, quote } = this.#rules.dialect;
    if (header) {
      const raw = Array.from({ length: row.cells }, (_, i) => textOf(row, i, quote));
      this.#lastNamed = raw.at(-1) !== '';
      if (raw.some((text, i) => row.marks[i] === 2 && !readsAsOther(text))) this.quoting.habit = true;
      this.#rawNames = raw;
      this.#headerLine = row.line;
      // Whether the last one is a column at all shows at the end; changed names are told then.
      this.names = columnNames(raw, row.line, new Problems());
    } else {
      this.names = numberedNames(row.cells);
      this.#lastNamed = false;
    }
    const { kinds, dictionary } = this.#wanted;
    for (let i = 0; i < this.#width; i++) {
      this.builders.push(
        new ColumnBuilder(this.#rules, this.quoting, kinds[i] ?? null, dictionary ? 'dictionary' : 'free'),
      );
      if (!dictionary || dictionary.has(i)) this.#filled.push(i);
    }
  }

  #countBlank(row: Row): void {
    this.#blank++;
    if (this.#blankLine === 0) this.#blankLine = row.line;
  }

  #noteRagged(row: Row): void {
    this.#raggedRows++;
    if (this.#raggedLine === 0) this.#raggedLine = row.line;
    if (this.#ragged.length < shownRows)
      this.#ragged.push(`line ${grouped(row.line)} has ${grouped(row.cells)}`);
    else if (this.#wanted.ragged === null) throw this.#refuseRagged();
  }

  #noteLines(): void {
    const { lineEnds, strayQuotes, strayLine, padded, paddedLine } = this.#tokenizer;
    const note = (text: string, count: number, line: number | null): void => {
      if (count > 0) this.#problems.add('note', text, { count, line });
    };
    if (this.#emptyCells > 0)
      this.#problems.add('warning', 'Empty lines are missing cells of the only column.', {
        count: this.#emptyCells,
        line: this.#emptyLine,
      });
    note('Empty lines were left out.', this.#blank, this.#blankLine);
    note('Empty lines at the end were left out.', this.#waiting, this.#waitingLine);
    note('Quotes in the middle of cells were kept as they are.', strayQuotes, strayLine);
    note('Spaces around cells were cut.', padded, paddedLine);
    note('Rows end with one delimiter too many; it was left out.', this.#trailing, null);
    const dropped = this.dropped(this.#width - 1);
    if (dropped) note('The last column has neither a name nor cells; it was left out.', 1, null);
    columnNames(dropped ? this.#rawNames.slice(0, -1) : this.#rawNames, this.#headerLine, this.#problems);
    const kinds = [lineEnds.crlf, lineEnds.lf, lineEnds.cr].filter((count) => count > 0);
    if (kinds.length > 1)
      note('Lines end in different ways; each was read as an end of a row.', Math.min(...kinds), null);
    if (this.#raggedRows > 0)
      this.#problems.add(
        'warning',
        this.#wanted.ragged === 'fill'
          ? `Rows without ${this.#width} cells were filled with missing cells or cut: ${this.#ragged.join(', ')}.`
          : `Rows without ${this.#width} cells were left out: ${this.#ragged.join(', ')}.`,
        { count: this.#raggedRows, line: this.#raggedLine },
      );
  }

  #refuse(what: string, remedy: string): Error {
    return refusal(this.#file, what, remedy);
  }

  #refuseRagged(): Error {
    const more = this.#raggedRows > this.#ragged.length ? ', and there are more' : '';
    return this.#refuse(
      `the first row has ${grouped(this.#width)} cells, but ${this.#ragged.join(', ')}${more}.`,
      'Choose another delimiter, correct the file, or let such rows be left out or filled with missing cells.',
    );
  }

  #refuseLevels(column: number, line: number): Error {
    const forced = this.#wanted.dictionary !== null;
    return this.#refuse(
      `column "${this.names[column]}" has more than ${grouped(limits.levels)} different texts by line ${grouped(line)}.` +
        (forced ? ' It begins like numbers or dates, but some cells are none.' : ''),
      forced
        ? 'Choose its kind, so that the cells that do not fit count as missing, or correct them.'
        : 'Leave the column out of the file, or fewer rows in it.',
    );
  }

  #refuseFault({ fault: { what, line } }: TokenizerFault): Error {
    const at = `line ${grouped(line)}`;
    const { quote } = this.#rules.dialect;
    switch (what) {
      case 'open-quote':
        return this.#refuse(
          `the quote that opens in ${at} is never closed.`,
          `Close it, double it if it belongs to the text (${quote}${quote}), or choose another quote or none.`,
        );
      case 'after-quote':
        return this.#refuse(
          `in ${at} there is text after a closing quote.`,
          `Quotes inside a quoted cell must be doubled (${quote}${quote}, not \\${quote}). Correct the line, or choose another delimiter, another quote or none.`,
        );
      case 'columns':
        return this.#refuse(
          `${at} has more than ${grouped(limits.columns)} cells.`,
          'Choose another delimiter, or leave columns out.',
        );
      case 'cell':
        return this.#refuse(
          `the cell that begins in ${at} has more than ${grouped(limits.cellCharacters)} characters.`,
          'Perhaps its quote is never closed. Correct the line, or shorten the cell.',
        );
    }
  }
}
