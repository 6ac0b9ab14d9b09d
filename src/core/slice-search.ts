// Slices on which a model does worse than on the rest of the rows, found by looking at every value, bin and pair of them.

import type { SliceKey, SliceSpec } from './slice.ts';

export interface SliceSearchSpec {
  /** Features to slice by; empty: all that the model uses. */
  readonly features: readonly string[];
  readonly bins: number;
  readonly minRows: number;
  /** Features crossed at most: 1 or 2. */
  readonly depth: 1 | 2;
  /** Share of false findings among what is called worse (Benjamini–Hochberg) or the chance of any (Holm). */
  readonly correction: 'benjamini-hochberg' | 'holm';
  readonly alpha: number;
  /** Slices that are given back at most, the worst first. */
  readonly most: number;
}

export interface WeakSlice {
  readonly key: SliceKey;
  /** What asks for these rows again: fixed values, or a rule where a range is meant. */
  readonly spec: SliceSpec;
  /** In words: "hour 7–9, working day". */
  readonly label: string;
  readonly rows: number;
  /** Mean loss in the slice and in the rest. */
  readonly loss: number;
  readonly restLoss: number;
  /** Difference in deviations of the loss (Cohen's d with the pooled deviation). */
  readonly effect: number;
  /**
   * One-sided Welch test, before and after the correction for all slices that were looked at. The slice's variance counts as
   * no smaller than that of all rows (slice-search/search.ts says why).
   */
  readonly pValue: number;
  readonly adjusted: number;
  /** Rows of the table, those of the greatest loss first; at most 2,000. */
  readonly tableRows: Int32Array;
}
