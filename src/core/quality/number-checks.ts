// What can go wrong with a column of numbers besides its distribution.

import type { NumberSample } from '../drift-sample.ts';
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
/** How far a median and a spread may lie from such a factor. */
const near = 0.08;

export interface UnitCheck {
  /** What the values seem to have been multiplied by; 1: nothing. */
  readonly factor: number;
  readonly pValue: number;
}

/**
 * Whether middle and spread of the values have both grown or shrunk by the same factor, one between two units. The chance is that
 * of a median so far out on its side: of the highest k + j − 1 rows of both, k or more come from the window, exactly; twice, for
 * two sides.
 */
export function unitAgainst(reference: NumberSample): ((window: NumberSample) => UnitCheck) | null {
  const before = reference.sorted;
  const n = before.length;
  const [quarter, middle, upper] = [0.25, 0.5, 0.75].map((share) => middleOf(before, share));
  const spread = upper! - quarter!;
  // Of few values, or of values around 0, a factor cannot be told.
  if (n < 20 || !(spread > 0) || !(Math.abs(middle!) > 0.1 * spread)) return null;
  return ({ sorted }) => {
    const m = sorted.length;
    if (m < 20) return { factor: 1, pValue: 1 };
    const now = middleOf(sorted, 0.5);
    const ratio = now / middle!;
    const wider = (middleOf(sorted, 0.75) - middleOf(sorted, 0.25)) / spread;
    const alike = (factor: number): boolean =>
      Math.abs(Math.log(ratio / factor)) < near && Math.abs(Math.log(wider / factor)) < 4 * near;
    const factor = ratio > 0 ? factors.flatMap((one) => [one, 1 / one]).find(alike) : undefined;
    if (factor === undefined) return { factor: 1, pValue: 1 };
    const least = Math.ceil(m / 2);
    const beyond = now > middle! ? n - firstFrom(before, now) : firstAbove(before, now);
    const pValue = Math.min(1, 2 * hypergeometricTail(least, n + m, least + beyond, m));
    return { factor, pValue };
  };
}
