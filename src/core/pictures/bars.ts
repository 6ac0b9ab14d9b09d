// Counts between edges.

import type { Bars } from '../pictures.ts';

/** @param edges ascending, at least two. Values outside of them, and NaN, count nowhere. */
export function barsOf(values: Iterable<number>, edges: readonly number[]): Bars {
  const counts = edges.slice(1).map(() => 0);
  for (const value of values) {
    const bar = barAt(edges, value);
    if (bar >= 0) counts[bar]!++;
  }
  return { edges, counts };
}

/** The bar [from, to) that a value lies in, the last one closed; −1 outside. */
function barAt(edges: readonly number[], value: number): number {
  const last = edges.length - 1;
  if (!(value >= edges[0]! && value <= edges[last]!)) return -1;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (edges[middle]! <= value) low = middle;
    else high = middle;
  }
  return low;
}

/** `bars` stretches of equal length between two ends; around the value where both are the same. */
export function evenEdges(from: number, to: number, bars: number): number[] {
  if (from === to) return evenEdges(from - 0.5, to + 0.5, bars);
  return Array.from({ length: bars + 1 }, (_, i) => (i === bars ? to : from + ((to - from) * i) / bars));
}
