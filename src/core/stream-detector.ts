// A detector of concept drift looks at one number after another, as it comes.

import type { Params, ParamValues } from './params.ts';
import type { Named } from './registry.ts';

export type DetectorState = 'calm' | 'warning' | 'drift';

/** Runs on for ever: after it has fired it begins anew at the next number, as River's detectors do. */
export interface RunningDetector {
  /** @param x 1 for an error and 0 for a right answer, or any number where `input` says so. */
  update(x: number): DetectorState;
}

export interface CountingDetector extends RunningDetector {
  /**
   * How often it fires on these numbers, one after another. Each class has a loop of its own, though all are alike: in one for all
   * of them the engine could not tell which `update` it calls, which costs more than most of them do.
   */
  firings(xs: Float64Array): number;
}

export interface StreamDetector<Running extends CountingDetector = CountingDetector> extends Named {
  readonly about: string;
  /** River's class and the paper. */
  readonly source: string;
  readonly input: 'errors' | 'numbers';
  /** The direction in which it looks by default: `both`, or only `up` (more errors). */
  readonly sees: 'up' | 'both';
  /** By River's names, with River's defaults. */
  readonly params: Params;
  /**
   * The setting that a person would turn to make it more or less eager, which way is eager, and values that are worth
   * looking at: the eager end first, the default among them.
   */
  readonly knob: {
    readonly param: string;
    readonly eager: 'smaller' | 'larger';
    readonly grid: readonly number[];
  };
  /** Of a setting that it can't work with: why, in words for a person. Ranges of single settings are checked by `params`. */
  problem?(params: ParamValues): string | null;
  begin(params: ParamValues): Running;
}
export const defineStreamDetector = <Running extends CountingDetector>(
  detector: StreamDetector<Running>,
): StreamDetector<Running> => detector;
