// Numbers under the hood: small ones matter here, so they are never rounded to 0.

import { fixed } from '../../../ui/format.ts';

const raised: Readonly<Record<string, string>> = {
  '-': '⁻',
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
};

/** Four significant digits: "0.1234", "−12.30", "3.210 × 10⁻⁷"; what is no number says so. */
export function figure(value: number): string {
  if (Number.isNaN(value)) return 'not a number';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 1e-4 && size < 1e5) {
    const digits = Math.max(0, 3 - Math.floor(Math.log10(size)));
    return fixed(value, Math.min(7, digits));
  }
  const [mantissa = '', exponent = ''] = size.toExponential(3).split('e');
  const power = [...exponent.replace('+', '')].map((digit) => raised[digit] ?? '').join('');
  return `${value < 0 ? '−' : ''}${mantissa} × 10${power}`;
}

/** Two significant digits in so few signs that they fit into a unit: "0.62", "12", "−3.6e−4". */
export function brief(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  const size = Math.abs(value);
  const text = !Number.isFinite(value)
    ? '∞'
    : size === 0
      ? '0'
      : size >= 999.5 || size < 0.01
        ? size.toExponential(1).replace('+', '').replace('e-', 'e−')
        : size < 9.95
          ? size.toPrecision(2)
          : size.toFixed(0);
  return value < 0 ? `−${text}` : text;
}
