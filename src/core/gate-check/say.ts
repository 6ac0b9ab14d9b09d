// How the gate writes numbers: short, and never rounded so far that a difference that decides disappears.

/** A minus sign as it is set. */
const signed = (text: string): string => (text === '-0' ? '0' : text.replace(/^-/, '−'));

/** @param digits behind the point at most. @returns e.g. 0.8667 → "0.8667", 1240.3 → "1,240.3", −0.5 → "−0.5"; NaN → "unknown". */
export function sayNumber(value: number, digits?: number): string {
  if (Number.isNaN(value)) return 'unknown';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  if (size >= 1e15 || (size > 0 && size < 1e-9)) return signed(value.toExponential(2));
  const most = digits ?? (size >= 1000 ? 1 : size >= 10 ? 2 : size >= 0.01 ? 4 : 6);
  return signed(value.toLocaleString('en', { maximumFractionDigits: most }));
}

/** Two numbers with as many digits as it takes to tell them apart. */
export function sayApart(one: number, other: number): [string, string] {
  if (one !== other)
    for (let digits = 3; digits <= 12; digits++) {
      const texts: [string, string] = [sayNumber(one, digits), sayNumber(other, digits)];
      if (texts[0] !== texts[1]) return texts;
    }
  return [sayNumber(one), sayNumber(other)];
}

/** To two digits that count: 437 → "440", 12,345 → "12,000". */
export function sayAbout(value: number): string {
  return Number(value.toPrecision(2)).toLocaleString('en', { maximumFractionDigits: 0 });
}
