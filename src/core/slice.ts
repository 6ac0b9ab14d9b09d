// Rows that are looked at together: how they are asked for, and what they are called.

import type { Named } from './registry.ts';
import type { Table } from './table.ts';

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

/**
 * As in TFMA: features with their value as text, in the order of their names; none is the whole. An empty value means that
 * the feature is missing in these rows. Rules, clusters and stretches of time have a word of their own in place of a
 * feature: "rule", "cluster", "period".
 */
export type SliceKey = readonly (readonly [feature: string, value: string])[];

export interface Slice {
  readonly key: SliceKey;
  /** Places in the list of rows that was sliced, ascending. */
  readonly places: Int32Array;
  /** Which of the specs asked for it. */
  readonly spec: number;
}

/** What one spec makes of rows: slices that share no row. */
export interface Partition {
  /** Of each row the place of its slice in `keys`, or −1 where it belongs to none. */
  readonly codes: Int32Array;
  readonly keys: readonly SliceKey[];
}

/** A model's prepared inputs for the rows that are sliced, row-major. */
export interface PreparedInputs {
  readonly values: Float32Array;
  readonly width: number;
  /** Columns of the table that they come from: clusters are named by these. Absent: by any column. */
  readonly features?: readonly string[];
}

export interface SlicingContext {
  readonly table: Table;
  /** Rows of the table that are sliced. */
  readonly rows: ArrayLike<number>;
  readonly inputs: () => PreparedInputs;
  /** More slices than this are refused. */
  readonly most: number;
  /** What any other spec makes of the same rows. */
  partition(spec: SliceSpec): Partition;
}

export type SpecOf<By extends SliceSpec['by']> = Extract<SliceSpec, { by: By }>;

/** One way to slice. */
export interface SliceKind<By extends SliceSpec['by'] = SliceSpec['by']> extends Named {
  readonly id: By;
  readonly about: string;
  /** @throws AppError 'bad-input' in words for people when the spec does not fit the table. */
  partition(spec: SpecOf<By>, context: SlicingContext): Partition;
  /** Whether a spec of this kind means a slice of that key; `inner` answers for any other spec. */
  matches(
    spec: SpecOf<By>,
    key: SliceKey,
    inner: {
      arity(spec: SliceSpec): number;
      matches(spec: SliceSpec, key: SliceKey): boolean;
    },
  ): boolean;
  /** How many features a key of this spec names. */
  arity(spec: SpecOf<By>, inner: (spec: SliceSpec) => number): number;
  /** The spec in words: "season × hour". */
  words(spec: SpecOf<By>, inner: (spec: SliceSpec) => string): string;
}
export const defineSliceKind = <By extends SliceSpec['by']>(kind: SliceKind<By>): SliceKind<By> => kind;
