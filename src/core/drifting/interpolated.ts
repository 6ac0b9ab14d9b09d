// Frouros' way to the shares of its Kullback–Leibler and Jensen–Shannon figures.

import { finite, type NumberSample, type Sample } from '../drift-sample.ts';
import { countClosed, countOpen, type Bins } from './bins.ts';
import { autoEdges, pooledWidth } from './edges.ts';
import { pooledBins } from './pooled-bins.ts';

/** Frouros' `num_bins` of 10 is the number of edges. */
const cells = 9;

/** The rows themselves between the same edges. */
export const nineBins: (reference: NumberSample) => (current: Sample) => Bins = pooledBins((a, b) =>
  pooledWidth(a, b, cells),
);

/** Shares between `edges` as if the rows of each bin of the sample's own histogram lay evenly in it (scipy.stats.rv_histogram). */
export function interpolatedShares(
  { sorted, kind, missing }: NumberSample,
  edges: ArrayLike<number>,
): Float64Array {
  const values = finite(sorted);
  const whole = kind === 'integer' && missing === 0;
  const counted = (): Float64Array =>
    countOpen(sorted, edges, new Float64Array(edges.length - 1)).map((n) => n / sorted.length);
  // Infinite values alone have no histogram: they lie in the outermost cells.
  if (values.length === 0) return counted();
  const own = autoEdges(values, whole);
  const counts = countClosed(values, own, new Float64Array(own.length));
  const below = new Float64Array(own.length);
  for (let i = 1; i < own.length; i++) below[i] = below[i - 1]! + counts[i - 1]!;
  const all = below[own.length - 1]!;
  let bin = 0;
  const shareBelow = (value: number): number => {
    if (value <= own[0]!) return 0;
    if (value >= own[own.length - 1]!) return 1;
    while (value >= own[bin + 1]!) bin++;
    const [low, high] = [own[bin]!, own[bin + 1]!];
    // Between the smallest doubles there is nothing to interpolate.
    const inside = high > low ? (value - low) / (high - low) : 1;
    return (below[bin]! + (below[bin + 1]! - below[bin]!) * inside) / all;
  };
  const shares = new Float64Array(edges.length - 1);
  for (let i = 0, last = shareBelow(edges[0]!); i < shares.length; i++) {
    const next = shareBelow(edges[i + 1]!);
    shares[i] = next - last;
    last = next;
  }
  // Cells too narrow for the doubles to hold any part of a bin.
  return shares.some((share) => share > 0) ? shares : counted();
}
