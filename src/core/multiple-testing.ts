// p-values of many tests, made up for their number.

import { benjaminiHochberg } from './benjamini-hochberg.ts';
import { holm } from './holm.ts';

/** Adjusted p-values: m p, at most 1. Errs on any of the tests with a chance of at most α (Bonferroni). */
export const bonferroni = (pValues: readonly number[]): number[] =>
  pValues.map((p) => Math.min(1, pValues.length * p));

/**
 * Benjamini and Yekutieli's adjusted p-values: Benjamini and Hochberg's times 1 + ½ + … + 1/m, at most 1. The share of false
 * findings is kept however the tests hang together (Annals of Statistics 29, 2001). statsmodels' `fdr_by`.
 */
export function benjaminiYekutieli(pValues: readonly number[]): number[] {
  const order = pValues.map((_, at) => at).sort((a, b) => pValues[b]! - pValues[a]!);
  const m = pValues.length;
  let sum = 0;
  for (let i = 1; i <= m; i++) sum += 1 / i;
  const adjusted = new Array<number>(m);
  let smallest = 1;
  order.forEach((at, place) => {
    smallest = Math.min(smallest, (m * sum * pValues[at]!) / (m - place));
    adjusted[at] = smallest;
  });
  return adjusted;
}

export const corrections = {
  none: (pValues: readonly number[]): number[] => [...pValues],
  bonferroni,
  holm,
  'benjamini-hochberg': benjaminiHochberg,
  'benjamini-yekutieli': benjaminiYekutieli,
} as const;

export type Correction = keyof typeof corrections;

/** The same with p-values that are not known (NaN): they stay so and are no tests. */
export function adjusted(pValues: readonly number[], by: Correction = 'holm'): number[] {
  const known = pValues.filter((p) => !Number.isNaN(p));
  const found = corrections[by](known);
  let next = 0;
  return pValues.map((p) => (Number.isNaN(p) ? NaN : found[next++]!));
}
