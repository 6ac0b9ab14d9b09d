import { finite } from '../drift-sample.ts';
import { momentsOf } from '../statistics.ts';

const known = new WeakMap<Float64Array, number>();

/**
 * Population standard deviation of the finite values, at least 0.001: Evidently's unit of the Wasserstein distance. Values
 * whose squares no double can hold are measured in a larger unit first.
 */
export function unitOf(sorted: Float64Array): number {
  const found = known.get(sorted) ?? unitFound(sorted);
  known.set(sorted, found);
  return found;
}

function unitFound(sorted: Float64Array): number {
  const values = finite(sorted);
  if (values.length === 0) return 0.001;
  const largest = Math.max(Math.abs(values[0]!), Math.abs(values[values.length - 1]!));
  const scale = largest > 1e140 ? largest : 1;
  const { deviation } = momentsOf(scale === 1 ? values : values.map((value) => value / scale));
  return Math.max(deviation * scale, 0.001);
}
