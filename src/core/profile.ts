// What a look at a table finds. Made by core/profiling/ (`profileTable`), shown by the data room.

import type { FieldKind, FieldRole } from './schema.ts';
import type { Selection } from './selection.ts';

export interface Bar {
  readonly label: string;
  readonly count: number;
  /** Rows by class of the target, in the order of `Profile.classes`; null without a target of classes. */
  readonly byClass: readonly number[] | null;
  readonly rows: Selection;
}

/**
 * Of numbers, integers and times: of their finite values. Moments as numpy (population deviation), quantiles by linear
 * interpolation.
 */
export interface NumberSummary {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly deviation: number;
  readonly q25: number;
  readonly median: number;
  readonly q75: number;
  /** Fences of Tukey: q25 − 1.5 IQR and q75 + 1.5 IQR; rows beyond them, infinite ones included. */
  readonly outliers: {
    readonly low: number;
    readonly high: number;
    readonly count: number;
    readonly rows: Selection;
  };
}

export interface ColumnProfile {
  readonly name: string;
  readonly kind: FieldKind;
  readonly role: FieldRole;
  readonly missing: { readonly count: number; readonly rows: Selection };
  /** Different values that occur. */
  readonly distinct: number;
  readonly constant: boolean;
  /** Histogram, or the most frequent levels with the rest in one last bar. At most 30. */
  readonly bars: readonly Bar[];
  /** Null for categories, booleans and texts, and where no cell holds a finite number. */
  readonly numbers: NumberSummary | null;
}

export type FindingKind =
  | 'constant'
  | 'all-missing'
  | 'mostly-missing'
  | 'identifier'
  | 'many-levels'
  | 'similar-levels'
  | 'outliers'
  | 'duplicate-rows'
  | 'duplicate-columns'
  | 'empty-rows'
  | 'imbalance'
  | 'few-answers'
  | 'target-missing'
  | 'target-unreadable'
  | 'leak'
  | 'infinite';

/** Something a person should look at, in words with its n, and where it leads. */
export interface Finding {
  readonly kind: FindingKind;
  readonly severity: 'note' | 'warning';
  readonly columns: readonly string[];
  readonly text: string;
  /** What can be done about it, in words. */
  readonly advice: string;
  readonly rows: Selection | null;
}

export interface Correlations {
  readonly columns: readonly string[];
  /** Pearson's r of pairwise complete rows, row-major n × n; NaN where undefined (constant, fewer than 2 rows). */
  readonly values: Float64Array;
  /** Number columns beyond the first 60, which were not looked at. */
  readonly leftOut: number;
}

/** A column (or a sum of columns) that answers the target by itself. */
export interface LeakSuspect {
  readonly columns: readonly string[];
  /** How well it predicts the target alone, on rows that it was not fitted on: AUC, accuracy, or R². */
  readonly measure: 'auc' | 'accuracy' | 'r2';
  readonly value: number;
  /**
   * `certain`: as good as the answer itself, or a part of it. `strong`: better than honest columns mostly are; a person
   * must say whether it is known before the answer.
   */
  readonly degree: 'certain' | 'strong';
  readonly text: string;
}

/** How the answers are distributed. */
export interface TargetBalance {
  readonly column: string;
  readonly missing: { readonly count: number; readonly rows: Selection };
  /** Rows of each class, in the order of `Profile.classes`; null for a target of numbers. */
  readonly counts: readonly number[] | null;
}

export interface Profile {
  readonly rows: number;
  readonly columns: readonly ColumnProfile[];
  /** Class names of the target in the order of `classesOf` (core/target.ts); null without a target of classes. */
  readonly classes: readonly string[] | null;
  /** Null without a target, or with one that cannot be read (then a finding says why). */
  readonly target: TargetBalance | null;
  /** Rows that repeat an earlier one in every column. */
  readonly duplicates: { readonly count: number; readonly rows: Selection };
  readonly correlations: Correlations;
  readonly leaks: readonly LeakSuspect[];
  /** Rows that the leak check looked at: a random sample of a long table. */
  readonly leakRows: number;
  /** All warnings and notes, the gravest first; leaks are among them. */
  readonly findings: readonly Finding[];
}
