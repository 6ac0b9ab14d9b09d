// Numbers as people read them. English notation; a missing value is a dash, never "NaN".

import type { Metric } from '../../core/define.ts';
import type { Estimate } from '../../core/records.ts';

export const missing = '–';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** A number with as many decimals as given: `fixed(0.8567) → "0.86"`. The minus is a true minus sign. */
export function fixed(value: number, digits = 2): string {
  if (!Number.isFinite(value)) return missing;
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** A share between 0 and 1: `share(0.8567) → "0.86"`. */
export const share = (value: number): string => fixed(value, 2);

/** A whole number with separators: `count(12400) → "12,400"`. */
export const count = (value: number): string => (Number.isFinite(value) ? whole.format(value) : missing);

/** Three significant digits for values in a unit: 0.0123, 2.35, 148. */
export function significant(value: number): string {
  if (!Number.isFinite(value)) return missing;
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 1000) return value < 0 ? `−${count(size)}` : count(size);
  const digits = Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(size))));
  return fixed(value, digits);
}

/** A metric's value in its own unit. */
export const metricText = (value: number, unit: Metric['unit']): string =>
  unit === 'target' ? significant(value) : fixed(value, 2);

/** A value with half its interval: "0.86 ±.03"; the value alone where there is no interval. */
export function estimateText(estimate: Estimate, digits = 2): string {
  const value = fixed(estimate.value, digits);
  const half = (estimate.high - estimate.low) / 2;
  if (value === missing || !Number.isFinite(half) || half <= 0) return value;
  return `${value} ±${fixed(half, digits).replace(/^0\./, '.')}`;
}

/** How many in a hundred, in words without a percent sign: "63 of 100"; the plain counts below a hundred. */
export function percentOf(part: number, total: number): string {
  if (!(total > 0)) return missing;
  return total < 100 ? `${count(part)} of ${count(total)}` : `${Math.round((100 * part) / total)} of 100`;
}

/** RFC 4180: a header and rows, fields quoted where they must be, CRLF after each line. */
export function csvText(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const field = (value: string | number): string => {
    const text = typeof value === 'number' ? (Number.isFinite(value) ? String(value) : '') : value;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [header, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}
