// What a way of smoothing a curve is; the ways are in smoothing/, one file each. The raw line always stays beside it.

import type { Param } from './params.ts';
import type { Named } from './registry.ts';

export interface Smoothing extends Named {
  readonly about: string;
  /** How strongly; 0 leaves the line as it is. */
  readonly amount: Extract<Param, { type: 'number' | 'integer' }>;
  /**
   * The smoothed line at the same places. NaN and ±Infinity stay gaps (NaN) and have no part in their neighbours' values.
   * @param x never falling.
   */
  smooth(x: ArrayLike<number>, y: ArrayLike<number>, amount: number): Float64Array;
}
export const defineSmoothing = (smoothing: Smoothing): Smoothing => smoothing;
