// What the rows of the drift section say.

import { farWords, isFar } from '../../../charts/parts/heat-cells.ts';
import type { Course } from './courses.ts';

const significant = (value: number): string => String(Number(value.toPrecision(3)));
const windowsText = (n: number): string => (n === 1 ? '1 window' : `${n} windows`);
/** "temp", "temp and hum", "temp, hum and 3 more". */
export function names(all: readonly string[], most = 3): string {
  const shown = all.slice(0, most);
  const more = all.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
}

/** "has changed since 3 May, in 5 of 6 windows" */
export function courseWords(row: Course, labels: readonly string[]): string {
  if (row.latest < 0) return 'not measured yet';
  if (row.since !== null) {
    let times = 0;
    for (let place = row.since; place <= row.latest; place++) times += row.found[place] ?? 0;
    return `has changed since ${labels[row.since] ?? ''} (${times} of ${windowsText(row.latest - row.since + 1)})`;
  }
  if (isFar(row, row.latest)) return farWords;
  if (row.changed >= 0) {
    const times = Array.from(row.values, (_, place) => row.found[place] ?? 0).filter(Boolean).length;
    return row.changed === row.latest
      ? `stands out in the latest window${times > 1 ? `, as in ${windowsText(times - 1)} before` : ''}`
      : `as before now; stood out in ${windowsText(times)}, the last one ${labels[row.changed] ?? ''}`;
  }
  return 'chance may explain it';
}

/** "0.31 (limit 0.1)" */
export function figureWords(row: Course): string {
  const { values, thresholds, latest } = row;
  if (latest < 0) return '–';
  const limit = thresholds[latest] ?? NaN;
  const value = significant(values[latest] ?? NaN);
  if (isFar(row, latest)) return `${value}, beyond its limit`;
  // A limit that a measure put next to its value says that p, not a distance, decided.
  if (limit > (values[latest] ?? NaN) && significant(limit) === value) return `${value}, within chance`;
  return Number.isNaN(limit) ? value : `${value} (limit ${significant(limit)})`;
}

export const chanceText = (p: number): string =>
  Number.isNaN(p) ? 'not known' : p < 0.001 ? '< 0.001' : p.toFixed(3);

/** Those that have changed and still are so, the longest first. */
export const longest = (rows: readonly Course[]): Course[] =>
  rows.filter(({ since }) => since !== null).toSorted((a, b) => (a.since ?? 0) - (b.since ?? 0));

/** In the latest window, and not yet for long. */
export const standsOut = (row: Course): boolean =>
  row.since === null && row.latest >= 0 && row.changed === row.latest;

/** The finding of the heat map of features. */
export function driftFinding(rows: readonly Course[], labels: readonly string[]): string {
  if (rows.every(({ latest }) => latest < 0)) return 'No window has been measured yet';
  const moved = longest(rows);
  const now = rows.filter(standsOut);
  if (moved.length === 0 && now.length > 0)
    return `${names(now.map(({ label }) => label))} ${now.length === 1 ? 'stands' : 'stand'} out in the latest window`;
  const far = rows.filter((row) => isFar(row, row.latest));
  if (moved.length === 0 && far.length > 0)
    return `${names(far.map(({ label }) => label))} ${far.length === 1 ? 'is' : 'are'} far from the reference, though a season may explain it`;
  if (moved.length === 0)
    return `No input has moved by more than chance can explain (${rows.length} looked at)`;
  const first = Math.min(...moved.map(({ since }) => since ?? Infinity));
  const have = moved.length === 1 ? 'has' : 'have';
  const when = moved.length === 1 ? `since ${labels[first] ?? ''}` : `the first since ${labels[first] ?? ''}`;
  return `${names(moved.map(({ label }) => label))} ${have} moved, ${when}`;
}

/** The finding of the heat map of checks of the data. */
export function qualityFinding(rows: readonly Course[], labels: readonly string[]): string {
  if (rows.every(({ latest }) => latest < 0)) return 'No window has been checked yet';
  const broken = longest(rows);
  if (broken.length > 0) {
    const [worst] = broken;
    return `${names(broken.map(({ label }) => label))}: beyond chance since ${labels[worst?.since ?? 0] ?? ''}`;
  }
  const now = rows.filter(standsOut);
  if (now.length > 0) return `${names(now.map(({ label }) => label))}: beyond chance in the latest window`;
  const once = rows.filter(({ changed }) => changed >= 0);
  return once.length > 0
    ? `The data is sound now; ${names(once.map(({ label }) => label))} stood out before`
    : `The data is sound: none of ${rows.length} checks found a fault`;
}
