// What can go wrong with a column of numbers besides its distribution.

import type { NumberSample } from '../drift-sample.ts';
import { studentTail } from '../student-t.ts';
import { allDrawn, hypergeometricTail, outsideRangeTail } from './exact-tails.ts';

/** Where of sorted numbers the first is that is not below. */
function firstFrom(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where of sorted numbers the first is that is above. */
function firstAbove(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const middleOf = (sorted: Float64Array, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;

export interface Counted {
  readonly count: number;
  readonly pValue: number;
}

/** Values below the lowest or above the highest of the reference. */
export function outsideAgainst(reference: NumberSample): (window: NumberSample) => Counted {
  const n = reference.sorted.length;
  const lowest = reference.sorted[0] ?? NaN;
  const highest = reference.sorted[n - 1] ?? NaN;
  return ({ sorted }) => {
    let below = 0;
    while (below < sorted.length && sorted[below]! < lowest) below++;
    let above = 0;
    while (above < sorted.length - below && sorted[sorted.length - 1 - above]! > highest) above++;
    const count = below + above;
    return { count, pValue: outsideRangeTail(count, n, sorted.length) };
  };
}

/** Values with a fraction where the reference has whole numbers only; null where it has not. */
export function fractionsAgainst(reference: NumberSample): ((window: NumberSample) => Counted) | null {
  const n = reference.sorted.length;
  if (n === 0 || !reference.sorted.every(Number.isInteger)) return null;
  return ({ sorted }) => {
    let count = 0;
    for (const value of sorted) if (!Number.isInteger(value)) count++;
    return { count, pValue: allDrawn(count, n + sorted.length, sorted.length) };
  };
}

/** Factors between units that people mix up, one way; the other way is the inverse. */
const factors = [10, 100, 1000, 1e6, 60, 3600, 24, 7, 12, 1.609344, 2.20462262, 3.28084, 2.54, 3.6, 4.184];
const bothWays = factors.flatMap((one) => [one, 1 / one]);
/** How far a median and a spread may lie from such a factor. */
const near = 0.08;

export interface UnitCheck {
  /** What the values seem to have been multiplied by; 1: nothing. */
  readonly factor: number;
  readonly pValue: number;
}

interface Weather {
  /** Of the logarithm of the ratio. */
  readonly spread: number;
  chanceOf(logRatio: number): number;
}

/**
 * How far the middle of stretches of the reference, as long as a window, lies from the middle of it all: p of a logarithm of their
 * ratio so far out, by Student's t with Welch's degrees of freedom for stretches that overlap by half (monitoring/dependence.ts).
 * Null: some lie on the other side of 0, so ratios say nothing.
 */
function ratiosAgainst(middle: number, n: number, stretches: readonly NumberSample[]): Weather | null {
  const ratios = stretches
    .filter(({ sorted }) => sorted.length > 0)
    .map(({ sorted }) => middleOf(sorted, 0.5) / middle);
  if (ratios.some((ratio) => !(ratio > 0))) return null;
  // Of fewer nothing can be learnt.
  if (ratios.length < 5) return { spread: 0, chanceOf: () => 0 };
  const rows = stretches.reduce((sum, { sorted }) => sum + sorted.length, 0) / stretches.length;
  // A stretch is part of what it is held against.
  const part = (n + rows) / Math.max(1, n - rows);
  const spread = Math.sqrt(
    (part * ratios.reduce((sum, ratio) => sum + Math.log(ratio) ** 2, 0)) / ratios.length,
  );
  const freedom = Math.max(1, Math.min(ratios.length, ((4 / 3) * n) / rows) - 1);
  return {
    spread,
    chanceOf: (logRatio) => (spread > 0 ? 2 * studentTail(Math.abs(logRatio) / spread, freedom) : 0),
  };
}

/**
 * Whether middle and spread of the values have both grown or shrunk by the same factor, one between two units. The chance is that
 * of a median so far out on its side: of the highest k + j − 1 rows of both, k or more come from the window, exactly; twice, for
 * two sides. Where rows resemble those before them, weather makes such factors too: then it is at least the chance of such a
 * ratio among stretches of the reference.
 * @param stretches of the reference, as long as a window; none: rows are independent.
 */
export function unitAgainst(
  reference: NumberSample,
  stretches: readonly NumberSample[] = [],
): ((window: NumberSample) => UnitCheck) | null {
  const before = reference.sorted;
  const n = before.length;
  const [quarter, middle, upper] = [0.25, 0.5, 0.75].map((share) => middleOf(before, share));
  const spread = upper! - quarter!;
  // Of few values, or of values around 0, a factor cannot be told.
  if (n < 20 || !(spread > 0) || !(Math.abs(middle!) > 0.1 * spread)) return null;
  const weather = ratiosAgainst(middle!, n, stretches);
  if (!weather) return null;
  // Under weather a middle is that much less certain.
  const within = Math.max(near, 2 * weather.spread);
  return ({ sorted }) => {
    const m = sorted.length;
    if (m < 20) return { factor: 1, pValue: 1 };
    const now = middleOf(sorted, 0.5);
    const ratio = now / middle!;
    const wider = (middleOf(sorted, 0.75) - middleOf(sorted, 0.25)) / spread;
    const off = (factor: number): number => Math.abs(Math.log(ratio / factor));
    // Weather moves the middle and leaves the spread: it must have gone with the factor more than half the way.
    const alike = (factor: number): boolean =>
      off(factor) < within &&
      Math.abs(Math.log(wider / factor)) < Math.min(4 * within, Math.abs(Math.log(factor)) / 2);
    const found = ratio > 0 ? bothWays.filter(alike) : [];
    if (found.length === 0) return { factor: 1, pValue: 1 };
    const factor = found.reduce((best, one) => (off(one) < off(best) ? one : best));
    const least = Math.ceil(m / 2);
    const beyond = now > middle! ? n - firstFrom(before, now) : firstAbove(before, now);
    const exact = Math.min(1, 2 * hypergeometricTail(least, n + m, least + beyond, m));
    return { factor, pValue: Math.max(exact, weather.chanceOf(Math.log(ratio))) };
  };
}
