// How often something happens, from how often it has.

import { chiSquareAt } from '../drifting/homogeneity.ts';

/**
 * Rate of a Poisson count with its exact 95 % interval (Garwood, Biometrika 28, 1936): half the quantiles of chi-square with 2k
 * and 2k + 2 degrees of freedom, divided by the exposure.
 * @param count that were seen, 0 or more. @param exposure in the unit of the rate, above 0.
 */
export function poissonRate(count: number, exposure: number): { value: number; low: number; high: number } {
  return {
    value: count / exposure,
    low: count === 0 ? 0 : chiSquareAt(0.975, 2 * count) / 2 / exposure,
    high: chiSquareAt(0.025, 2 * count + 2) / 2 / exposure,
  };
}
