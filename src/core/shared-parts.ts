// What many figures are made of, computed once for all of them: the rows' contributions are summed with the weights of a
// resample, and each figure is read from the sums. `compute` of such a figure is the same with every weight as given.

export interface Confusion {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
}

export interface Ranking {
  /** Distinct scores, descending. Empty without rows. */
  readonly scores: Float32Array;
  /** Weight of positives and of negatives with at least that score. */
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
}

export interface Sorted {
  /** Ascending; equal values may come one by one. Empty without rows. */
  readonly values: Float64Array;
  /** Weight of the rows up to and with each. */
  readonly cumulative: Float64Array;
}

/**
 * What one row adds to a sum. @param score its outputs begin at `at` in `scores`.
 * @param pivot a constant near the truths, the same for all rows: sums of squares about it keep their digits
 *   (parts/pivot.ts). What is read from the sums must not depend on it.
 */
export type Term = (
  truth: number,
  scores: Float32Array,
  at: number,
  outputs: number,
  pivot: number,
) => number;

/**
 * How a figure is read from shared parts. Its terms are compared by identity: figures that share a term share its sum.
 *
 * Sufficient statistics of weighted rows. All are weighted by the row's weight (1 without weights); rows without a known
 * answer count nowhere, and neither do rows of weight 0: a row that was not drawn is not there. A row that counts and whose
 * score is NaN makes every number of the part NaN.
 * - `confusion`: binary, positive from the threshold on (default 0.5), which is rounded to float32 as the scores are. TFMA counts
 *   only scores above it: the two differ by the rows exactly on it (fairness.ts has its rule too).
 * - `matrix`: classes × classes, row-major, rows are the truth, columns the first of the largest scores. Binary: 2 × 2,
 *   [TN, FP, FN, TP], by the same threshold.
 * - `sums`: Σ weight × term(row), in the order of the figure's terms.
 * - `grouped`: the same per group of rows (bins of a reliability diagram).
 * - `sorted`: rows in ascending order of a value, with cumulative weights: quantiles are read from it.
 * - `ranking`: binary rows in descending order of score, those of equal score together: cumulative weights of positives
 *   and negatives after each distinct score.
 * - `top`: binary, the first share of the rows' weight in descending order of score, rows of equal score in their own order;
 *   the row on the border counts in part.
 * - `pairs`: multiclass, who outranks whom (ROC AUC of one class against another, or all others).
 */
export type SharedParts =
  | { readonly of: 'confusion'; read(confusion: Confusion): number }
  | { readonly of: 'matrix'; read(matrix: Float64Array, classes: number): number }
  | {
      readonly of: 'sums';
      readonly terms: readonly Term[];
      /**
       * @param weight Σ weights of the rows with a known answer. @param rows how many they are, those of weight 0 too (number of
       *   samples in scikit-learn).
       */
      read(sums: ArrayLike<number>, weight: number, rows: number): number;
    }
  | {
      readonly of: 'grouped';
      readonly groups: number;
      /** The group of a row, 0 … groups − 1; NaN where its score is. */
      readonly group: Term;
      readonly terms: readonly Term[];
      /** @param sums groups × terms, row-major. @param weights per group. */
      read(sums: Float64Array, weights: Float64Array): number;
    }
  | {
      readonly of: 'sorted';
      /** What the rows are sorted by. */
      readonly by: Term;
      readonly terms: readonly Term[];
      /** @param sums Σ weight × term, and @param rows as in `sums`. */
      read(sorted: Sorted, sums: ArrayLike<number>, rows: number): number;
    }
  | { readonly of: 'ranking'; read(ranking: Ranking): number }
  | {
      readonly of: 'top';
      readonly share: number;
      /** @param top "positive" means among the first `share`. */
      read(top: Confusion): number;
    }
  | {
      readonly of: 'pairs';
      /**
       * @param pairs classes × classes, row-major: at (c, d) the weight of the pairs of a row of class c and one of class d
       *   where the first has more of P(c); equal ones count half. @param weights per class of the truth.
       */
      read(pairs: Float64Array, weights: Float64Array): number;
    };
