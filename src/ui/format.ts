// Numbers, counts and durations as they appear on the page. Charts share the numbers, so those live there.

import { count, fixed, missing } from '../charts/parts/format.ts';

export {
  count,
  estimateText,
  fixed,
  metricText,
  percentOf,
  share,
  significant,
} from '../charts/parts/format.ts';

/** `compact(141_300) → "141k"`, `compact(1_250_000) → "1.3M"`; plain below a thousand. */
export function compact(value: number): string {
  if (!Number.isFinite(value)) return missing;
  if (Math.abs(value) < 999.5) return fixed(value, Math.abs(value) < 10 && value % 1 !== 0 ? 1 : 0);
  for (const [size, letter] of [
    [1e3, 'k'],
    [1e6, 'M'],
    [1e9, 'G'],
  ] as const) {
    const scaled = value / size;
    if (Math.abs(scaled) < 999.5) return `${fixed(scaled, Math.abs(scaled) < 9.95 ? 1 : 0)}${letter}`;
  }
  return count(value);
}

/** A length of time: "320 ms", "4.2 s", "3 min 20 s", "2 h 5 min". */
export function duration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds) || milliseconds < 0) return missing;
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 9_950) return `${fixed(milliseconds / 1000, 1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return pair(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  const minutes = Math.round(seconds / 60);
  return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}

const pair = (large: number, largeUnit: string, small: number, smallUnit: string): string =>
  small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;

/** Bytes in decimal units: "512 B", "1.2 MB". */
export function bytes(size: number): string {
  if (!Number.isFinite(size)) return missing;
  if (size < 1000) return `${size} B`;
  if (size < 999_500) return `${fixed(size / 1e3, size < 9_950 ? 1 : 0)} kB`;
  if (size < 999_500_000) return `${fixed(size / 1e6, size < 9_950_000 ? 1 : 0)} MB`;
  return `${fixed(size / 1e9, 1)} GB`;
}

/** `plural(1, 'row') → "1 row"`, `plural(3, 'row') → "3 rows"`. */
export const plural = (number: number, one: string, many = `${one}s`): string =>
  `${count(number)} ${number === 1 ? one : many}`;

// Made once: making one takes longer than a row of a table may.
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** A moment on the person's own clock: "14:05" today, "3 May, 14:05" else. */
export function moment(at: number, now: number): string {
  const then = new Date(at);
  const time = clock.format(then);
  return then.toDateString() === new Date(now).toDateString() ? time : `${day.format(then)}, ${time}`;
}
