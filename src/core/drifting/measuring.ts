// The measures of a plan on one column.

import type { DriftResult } from '../drift-measure.ts';
import { isCategorySample, type Sample } from '../drift-sample.ts';
import { driftMeasures } from '../drift/index.ts';
import { defaults } from '../params.ts';
import type { MeasureSetting } from '../monitoring/plan.ts';

export interface Measuring {
  readonly id: string;
  /** Null for a window whose column is of another kind than the reference's. */
  measure(current: Sample): DriftResult | null;
}

/** Measures that are fit for the column, in the plan's order; what the plan does not set has its default. */
export function measuringOf(settings: readonly MeasureSetting[], reference: Sample): Measuring[] {
  const words = isCategorySample(reference);
  return settings.flatMap(({ id, params }): Measuring[] => {
    if (!driftMeasures.has(id)) return [];
    const kind = driftMeasures.get(id);
    if (!kind.kinds.includes(reference.kind)) return [];
    const fitted = kind.fit(reference, { ...defaults(kind.params), ...params });
    return [{ id, measure: (current) => (isCategorySample(current) === words ? fitted(current) : null) }];
  });
}

/** Those with a p that needs no limit of many rows: they decide whether a column counts as drifted. */
const first = ['kolmogorov-smirnov', 'chi-square'];

/** Place of the measure that decides for a column; −1 where there is none. */
export function primaryOf(measures: readonly Measuring[]): number {
  const exact = measures.findIndex(({ id }) => first.includes(id));
  return exact >= 0 ? exact : measures.length - 1;
}
