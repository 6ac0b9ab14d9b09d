// The settings that all measures of drift have, and the verdict that follows from them.

import type { DriftResult } from '../drift-measure.ts';
import { numberOf, type Param, type ParamValues } from '../params.ts';

export const significance: Param = {
  type: 'number',
  label: 'Significance',
  help: 'How often chance alone may pass for drift. Small windows differ a lot by chance.',
  min: 0.0001,
  max: 1,
  scale: 'log',
  default: 0.01,
};

/** The least effect that is called drift. */
export const threshold = (usual: number, help: string, max = 10): Param => ({
  type: 'number',
  label: 'Threshold',
  help: `A smaller difference is not called drift. ${help}`,
  min: 0,
  max,
  step: 0.01,
  default: usual,
});

export const definition = (options: readonly { value: string; label: string }[]): Param => ({
  type: 'choice',
  label: 'Definition',
  help: 'Whose bins, floor and scale. The same name is another number in another tool.',
  options,
  default: options[0]?.value ?? '',
});

export function choiceOf(values: ParamValues, name: string): string {
  const value = values[name];
  if (typeof value !== 'string')
    throw new RangeError(`The setting ${name} must be a text, not ${String(value)}.`);
  return value;
}

export interface Limits {
  readonly threshold: number;
  readonly significance: number;
}
export const limitsOf = (params: ParamValues): Limits => ({
  threshold: numberOf(params, 'threshold'),
  significance: numberOf(params, 'significance'),
});

/** Nothing to measure on a side. */
export const nothing: DriftResult = {
  statistic: NaN,
  effect: NaN,
  pValue: NaN,
  threshold: NaN,
  drifted: false,
};

const above = (value: number): number => value + Math.max(Math.abs(value) * 1e-12, Number.MIN_VALUE);

/**
 * The verdict. `large` is the statistic at which the effect reaches its threshold, `certain` the one at which p falls below
 * the significance, which may be an approximation: where p itself says otherwise, p counts, and the threshold lies on
 * the side of the statistic that it must (nothing lies above an infinite one: NaN). Where p is not known (NaN) the effect alone decides.
 */
export function verdict(
  statistic: number,
  effect: number,
  pValue: number,
  limits: Limits,
  large: number,
  certain: number,
): DriftResult {
  const known = !Number.isNaN(pValue);
  const sure = !known || pValue < limits.significance;
  const drifted = effect >= limits.threshold && sure;
  let from = known ? Math.max(large, certain) : large;
  if (drifted) from = Math.min(from, statistic);
  else if (from <= statistic) from = statistic < Infinity ? above(statistic) : NaN;
  return { statistic, effect, pValue, threshold: from, drifted };
}
