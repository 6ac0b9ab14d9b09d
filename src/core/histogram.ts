// Counts of values between equally wide edges.

import type { Histogram } from './training-report.ts';

/**
 * From the least to the greatest finite value; the greatest counts in the last bin, as in numpy.histogram. Of equal values the bins
 * reach half to either side, without any value they reach from 0 to 1 (numpy's choices).
 * @param bins at least 1.
 */
export function histogramOf(values: ArrayLike<number>, bins = 30): Histogram {
  let [low, high, notFinite] = [Infinity, -Infinity, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) notFinite++;
    else {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low > high) [low, high] = [0, 1];
  else if (low === high) [low, high] = [low - 0.5, high + 0.5];
  const counts = new Array<number>(bins).fill(0);
  // Halved, so that no width overflows.
  const half = high / 2 - low / 2;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    const share = half > 0 ? (value / 2 - low / 2) / half : 0;
    counts[Math.min(bins - 1, Math.floor(share * bins))]!++;
  }
  return { low, high, counts, notFinite };
}
