import { definePreprocessor } from '../define.ts';
import type { FittedData } from '../define.ts';
import { momentsOf } from '../statistics.ts';
import { minimumBetween } from './parts/minimum.ts';
import { mapped, numbersOf, sortedKnown } from './parts/number-cells.ts';

/** How far from the training rows a later value may land, in spreads of theirs. */
const farthest = 10;

/** Yeo & Johnson (2000), A new family of power transformations; by expm1 and log1p, so that it is exact near 0 and 2. */
function yeoJohnson(x: number, lambda: number): number {
  if (x >= 0) {
    const log = Math.log1p(x);
    return Math.abs(lambda) < Number.EPSILON ? log : Math.expm1(lambda * log) / lambda;
  }
  const log = Math.log1p(-x);
  const other = 2 - lambda;
  return Math.abs(other) < Number.EPSILON ? -log : -Math.expm1(other * log) / other;
}

/** The power under which the values are most like a normal distribution: maximum likelihood, as scipy.stats.yeojohnson. */
function likeliestLambda(known: Float64Array): number {
  let tilt = 0;
  let largest = 0;
  let [anyBelow, anyAbove] = [false, false];
  for (const x of known) {
    tilt += Math.sign(x) * Math.log1p(Math.abs(x));
    largest = Math.max(largest, Math.abs(x));
    if (x < 0) anyBelow = true;
    else anyAbove = true;
  }
  const changed = new Float64Array(known.length);
  const misfit = (lambda: number): number => {
    for (let i = 0; i < known.length; i++) changed[i] = yeoJohnson(known[i]!, lambda);
    const { deviation } = momentsOf(changed);
    const likelihood = -known.length * Math.log(deviation) + (lambda - 1) * tilt;
    return Number.isFinite(likelihood) ? -likelihood : Infinity;
  };
  // scipy's bounds: values up to 20 times the largest stay within half of the exponents that a double has.
  const reach = Math.log1p(20 * largest);
  const least = (Math.log(2.2250738585072014e-308) - Math.log(Number.EPSILON)) / 2 / reach;
  const most = (Math.log(Number.MAX_VALUE) + Math.log(Number.EPSILON)) / 2 / reach;
  const [low, high] = !anyBelow
    ? [least, most]
    : !anyAbove
      ? [2 - most, 2 - least]
      : [Math.max(2 - most, least), Math.min(2 - least, most)];
  return minimumBetween(misfit, low, high, 1.48e-8);
}

/**
 * scikit-learn's PowerTransformer(method="yeo-johnson", standardize=False): a constant column stays as it is; missing stays
 * missing. Standard scale is a step of its own. One difference: a later value lands at most ten times the spread of the
 * training rows away from them; a strong power would carry it beyond all numbers.
 */
export default definePreprocessor({
  id: 'power-transform',
  label: 'Power transform',
  about:
    'Bends the column so that its training rows look as much like a bell curve as a power can make them.',
  group: 'shape',
  kinds: ['number', 'integer'],
  params: {},
  fit(column): FittedData {
    const numbers = numbersOf(column, 'no power');
    if (momentsOf(numbers.values).constant) return { lambda: 1 };
    const known = sortedKnown(numbers);
    const lambda = likeliestLambda(known);
    const [least, most] = [yeoJohnson(known[0]!, lambda), yeoJohnson(known.at(-1)!, lambda)];
    const room = farthest * (most - least);
    return { lambda, low: least - room, high: most + room };
  },
  apply(column, fitted) {
    const lambda = Number(fitted.lambda);
    const numbers = numbersOf(column, 'no power');
    if (fitted.low === undefined) return [mapped(numbers, (value) => yeoJohnson(value, lambda))];
    const [low, high] = [Number(fitted.low), Number(fitted.high)];
    return [mapped(numbers, (value) => Math.min(high, Math.max(low, yeoJohnson(value, lambda))))];
  },
});
