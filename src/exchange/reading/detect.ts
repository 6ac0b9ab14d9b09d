// How a file of rows and cells is written, guessed from its beginning. Every guess carries its reason; where the file
// allows another reading too, the guess is unsure and names the alternatives.

import { grouped } from './problems.ts';
import { NumberReader, thousandsMarks } from './numbers.ts';
import { sharedSign, signedBody, signedText, type Sign } from './signs.ts';
import { isMissingText, readsAsFigure } from './spellings.ts';
import { isBlankRow, textOf, Tokenizer, TokenizerFault } from './tokenizer.ts';
import { limits, type Dialect, type Guess } from './types.ts';

const candidates = [',', ';', '\t', '|', '\x1f'] as const;
export const delimiterNames: ReadonlyMap<string, string> = new Map([
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'vertical bar'],
  ['\x1f', 'unit separator'],
  [' ', 'space'],
]);
const mostRows = 200;

export interface SampleCell {
  readonly text: string;
  /** In quotes that it does not need. */
  readonly needless: boolean;
}

export interface Detected {
  readonly delimiter: string;
  readonly quote: string;
  readonly header: boolean;
  readonly decimal: '.' | ',';
  readonly decimalSure: boolean;
  readonly guesses: readonly Guess[];
}

interface Attempt {
  readonly delimiter: string;
  readonly quote: string;
  readonly rows: readonly (readonly SampleCell[])[];
  /** Cells that most rows have, and the part of the rows that have them. */
  readonly width: number;
  readonly share: number;
  readonly broken: boolean;
  /** Every delimiter stands before a space, as in prose. */
  readonly prose: boolean;
}

/**
 * @param text the file's beginning, without a `sep=` line.
 * @param whole it is the whole file; otherwise its last row may be cut.
 * @param chosen what the person chose; not guessed.
 */
export function detect(text: string, whole: boolean, chosen: Partial<Dialect>): Detected {
  const guesses: Guess[] = [];
  const attempt = detectCells(text, whole, chosen, guesses);
  const rows = attempt.rows;
  const decimal = guessDecimal(rows, attempt.delimiter, whole && rows.length < mostRows);
  if (chosen.decimal === undefined) guesses.push(decimal.guess);
  const decimalMark = chosen.decimal ?? decimal.value;
  const header = guessHeader(rows, decimalMark);
  if (chosen.header === undefined) guesses.push(header.guess);
  return {
    delimiter: attempt.delimiter,
    quote: attempt.quote,
    header: chosen.header ?? header.value,
    decimal: decimalMark,
    decimalSure: chosen.decimal !== undefined || decimal.proven,
    guesses,
  };
}

function detectCells(text: string, whole: boolean, chosen: Partial<Dialect>, guesses: Guess[]): Attempt {
  const quote = chosen.quote ?? guessQuote(text, guesses);
  const delimiters = chosen.delimiter === undefined ? candidates : [chosen.delimiter];
  const attempts = delimiters.map((delimiter) => tryDelimiter(text, whole, delimiter, quote));
  if (chosen.delimiter !== undefined) return attempts[0]!;
  const splitting = attempts.filter(({ width }) => width > 1);
  const consistent = splitting.filter(({ share, broken }) => share === 1 && !broken);
  const best = consistent.length > 0 ? mostTyped(consistent) : mostlyRight(splitting);
  const name = (attempt: Attempt): string => delimiterNames.get(attempt.delimiter)!;
  if (best) {
    const { width, rows, share, prose } = best;
    const sure = share === 1 && consistent.length === 1 && rows.length > 1 && !prose && !best.broken;
    const often = share === 1 ? 'every one' : `${Math.round(share * 100)} %`;
    guesses.push({
      about: 'delimiter',
      value: best.delimiter,
      sure,
      why: `${often} of the first ${grouped(rows.length)} rows has ${grouped(width)} cells with the ${name(best)}`,
      alternatives: sure ? [] : candidates.filter((other) => other !== best.delimiter),
    });
    return best;
  }
  const single = attempts.find(({ rows }) => rows.every((row) => row.length === 1)) ?? attempts[0]!;
  const sure = attempts.every(({ rows, broken }) => !broken && rows.every((row) => row.length === 1));
  guesses.push({
    about: 'delimiter',
    value: single.delimiter,
    sure,
    why: sure ? 'no character parts the rows: one column' : 'no character parts all rows alike: one column',
    alternatives: sure ? [] : candidates.filter((other) => other !== single.delimiter),
  });
  return single;
}

function tryDelimiter(text: string, whole: boolean, delimiter: string, quote: string): Attempt {
  const rows: SampleCell[][] = [];
  let delimiters = 0;
  let spaced = 0;
  const tokenizer = new Tokenizer(
    { delimiter, quote, columns: limits.columns, cellCharacters: limits.cellCharacters },
    (row) => {
      if (isBlankRow(row)) return false;
      rows.push(
        Array.from({ length: row.cells }, (_, i) => {
          if (i > 0) {
            delimiters++;
            if (row.text.charAt(row.starts[i]! - 1) === ' ') spaced++;
          }
          return { text: textOf(row, i, quote), needless: row.marks[i]! % 4 === 2 };
        }),
      );
      return rows.length === mostRows;
    },
  );
  let broken = false;
  try {
    if (!tokenizer.push(text) && (whole || rows.length === 0)) tokenizer.end();
  } catch (error) {
    if (!(error instanceof TokenizerFault)) throw error;
    // A quote that is open where the sample ends may well be closed later.
    broken = whole || error.fault.what !== 'open-quote';
  }
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  const [width, most] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0]);
  const prose = delimiters > 0 && spaced === delimiters;
  return { delimiter, quote, rows, width, share: most / Math.max(1, rows.length), broken, prose };
}

/** The one with the most columns that are numbers or dates throughout; then the one with more columns. */
function mostTyped(attempts: readonly Attempt[]): Attempt {
  const typed = (attempt: Attempt): number =>
    columnsOf(attempt.rows.slice(1)).filter((cells) => cells.every(isFigure)).length;
  return attempts
    .map((attempt) => ({ attempt, typed: typed(attempt) }))
    .sort((a, b) => b.typed - a.typed || b.attempt.width - a.attempt.width)[0]!.attempt;
}

/** No delimiter gives equal rows: one that nearly does, the first row included, has some ragged rows. */
function mostlyRight(attempts: readonly Attempt[]): Attempt | undefined {
  return attempts
    .filter(
      ({ share, rows, width, broken }) =>
        rows[0]!.length > 1 && (broken || (share >= 0.5 && rows[0]!.length === width)),
    )
    .sort((a, b) => b.share - a.share || b.width - a.width)[0];
}

const columnsOf = (rows: readonly (readonly SampleCell[])[]): SampleCell[][] =>
  Array.from({ length: rows[0]?.length ?? 0 }, (_, i) => rows.map((row) => row[i]!).filter(Boolean));

/** More than a word: a number or a date, whatever the dialect. */
const isFigure = ({ text }: SampleCell): boolean => readsAsFigure(text);

function guessQuote(text: string, guesses: Guess[]): string {
  const opening = (quote: string): number =>
    text.split(new RegExp(`(?:^|[,;\\t|\\n\\r])${quote}[^${quote}\\n\\r]*${quote}(?=[,;\\t|\\n\\r]|$)`))
      .length - 1;
  const double = text.includes('"');
  const single = double ? 0 : opening("'");
  const value = single > 1 ? "'" : '"';
  guesses.push({
    about: 'quote',
    value,
    sure: single === 0,
    why: double
      ? 'it has double quotes'
      : single > 1
        ? `${grouped(single)} cells stand in single quotes, none in double ones`
        : 'it has no quotes that could be others',
    alternatives: single > 0 ? [value === '"' ? "'" : '"', ''] : [],
  });
  return value;
}

function carries(text: string, sign: Sign): boolean {
  const found = signedText(text);
  return found?.prefix === sign.prefix && found.suffix === sign.suffix && readsAsFigure(found.body);
}

function guessHeader(
  rows: readonly (readonly SampleCell[])[],
  decimal: '.' | ',',
): { value: boolean; guess: Guess } {
  const numbers = new NumberReader(decimal);
  const isNumber = ({ text, needless }: SampleCell): boolean =>
    !needless && !Number.isNaN(numbers.read(text, 0, text.length));
  const first = rows[0] ?? [];
  const columns = columnsOf(rows).map((cells) => cells.slice(1).filter(({ text }) => !isMissingText(text)));
  const numeric = columns.map((cells) => cells.length > 0 && cells.every(isNumber));
  // "5 kg" above other such cells is one of them, and "5 min" above numbers may be a name.
  const signs = columns.map((cells) => sharedSign(cells.map(({ text }) => text)));
  const isLike = (cell: SampleCell, i: number): boolean =>
    isFigure(cell) || (signs[i] != null && carries(cell.text, signs[i]));
  const values = columns.map((cells, i) => cells.length > 0 && cells.every((cell) => isLike(cell, i)));
  const named = first.every((cell, i) => !isLike(cell, i) || cell.needless);
  const contrast = first.some((cell, i) => values[i] && !isMissingText(cell.text) && !isLike(cell, i));
  const decide = (value: boolean, sure: boolean, why: string): { value: boolean; guess: Guess } => ({
    value,
    guess: {
      about: 'header',
      value: String(value),
      sure,
      why,
      alternatives: sure ? [] : [String(!value)],
    },
  });
  if (rows.length < 2) return decide(true, false, 'there is only one row');
  if (named && contrast)
    return decide(true, true, 'the first row has words where the rows below have numbers or dates');
  if (named) return decide(true, false, 'the first row has words only, like the rows below');
  if (contrast) return decide(true, false, 'some cells of the first row are words above numbers or dates');
  // Years above numbers are names, too: only numbers among the others of their columns surely are none.
  const read = (cell: SampleCell): number => numbers.read(cell.text, 0, cell.text.length);
  const among = first.every((cell, i) => {
    if (!numeric[i]) return false;
    if (isMissingText(cell.text)) return true;
    const others = columns[i]!.map(read);
    return others.some((other) => other <= read(cell)) && others.some((other) => other >= read(cell));
  });
  return decide(false, among, 'the first row has numbers or dates like the rows below');
}

/** Fewer cells, or a smaller part of those with a mark, may be slips of the pen and decide for no others. */
const fewestProofs = 3;
const leastProof = 0.01;

/** @param all the rows are all that the file has. */
function guessDecimal(
  rows: readonly (readonly SampleCell[])[],
  delimiter: string,
  all: boolean,
): {
  value: '.' | ',';
  proven: boolean;
  guess: Guess;
} {
  const reads = (['.', ','] as const).map((mark) => [
    new NumberReader(mark),
    ...thousandsMarks.filter((other) => other !== mark).map((other) => new NumberReader(mark, other)),
  ]);
  // Cells with a mark that only one of the two allows; cells with one that both do.
  const only = [0, 0];
  let both = 0;
  for (const row of rows)
    for (const { text } of row) {
      if (!/[.,]/.test(text)) continue;
      const figure = signedBody(text) ?? text;
      const [dot, comma] = reads.map((readers) =>
        readers.some((reader) => !Number.isNaN(reader.read(figure, 0, figure.length))),
      );
      if (dot && comma) both++;
      else if (dot) only[0]!++;
      else if (comma) only[1]!++;
    }
  const [dots, commas] = only as [number, number];
  const value = commas > dots ? ',' : '.';
  const clear = dots === 0 || commas === 0;
  const open = dots + commas === 0 && both > 0;
  const proofs = Math.max(dots, commas);
  const few = proofs < Math.max(fewestProofs, leastProof * (dots + commas + both));
  // Where no other cell depends on it, a single one is proof enough.
  const rash = proofs > 0 && few && (both > 0 || !all);
  // A decimal mark that parts cells as well must stand in quotes, which may mean a text.
  const sure = clear && !open && !rash && value !== delimiter;
  return {
    value,
    proven: sure && dots + commas > 0,
    guess: {
      about: 'decimal',
      value,
      sure,
      why:
        dots + commas > 0
          ? `${grouped(proofs)} ${proofs === 1 ? 'cell is a number' : 'cells are numbers'} with it${clear ? '' : `, ${grouped(Math.min(dots, commas))} with the other mark`}${rash && both > 0 ? `, ${grouped(both)} could be either` : ''}`
          : both > 0
            ? 'cells like 1,234 could be decimals or thousands'
            : 'no cell has a number with a decimal mark',
      alternatives: sure ? [] : [value === '.' ? ',' : '.'],
    },
  };
}
