// What is watched where nobody has said anything else.

import type { Task } from '../define.ts';
import { usualMeasures } from '../drifting/usual-measures.ts';
import { streamDetectors } from '../concept-drift/index.ts';
import { defaults } from '../params.ts';
import type { SliceSpec } from '../slice.ts';
import { slicesAtMost, type MonitorPlan } from './plan.ts';

/** Specs that make more slices than they say are left out: stretches of time mean nothing within one window. */
const followed = ({ by }: SliceSpec): boolean => by === 'values' || by === 'bins' || by === 'rule';

/**
 * The stream's own windows, held against the rows that the version learnt from: there are more of them than validation rows, so
 * that chance in the reference blurs less; what depends on the model's own answers is taken of rows that it did not learn from
 * all the same (MonitorKnowledge.unseen). The usual measures and all detectors with their defaults.
 * @param slices that versions are judged in; those that apply to single windows are followed.
 */
export function usualPlan(task: Task, slices: readonly SliceSpec[]): MonitorPlan {
  return {
    v: 1,
    window: { by: 'rows', rows: null, step: null },
    reference: { of: 'training' },
    measures: usualMeasures.map(({ id, params, streaming }) => ({
      id,
      params: { ...defaults(params), ...streaming },
    })),
    // A regression has no errors that are right or wrong.
    detectors: streamDetectors.all
      .filter(({ input }) => task !== 'regression' || input === 'numbers')
      .map(({ id, params }) => ({ id, params: defaults(params) })),
    slices: slices.filter(followed).slice(0, slicesAtMost),
  };
}
