// Rows that are looked at together: how they are asked for, and what they are called.

/** Rows that are looked at together. */
export type SliceSpec =
  | { readonly by: 'overall' }
  /** TFMA's feature_keys and feature_values: every combination of values of `features`, where the fixed values hold. */
  | {
      readonly by: 'values';
      readonly features: readonly string[];
      readonly fixed: Readonly<Record<string, string>>;
    }
  | {
      readonly by: 'bins';
      readonly feature: string;
      readonly bins: number;
      readonly how: 'quantile' | 'width';
    }
  /** Rows that fulfil a condition (expression.ts). */
  | { readonly by: 'rule'; readonly name: string; readonly condition: string }
  /** k-means on the model's prepared inputs. */
  | { readonly by: 'cluster'; readonly clusters: number; readonly seed: number }
  /** Stretches of equal length in the order of the rows, named by the time column where there is one. */
  | { readonly by: 'time'; readonly periods: number }
  /** Every combination of the slices of each. */
  | { readonly by: 'cross'; readonly of: readonly SliceSpec[] };

/** As in TFMA: features with their value as text; none is the whole. */
export type SliceKey = readonly (readonly [feature: string, value: string])[];

export interface Slice {
  readonly key: SliceKey;
  /** Places in the list of rows that was sliced, ascending. */
  readonly places: Int32Array;
  /** Which of the specs asked for it. */
  readonly spec: number;
}
