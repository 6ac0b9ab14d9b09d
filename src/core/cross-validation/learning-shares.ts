// Which rows a learning curve learns from: more and more of the same rows, always tested on the same others.

import { Random } from '../random.ts';
import type { FoldRows } from './splits.ts';

/** Shares of the training rows that a learning curve is made at. */
export const learningShares = [0.1, 0.25, 0.5, 0.75, 1] as const;

/**
 * Training rows at each share, ascending, each within the next (scikit-learn's learning_curve takes prefixes as well).
 * @param order `latest`: the newest rows, as if less had been kept; else a seeded draw.
 */
export function learningRows(
  { train }: FoldRows,
  shares: readonly number[],
  order: 'latest' | { readonly seed: number },
): Int32Array[] {
  const drawn =
    order === 'latest'
      ? train.toReversed()
      : new Random(order.seed)
          .stream('learning-curve')
          .permutation(train.length)
          .map((place) => train[place]!);
  return shares.map((share) => {
    const count = Math.min(train.length, Math.max(1, Math.round(train.length * share)));
    return drawn.slice(0, count).sort();
  });
}
