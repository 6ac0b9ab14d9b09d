// A detector of concept drift looks at one number after another, as it comes.

import type { Params, ParamValues } from './params.ts';
import type { Named } from './registry.ts';

export type DetectorState = 'calm' | 'warning' | 'drift';

/** Runs on for ever: after it has fired it begins anew at the next number, as River's detectors do. */
export interface RunningDetector {
  /** @param x 1 for an error and 0 for a right answer, or any number where `input` says so. */
  update(x: number): DetectorState;
}

export interface StreamDetector extends Named {
  readonly about: string;
  /** River's class and the paper. */
  readonly source: string;
  readonly input: 'errors' | 'numbers';
  /** The direction in which it looks: `both`, or only `up` (more errors). */
  readonly sees: 'up' | 'both';
  readonly params: Params;
  /** The setting that a person would turn to make it more or less eager, and which way is eager. */
  readonly knob: { readonly param: string; readonly eager: 'smaller' | 'larger' };
  begin(params: ParamValues): RunningDetector;
}
export const defineStreamDetector = (detector: StreamDetector): StreamDetector => detector;
