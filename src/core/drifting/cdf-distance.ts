// Distances between the steps of two cumulative shares, all in one walk over both samples in ascending order.

import type { NumberSample } from '../drift-sample.ts';

export interface Walk {
  /** ∫ |F − G| dx: scipy's wasserstein_distance. */
  readonly first: number;
  /** ∫ (F − G)² dx: half the square of scipy's energy_distance. */
  readonly second: number;
  /** n m max |F − G|, a whole number. */
  readonly steps: number;
  /** Different values of both samples together. */
  readonly values: number;
}

/** @param x and @param y ascending, with at least one value each. Infinite values count as the outermost finite one. */
export function walk(x: Float64Array, y: Float64Array): Walk {
  const n = x.length;
  const m = y.length;
  let first = 0;
  let second = 0;
  let steps = 0;
  let at = -Infinity;
  let i = 0;
  while (i < n && x[i] === at) i++;
  let values = i > 0 || y[0] === at ? 1 : 0;
  // i m − j n of the values up to `at`, i of x and j of y.
  let apart = i * m;
  for (let j = 0; j < m; j++, apart -= n) {
    const value = y[j]!;
    if (!(value > at)) continue;
    // From one value of y to the next F only rises: it is furthest from G at either end.
    if (-apart > steps) steps = -apart;
    for (; i < n; i++, apart += m) {
      const next = x[i]!;
      if (!(next < value)) break;
      const gap = next - at;
      if (!(gap > 0)) continue;
      values++;
      at = next;
      if (gap === Infinity) continue;
      first += Math.abs(apart) * gap;
      second += apart * apart * gap;
    }
    if (apart > steps) steps = apart;
    values++;
    const gap = value - at;
    if (gap < Infinity) {
      first += Math.abs(apart) * gap;
      second += apart * apart * gap;
    }
    at = value;
    for (; i < n && x[i] === value; i++) apart += m;
  }
  if (-apart > steps) steps = -apart;
  for (; i < n; i++, apart += m) {
    const next = x[i]!;
    const gap = next - at;
    if (!(gap > 0)) continue;
    values++;
    at = next;
    if (gap === Infinity) continue;
    first -= apart * gap;
    second += apart * apart * gap;
  }
  return { first: first / n / m, second: second / n / m / n / m, steps, values };
}

const kept = new WeakMap<NumberSample, WeakMap<NumberSample, Walk>>();

/**
 * The walk of a window against a reference, taken once for all measures that ask, and for stretches of the reference once for all
 * monitors.
 */
export function walkOf(reference: NumberSample, current: NumberSample): Walk {
  let walks = kept.get(reference);
  if (!walks) kept.set(reference, (walks = new WeakMap<NumberSample, Walk>()));
  let found = walks.get(current);
  if (!found) walks.set(current, (found = walk(reference.sorted, current.sorted)));
  return found;
}
