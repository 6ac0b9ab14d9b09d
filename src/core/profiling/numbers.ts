import type { NumberSummary } from '../profile.ts';
import { momentsOf, quantileOfSorted } from '../statistics.ts';
import { countBelow, countUpTo, type SortedNumbers } from './sorting.ts';

/**
 * The summary of a column's finite values: numpy's mean, std (divisor n) and quantile ('linear'), Tukey's fences
 * (Exploratory Data Analysis, 1977). Null without any finite value.
 */
export function summaryOf(column: string, sorted: SortedNumbers): NumberSummary | null {
  const { finite } = sorted;
  if (finite.length === 0) return null;
  const { mean, deviation } = momentsOf(finite);
  const { q25, q75, low, high } = fencesOf(sorted, 1.5);
  return {
    min: finite[0]!,
    max: finite[finite.length - 1]!,
    mean,
    deviation,
    q25,
    median: quantileOfSorted(finite, 0.5),
    q75,
    outliers: {
      low,
      high,
      count: countOutside(sorted, low, high),
      rows: { by: 'outside', column, low, high },
    },
  };
}

/** Quartiles and the fences that lie `reach` interquartile ranges beyond them (Tukey: 1.5 inner, 3 outer fences). */
export function fencesOf(
  { finite }: SortedNumbers,
  reach: number,
): { q25: number; q75: number; low: number; high: number } {
  const q25 = quantileOfSorted(finite, 0.25);
  const q75 = quantileOfSorted(finite, 0.75);
  const low = q25 - reach * (q75 - q25);
  const high = q75 + reach * (q75 - q25);
  // Quartiles near ±1.8e308 have a difference that no number can hold: nothing lies beyond such fences.
  return { q25, q75, low: Number.isNaN(low) ? -Infinity : low, high: Number.isNaN(high) ? Infinity : high };
}

/** Values below `low` or above `high`, infinite ones included. */
export function countOutside(sorted: SortedNumbers, low: number, high: number): number {
  const { finite } = sorted;
  const below = countBelow(finite, low) + (low > -Infinity ? sorted.negativeInfinite : 0);
  const above = finite.length - countUpTo(finite, high) + (high < Infinity ? sorted.positiveInfinite : 0);
  return below + above;
}
