// The stretch of windows that a small chart shows: never so few that its axis would count halves of a window.

import type { Curve } from '../../ui/lines-geometry.ts';

const fewest = 12;

export function windowRange(curves: readonly Curve[]): readonly [number, number] {
  const first = Math.min(...curves.map(({ x }) => x[0] ?? Infinity));
  const last = Math.max(...curves.map(({ x }) => x[x.length - 1] ?? -Infinity));
  return Number.isFinite(first) ? [first, Math.max(last, first + fewest)] : [1, 1 + fewest];
}
