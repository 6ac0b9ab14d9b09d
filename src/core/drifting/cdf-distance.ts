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
  const [n, m] = [x.length, y.length];
  let i = 0;
  let j = 0;
  let first = 0;
  let second = 0;
  let steps = 0;
  let values = 0;
  let at = x[0]! < y[0]! ? x[0]! : y[0]!;
  for (;;) {
    while (i < n && x[i]! <= at) i++;
    while (j < m && y[j]! <= at) j++;
    values++;
    const apart = i * m - j * n;
    const off = apart < 0 ? -apart : apart;
    if (off > steps) steps = off;
    if (i === n && j === m) break;
    const next = i === n ? y[j]! : j === m ? x[i]! : x[i]! < y[j]! ? x[i]! : y[j]!;
    const gap = next - at;
    if (gap < Infinity) {
      first += off * gap;
      second += off * off * gap;
    }
    at = next;
  }
  return { first: first / n / m, second: second / n / m / n / m, steps, values };
}

const latest = new WeakMap<NumberSample, { readonly current: NumberSample; readonly found: Walk }>();

/** The walk of a window against a reference, taken once for all measures that ask one after another. */
export function walkOf(reference: NumberSample, current: NumberSample): Walk {
  const known = latest.get(reference);
  if (known?.current === current) return known.found;
  const found = walk(reference.sorted, current.sorted);
  latest.set(reference, { current, found });
  return found;
}
