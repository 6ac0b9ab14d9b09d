// What many figures are made of, computed once for all of them: the rows' contributions are summed with the weights of a
// resample, and each figure is read from the sums. `compute` of such a figure is the same with every weight as given.

/**
 * Sufficient statistics of weighted rows. All are weighted by the row's weight (1 without weights); rows without a known
 * answer count nowhere.
 * - `confusion`: binary, positive from the threshold on (default 0.5).
 * - `matrix`: classes × classes, row-major, rows are the truth, columns the first of the largest scores.
 * - `sums`: Σ weight × term(row), in the order of the figure's terms.
 * - `ranking`: binary rows in descending order of score, those of equal score together: cumulative weights of positives
 *   and negatives after each distinct score.
 */
export type PartName = 'confusion' | 'matrix' | 'sums' | 'ranking';

export interface Confusion {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
}

export interface Ranking {
  /** Distinct scores, descending. */
  readonly scores: Float64Array;
  /** Weight of positives and of negatives with at least that score. */
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
}

/** What one row adds to a sum. @param score its outputs begin at `at` in `scores`. */
export type Term = (truth: number, scores: Float32Array, at: number, outputs: number) => number;

/** How a figure is read from shared parts. Its terms are compared by identity: figures that share a term share its sum. */
export type SharedParts =
  | { readonly of: 'confusion'; read(confusion: Confusion): number }
  | { readonly of: 'matrix'; read(matrix: Float64Array, classes: number): number }
  | {
      readonly of: 'sums';
      readonly terms: readonly Term[];
      /** @param weight Σ weights of the rows with a known answer. */
      read(sums: ArrayLike<number>, weight: number): number;
    }
  | { readonly of: 'ranking'; read(ranking: Ranking): number };
