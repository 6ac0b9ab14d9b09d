// How far the values are off: row by row, as bars, and as quantiles.

import type { RegressionPictures } from '../pictures.ts';
import { quantileOfSorted } from '../statistics.ts';
import { barsOf, evenEdges } from './bars.ts';

const mostPoints = 2000;
const alwaysShown = 100;
const bars = 40;
const shares = [0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1];

/** @param edges of the bars of residuals; null: from the least to the greatest residual. */
export function regressionPictures(
  truth: Float64Array,
  scores: Float32Array,
  edges: readonly number[] | null = null,
): RegressionPictures {
  const places = [...truth.keys()].filter(
    (place) => !Number.isNaN(truth[place]!) && Number.isFinite(scores[place]!),
  );
  const residual = (place: number): number => scores[place]! - truth[place]!;
  const sizes = Float64Array.from(places, (place) => Math.abs(residual(place))).sort();
  return {
    points: shown(places, residual).map((place) => ({
      place,
      truth: truth[place]!,
      predicted: scores[place]!,
    })),
    residuals: barsOf(places.map(residual), edges ?? residualEdges([places.map(residual)])),
    quantiles: shares.map((share) => ({ share, absoluteError: quantileOfSorted(sizes, share) })),
  };
}

/** Edges that hold all residuals of several models, so that their bars can be compared. */
export function residualEdges(lists: readonly (readonly number[])[]): number[] {
  let low = Infinity;
  let high = -Infinity;
  for (const list of lists)
    for (const value of list) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  return low <= high ? evenEdges(low, high, bars) : evenEdges(0, 0, bars);
}

/** The largest errors, and of the others every so many-th. */
function shown(places: readonly number[], residual: (place: number) => number): number[] {
  if (places.length <= mostPoints) return [...places];
  const largest = new Set(
    places.toSorted((a, b) => Math.abs(residual(b)) - Math.abs(residual(a))).slice(0, alwaysShown),
  );
  const step = places.length / (mostPoints - alwaysShown);
  const even = Array.from({ length: mostPoints - alwaysShown }, (_, i) => places[Math.floor(i * step)]!);
  return [...new Set([...largest, ...even])].sort((a, b) => a - b);
}
