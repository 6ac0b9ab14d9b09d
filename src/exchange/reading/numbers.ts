// The one number grammar of all readers:
//
//   number   = [sign] digits [mark digits*] [exponent] | [sign] mark digits [exponent]
//   sign     = "+" | "-"      mark = "." or "," (one per file)      exponent = ("e" | "E") [sign] digits
//
// Text, not numbers: leading zeros (007, but not 0.5), whole numbers of 16 digits and more (identifiers that float64
// would round), 0x1F, 1_000, surrounding spaces; 12 % and $5 are numbers with a sign (signs.ts). 1e400 is a number too
// large to hold: it reads as infinite, as do inf and Infinity in any case, and counts as missing in a number column.
// −0 keeps its sign.
// Thousands marks (",", ".", "'", space, no-break spaces) are read only where the reader was made with one; then every
// whole part of more than three digits must carry them, each group of three.

const powers = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));
/** Below this many digits a whole number is exact in float64, and mantissa × 10^±22 is rounded once (Clinger 1990). */
const exactDigits = 15;

/** Marks that may part thousands beside the decimal mark. */
export const thousandsMarks = [',', '.', "'", '’', ' ', '\u00a0', '\u202f', '\u2009'] as const;

export class NumberReader {
  /** Of the last number read: it has no decimal mark and no negative exponent. */
  whole = false;
  /** Of the last number read: nothing but digits. */
  plain = false;
  readonly decimal: string;
  readonly thousands: string;
  readonly #decimal: number;
  readonly #thousands: number;

  /** @param thousands the mark between groups of three digits, '' for none. */
  constructor(decimal: '.' | ',', thousands = '') {
    this.decimal = decimal;
    this.thousands = thousands;
    this.#decimal = decimal.charCodeAt(0);
    this.#thousands = thousands === '' ? -1 : thousands.charCodeAt(0);
  }

  /** The cell text[start, end) as a number; ±Infinity when too large or spelled so; NaN when it is none. */
  read(text: string, start: number, end: number): number {
    let i = start;
    let code = text.charCodeAt(i);
    const sign = code === 45 ? -1 : 1;
    const signed = code === 45 || code === 43;
    if (signed) code = text.charCodeAt(++i);
    const first = code;
    const digitsFrom = i;
    let mantissa = 0;
    let digits = 0;
    let group = 0;
    let marked = false;
    for (; i < end; i++) {
      code = text.charCodeAt(i);
      if (code >= 48 && code <= 57) {
        mantissa = mantissa * 10 + (code - 48);
        digits++;
        group++;
      } else if (code === this.#thousands) {
        if (marked ? group !== 3 : group === 0 || group > 3) return NaN;
        marked = true;
        group = 0;
      } else break;
    }
    if (this.#thousands >= 0 && (marked ? group !== 3 : group > 3)) return NaN;
    if (first === 48 && digits > 1) return NaN;
    const wholeDigits = digits;
    let exponent = 0;
    let whole = true;
    if (i < end && code === this.#decimal) {
      whole = false;
      for (i++; i < end; i++) {
        code = text.charCodeAt(i);
        if (code < 48 || code > 57) break;
        mantissa = mantissa * 10 + (code - 48);
        digits++;
        exponent--;
      }
    }
    if (digits === 0) return infinite(text, digitsFrom, end) ? sign * Infinity : NaN;
    let powered = false;
    if (i < end && (code === 101 || code === 69)) {
      powered = true;
      const read = exponentOf(text, i + 1, end);
      if (Number.isNaN(read)) return NaN;
      if (read < 0) whole = false;
      exponent += read;
      i = end;
    }
    if (i !== end) return NaN;
    if (whole && !powered && wholeDigits > exactDigits) return NaN;
    this.whole = whole;
    this.plain = whole && !powered && !signed && !marked;
    if (digits <= exactDigits && exponent <= 22 && exponent >= -22)
      return sign * (exponent < 0 ? mantissa / powers[-exponent]! : mantissa * powers[exponent]!);
    return Number(this.#plainText(text.slice(start, end)));
  }

  #plainText(text: string): string {
    const bare = this.thousands === '' ? text : text.replaceAll(this.thousands, '');
    return this.decimal === '.' ? bare : bare.replace(',', '.');
  }
}

function exponentOf(text: string, start: number, end: number): number {
  let i = start;
  const code = text.charCodeAt(i);
  const negative = code === 45;
  if (negative || code === 43) i++;
  if (i >= end) return NaN;
  let value = 0;
  for (; i < end; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    // Far beyond float64 either way; stops the sum from losing its last digits.
    value = Math.min(1_000_000, value * 10 + digit);
  }
  return negative ? -value : value;
}

function infinite(text: string, start: number, end: number): boolean {
  const length = end - start;
  if (length !== 3 && length !== 8) return false;
  const word = text.slice(start, end).toLowerCase();
  return word === 'inf' || word === 'infinity';
}
