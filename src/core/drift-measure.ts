// What a measure of drift is: the shape that the registry core/drift holds.

import type { Sample } from './drift-sample.ts';
import type { ParamValues, Params } from './params.ts';
import type { Named } from './registry.ts';
import type { ColumnKind } from './table.ts';

/** What a measure says of one window. */
export interface DriftResult {
  /** The figure that the tool of the definition gives; NaN where a side has nothing to measure. */
  readonly statistic: number;
  /**
   * The size of the difference, which does not grow with the number of rows: what the setting `threshold` is held against.
   * The statistic itself, except where that is a test's.
   */
  readonly effect: number;
  /** P(a statistic at least so large if both samples are of one law), also far out; NaN where it is not known. */
  readonly pValue: number;
  /** The statistic from which on so many rows count as drifted: large enough to matter, and more than chance would make. */
  readonly threshold: number;
  /** The statistic reaches `threshold`, which is: the effect the setting `threshold`, and p lies below `significance`. */
  readonly drifted: boolean;
}

export interface DriftMeasure extends Named {
  readonly about: string;
  /** Tool and version whose definition is the usual one. */
  readonly source: string;
  readonly kinds: readonly ColumnKind[];
  readonly params: Params;
  /** Settings that differ from the defaults where every window of a stream is measured, because the usual ones take too long. */
  readonly streaming?: ParamValues;
  /** False: on request only, not part of what is watched where nobody has said anything else. */
  readonly usual?: boolean;
  /**
   * Learns the reference once; the function it returns measures any number of current windows against it.
   * @throws RangeError, it or the function, for a column that changed between words and numbers or is of no kind for it.
   */
  fit(reference: Sample, params: ParamValues): (current: Sample) => DriftResult;
}
export const defineMeasure = (measure: DriftMeasure): DriftMeasure => measure;
