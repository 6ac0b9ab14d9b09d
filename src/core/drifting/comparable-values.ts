import { finite } from '../drift-sample.ts';

/**
 * Two ascending samples with infinite values at the outermost finite value of both, and all of them in units in which no square
 * leaves the doubles. For figures that do not change with the unit.
 */
export function comparableValues(x: Float64Array, y: Float64Array): readonly [Float64Array, Float64Array] {
  const [a, b] = [finite(x), finite(y)];
  const parts = [a, b].filter((part) => part.length > 0);
  const low = Math.min(...parts.map((part) => part[0]!));
  const high = Math.max(...parts.map((part) => part[part.length - 1]!));
  if (parts.length === 0) return [x.map(Math.sign), y.map(Math.sign)];
  const largest = Math.max(Math.abs(low), Math.abs(high));
  const plain = largest < 1e140 && (largest > 1e-140 || largest === 0);
  if (plain && a.length === x.length && b.length === y.length) return [x, y];
  const unit = plain ? 1 : largest;
  const bounded = (value: number): number => Math.min(high, Math.max(low, value)) / unit;
  return [x.map(bounded), y.map(bounded)];
}
