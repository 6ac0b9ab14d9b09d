// Numbers that carry a sign or a unit: "$13.50", "1.200,00 €", "12 %", "3.5 kg", "(12.00)" for a negative amount.
//
// A prefix is a currency sign or the short name of a currency; letters before digits are the names of things otherwise
// (A1, Q4). A suffix is a currency sign, a per cent sign, or a unit of up to four letters. Spaces may part them from the number.

import type { NumberReader } from './numbers.ts';

export interface Sign {
  readonly prefix: string;
  readonly suffix: string;
  /** Numbers without it fit as well. */
  readonly optional: boolean;
}

interface SignedText {
  readonly prefix: string;
  readonly suffix: string;
  /** In brackets: negative. */
  readonly bracketed: boolean;
  /** The number without all that; perhaps none by the number grammar. */
  readonly body: string;
}

const space = ' \\u00a0\\u202f\\u2009';
const currencies =
  'USD|EUR|GBP|CHF|JPY|CNY|INR|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|RUB|TRY|BRL|MXN|ZAR|KRW|SGD|HKD|Fr\\.?|SFr\\.?|kr\\.?|Rs\\.?|zł|Kč';
const prefix = `\\p{L}{0,3}\\p{Sc}|\\p{Sc}\\p{L}{1,3}|${currencies}`;
// Not the quotation mark, which some write for inches: a text with one must be in quotes, so that quotes cannot say that it is a text.
const unit = '\\p{L}\\p{Sc}%‰°º²³µ″′';
const suffix = `[${unit}][${unit}/.]{0,3}|[cdkm]?m[23]`;
const body = `[-+]?[.,]?\\d(?:[\\d.,'’${space}]*[\\d.,])?(?:[eE][-+]?\\d+)?`;
const pattern = new RegExp(
  `^(\\()?([-+])?(${prefix})?[${space}]*(${body})[${space}]*(${suffix})?(\\))?$`,
  'u',
);
/** Longer than any number with a sign; keeps the pattern from going far in long texts. */
const longest = 48;

/** Sign and number of a text; null when it cannot be one. Bare numbers have an empty sign. */
export function signedText(text: string): SignedText | null {
  if (text.length > longest) return null;
  const found = pattern.exec(text);
  if (!found) return null;
  const [, open, lead = '', before = '', figure = '', after = '', close] = found;
  if ((open === undefined) !== (close === undefined)) return null;
  const signed = /^[-+]/.test(figure);
  if (signed && (lead !== '' || open !== undefined)) return null;
  if (lead !== '' && open !== undefined) return null;
  return { prefix: before, suffix: after, bracketed: open !== undefined, body: lead + figure };
}

const isBare = ({ prefix: before, suffix: after, bracketed }: SignedText): boolean =>
  before === '' && after === '' && !bracketed;

/** Money and per cent are numbers whatever stands beside them; a unit of letters may be a part of a code. */
export const isMoneyOrShare = ({ prefix: before, suffix: after }: Sign): boolean =>
  before !== '' || /[\p{Sc}%‰]/u.test(after);

/** The number in a text that carries a sign or is in brackets; null for any other text. */
export function signedBody(text: string): string | null {
  const found = signedText(text);
  return found && !isBare(found) ? found.body : null;
}

/** The sign that all texts carry; an empty one where some numbers are in brackets. Null when they share none. */
export function sharedSign(texts: readonly string[]): Sign | null {
  let first: SignedText | null = null;
  let bracketed = false;
  for (const text of texts) {
    const found = signedText(text);
    if (!found) return null;
    first ??= found;
    if (found.prefix !== first.prefix || found.suffix !== first.suffix) return null;
    bracketed ||= found.bracketed;
  }
  if (!first || (first.prefix === '' && first.suffix === '' && !bracketed)) return null;
  return { prefix: first.prefix, suffix: first.suffix, optional: false };
}

/**
 * The sign that most cells carry, for a column that somebody said is one of numbers: those without it fit as well.
 * @param counts cells with each text.
 */
export function commonSign(texts: readonly string[], counts: readonly number[]): Sign | null {
  const signs = new Map<string, { sign: Sign; cells: number }>();
  texts.forEach((text, i) => {
    const found = signedText(text);
    if (!found || isBare(found)) return;
    const key = `${found.prefix}\n${found.suffix}`;
    const tally = signs.get(key) ?? {
      sign: { prefix: found.prefix, suffix: found.suffix, optional: true },
      cells: 0,
    };
    tally.cells += counts[i] ?? 0;
    signs.set(key, tally);
  });
  let most = -1;
  let sign: Sign | null = null;
  for (const tally of signs.values()) if (tally.cells > most) ({ cells: most, sign } = tally);
  return sign;
}

const spaceCodes = new Set([32, 0xa0, 0x202f, 0x2009]);

/** The cell text[start, end) with the sign as a number; ±Infinity when too large; NaN when it does not fit. */
export function readSigned(
  reader: NumberReader,
  sign: Sign,
  text: string,
  start: number,
  end: number,
): number {
  const value = withSign(reader, sign, text, start, end);
  const all = Number.isNaN(value) && sign.optional ? reader.read(text, start, end) : value;
  reader.plain = false;
  return all;
}

function withSign(reader: NumberReader, sign: Sign, text: string, start: number, end: number): number {
  let [from, to] = [start, end];
  const bracketed = text.charCodeAt(from) === 40;
  if (bracketed) {
    if (text.charCodeAt(to - 1) !== 41) return NaN;
    from++;
    to--;
  }
  let factor = bracketed ? -1 : 1;
  let signed = bracketed;
  if (sign.prefix !== '') {
    const lead = text.charCodeAt(from);
    if (lead === 45 || lead === 43) {
      if (signed) return NaN;
      signed = true;
      if (lead === 45) factor = -1;
      from++;
    }
    if (!text.startsWith(sign.prefix, from)) return NaN;
    from += sign.prefix.length;
    while (from < to && spaceCodes.has(text.charCodeAt(from))) from++;
  }
  if (sign.suffix !== '') {
    to -= sign.suffix.length;
    if (to <= from || !text.startsWith(sign.suffix, to)) return NaN;
    while (to > from && spaceCodes.has(text.charCodeAt(to - 1))) to--;
  }
  if (to <= from) return NaN;
  const first = text.charCodeAt(from);
  const plusOrMinus = first === 45 || first === 43;
  if (plusOrMinus && signed) return NaN;
  const digit = text.charCodeAt(plusOrMinus ? from + 1 : from);
  // A digit or a decimal mark: "inf kg" is a text.
  if (!(digit >= 48 && digit <= 57) && digit !== 46 && digit !== 44) return NaN;
  return factor * reader.read(text, from, to);
}

interface Met {
  readonly line: number;
  readonly text: string;
  count: number;
}

function counted(met: Met | null, text: string, line: number, count: number): Met {
  if (met === null) return { line, text, count };
  met.count += count;
  return met;
}

/** Cells of a column that were read without their sign, or as negative because of their brackets. */
export class SignsMet {
  dropped: Met | null = null;
  bracketed: Met | null = null;

  /** @param text of a cell that is no number by itself. */
  add(sign: Sign, text: string, line: number, count: number): void {
    if (text.startsWith('(')) this.bracketed = counted(this.bracketed, text, line, count);
    if (sign.prefix !== '' || sign.suffix !== '') this.dropped = counted(this.dropped, text, line, count);
  }
}
