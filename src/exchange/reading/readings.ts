// What the texts of a column can be read as. All texts of a column must agree on one reading, or it stays text.

import { NumberReader, thousandsMarks } from './numbers.ts';
import { commonSign, readSigned, sharedSign, signedBody, type Sign } from './signs.ts';
import { booleanPairs, readBoolean } from './spellings.ts';
import { possibleOrders, readTime, type DateOrder } from './times.ts';
import type { Dialect } from './types.ts';

export type Reading =
  | { readonly as: 'number'; readonly numbers: NumberReader; readonly sign?: Sign | null }
  | { readonly as: 'time'; readonly order: DateOrder | null }
  | { readonly as: 'boolean'; readonly pair: number };

/** What of the dialect matters for cells, and whether the person chose it. */
export interface CellRules {
  readonly dialect: Dialect;
  /** Chosen, or proven by cells like "1.5" with none like "1,5". */
  readonly decimalSure: boolean;
  readonly datesChosen: boolean;
}

/** The text as the reading's number: yes 1, no 0; times in ms; ±Infinity for a number too large; NaN when it does not fit. */
export function readAs(reading: Reading, text: string, start: number, end: number): number {
  switch (reading.as) {
    case 'number':
      return reading.sign
        ? readSigned(reading.numbers, reading.sign, text, start, end)
        : reading.numbers.read(text, start, end);
    case 'time':
      return readTime(text, start, end, reading.order);
    case 'boolean':
      return readBoolean(text.slice(start, end), reading.pair);
  }
}

/** Whether the cell is a number without the sign that its column has. */
export const isBareNumber = (reading: Reading, text: string, start: number, end: number): boolean =>
  reading.as === 'number' && !Number.isNaN(reading.numbers.read(text, start, end));

const fits = (reading: Reading, text: string): boolean =>
  !Number.isNaN(readAs(reading, text, 0, text.length));

/** Why a column that nearly is one thing stayed text; said in a warning. */
export type Doubt = 'thousands' | 'quoted-thousands' | 'dates' | 'dates-contradict' | 'other-decimal';

export interface Decision {
  /** Null: text. */
  readonly reading: Reading | null;
  readonly doubt: Doubt | null;
}

const text: Decision = { reading: null, doubt: null };
const clearly = (reading: Reading): Decision => ({ reading, doubt: null });

/** @param texts the column's different texts, without missing ones. Empty: text. */
export function decideReading(texts: readonly string[], rules: CellRules): Decision {
  const first = texts[0];
  if (first === undefined) return text;
  // One look at the first text rules most readings out.
  const all = (reading: Reading): boolean => texts.every((each) => fits(reading, each));
  const truth = { as: 'boolean', pair: 0 } as const;
  if (all(truth)) return clearly(truth);
  const numbers = { as: 'number', numbers: new NumberReader(rules.dialect.decimal) } as const;
  if (all(numbers)) return clearly(numbers);
  const iso = { as: 'time', order: null } as const;
  if (all(iso)) return clearly(iso);
  return (
    decideThousands(texts, rules, null) ??
    decideSigned(texts, rules) ??
    decideDates(texts, rules) ??
    decideOtherDecimal(texts, rules, null) ??
    text
  );
}

/** Numbers that all carry the same sign or unit. */
function decideSigned(texts: readonly string[], rules: CellRules): Decision | null {
  const sign = sharedSign(texts);
  if (!sign) return null;
  const reading: Reading = { as: 'number', numbers: new NumberReader(rules.dialect.decimal), sign };
  if (texts.every((each) => fits(reading, each))) return clearly(reading);
  return decideThousands(texts, rules, sign) ?? decideOtherDecimal(texts, rules, sign);
}

function decideThousands(texts: readonly string[], rules: CellRules, sign: Sign | null): Decision | null {
  const { decimal, delimiter } = rules.dialect;
  const figure = (each: string): string => (sign ? (signedBody(each) ?? each) : each);
  for (const mark of thousandsMarks) {
    if (mark === decimal) continue;
    const reading: Reading = { as: 'number', numbers: new NumberReader(decimal, mark), sign };
    if (!texts.every((each) => fits(reading, each))) continue;
    // "1,234" alone might be one and a bit: a second mark, a decimal mark, or a mark that no decimal is, must prove it.
    const proven =
      rules.decimalSure ||
      (mark !== ',' && mark !== '.') ||
      texts
        .map(figure)
        .some((each) => each.includes(decimal) || each.indexOf(mark) !== each.lastIndexOf(mark));
    if (!proven) return { reading: null, doubt: 'thousands' };
    // With all cells in quotes that their marks need, nothing says whether the quotes mean a text.
    if (mark === delimiter && texts.every((each) => each.includes(mark)))
      return { reading: null, doubt: 'quoted-thousands' };
    return clearly(reading);
  }
  return null;
}

function decideDates(texts: readonly string[], rules: CellRules): Decision | null {
  const chosen = rules.dialect.dates;
  if (chosen !== null) {
    const reading: Reading = { as: 'time', order: chosen };
    if (texts.every((each) => fits(reading, each))) return clearly(reading);
    if (rules.datesChosen) return null;
  }
  let orders = 3;
  let contradicts = 0;
  for (const each of texts) {
    const possible = possibleOrders(each);
    if (possible === 0) return null;
    orders &= possible;
    contradicts |= possible === 3 ? 0 : possible;
  }
  if (orders === 1 || orders === 2)
    return clearly({ as: 'time', order: orders === 1 ? 'day-first' : 'month-first' });
  return { reading: null, doubt: contradicts === 3 ? 'dates-contradict' : 'dates' };
}

function decideOtherDecimal(texts: readonly string[], rules: CellRules, sign: Sign | null): Decision | null {
  const other = rules.dialect.decimal === '.' ? ',' : '.';
  const marks = sign ? ['', ...thousandsMarks.filter((mark) => mark !== other)] : [''];
  const fitting = marks.some((mark) => {
    const reading: Reading = { as: 'number', numbers: new NumberReader(other, mark), sign };
    return texts.every((each) => fits(reading, each));
  });
  return fitting ? { reading: null, doubt: 'other-decimal' } : null;
}

/**
 * The reading of a kind that the person chose: the one that most cells fit.
 * @param counts cells with each text.
 */
export function chosenReading(
  kind: 'number' | 'time' | 'boolean',
  texts: readonly string[],
  counts: readonly number[],
  rules: CellRules,
): Reading {
  const { decimal, dates } = rules.dialect;
  // An optional sign leaves bare numbers as they are, and a mark that no text has helps none.
  const sign = kind === 'number' ? commonSign(texts, counts) : null;
  const number = (mark = ''): Reading => ({ as: 'number', numbers: new NumberReader(decimal, mark), sign });
  const marks = (): string[] =>
    thousandsMarks.filter((mark) => mark !== decimal && texts.some((each) => each.includes(mark)));
  const candidates: Reading[] =
    kind === 'number'
      ? [number(), ...marks().map(number)]
      : kind === 'time'
        ? timeReadings(dates)
        : [...booleanPairs.map((_, pair): Reading => ({ as: 'boolean', pair })), number()];
  let best = candidates[0]!;
  let most = -1;
  for (const candidate of candidates) {
    let cells = 0;
    texts.forEach((each, i) => {
      const value = readAs(candidate, each, 0, each.length);
      const fitting = kind === 'boolean' ? value === 0 || value === 1 : !Number.isNaN(value);
      if (fitting) cells += counts[i] ?? 0;
    });
    if (cells > most) [best, most] = [candidate, cells];
  }
  return best;
}

/** Without a chosen order, dates whose order is open do not fit a column of times. */
const timeReadings = (dates: DateOrder | null): Reading[] => [{ as: 'time', order: dates }];
