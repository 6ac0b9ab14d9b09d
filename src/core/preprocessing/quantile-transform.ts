import { definePreprocessor } from '../define.ts';
import { numberOf } from '../params.ts';
import { quantileOfSorted } from '../statistics.ts';
import { figuresOf } from './parts/level-cells.ts';
import { normalQuantile } from './parts/normal-quantile.ts';
import { mapped, numbersOf, sortedKnown } from './parts/number-cells.ts';

/** scikit-learn's BOUNDS_THRESHOLD: the normal form ends where so little of the distribution is left. */
const tail = 1e-7;
const lowest = normalQuantile(tail - Number.EPSILON);
const highest = normalQuantile(1 - (tail - Number.EPSILON));

/** First place in ascending values that is not below x (after: that is above x). */
function place(values: readonly number[], x: number, after: boolean): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < x || (after && values[middle] === x)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Share of the training rows below a value: the mean of numpy.interp forwards and backwards, so that a value which fills
 * several quantiles lands in their middle.
 */
function shareBelow(x: number, quantiles: readonly number[]): number {
  const last = quantiles.length - 1;
  if (last === 0) return 0;
  if (x > quantiles[last]!) return 1;
  if (x < quantiles[0]!) return 0;
  const reference = (at: number): number => (at === last ? 1 : at * (1 / last));
  // Shares of the way, not slopes: between two values a hair apart a slope is infinite.
  const between = (below: number): number => {
    const [from, to] = [quantiles[below]!, quantiles[below + 1]!];
    return reference(below) + (reference(below + 1) - reference(below)) * ((x - from) / (to - from));
  };
  const at = place(quantiles, x, true) - 1;
  const forwards = at === last || quantiles[at] === x ? reference(at) : between(at);
  const to = place(quantiles, x, false);
  const backwards = to === 0 || quantiles[to] === x ? reference(to) : between(to - 1);
  return 0.5 * (forwards + backwards);
}

function uniform(x: number, quantiles: readonly number[]): number {
  if (Number.isNaN(x)) return NaN;
  if (x === quantiles[0]) return 0;
  return x === quantiles.at(-1) ? 1 : shareBelow(x, quantiles);
}

function normal(x: number, quantiles: readonly number[]): number {
  if (Number.isNaN(x)) return NaN;
  const share = x - tail < quantiles[0]! ? 0 : x + tail > quantiles.at(-1)! ? 1 : shareBelow(x, quantiles);
  return Math.min(highest, Math.max(lowest, normalQuantile(share)));
}

/**
 * scikit-learn's QuantileTransformer(n_quantiles, output_distribution, subsample=None): all training rows count, where
 * scikit-learn draws 10,000 of them. Missing stays missing, and so does a column that had no value in training.
 */
export default definePreprocessor({
  id: 'quantile-transform',
  label: 'Quantile transform',
  about: 'Replaces a value by the share of the training rows below it, evenly spread or as a bell curve.',
  group: 'shape',
  kinds: ['number', 'integer'],
  params: {
    output: {
      type: 'choice',
      label: 'Spread',
      help: 'How the training rows lie afterwards.',
      options: [
        { value: 'uniform', label: 'Evenly from 0 to 1' },
        { value: 'normal', label: 'As a bell curve' },
      ],
      default: 'uniform',
    },
    quantiles: {
      type: 'integer',
      label: 'Quantiles',
      help: 'How many points of the distribution are kept. Not more than there are rows.',
      min: 2,
      max: 1000,
      default: 100,
    },
  },
  fit(column, params) {
    const numbers = numbersOf(column, 'no quantile');
    const known = sortedKnown(numbers);
    const output = String(params.output);
    if (known.length === 0) return { output, quantiles: [] };
    const last = Math.min(numberOf(params, 'quantiles'), numbers.values.length) - 1;
    const quantiles: number[] = [];
    for (let at = 0; at <= last; at++) {
      const reference = at === last ? (last === 0 ? 0 : 1) : at * (1 / last);
      const quantile = quantileOfSorted(known, Math.min(1, (reference * 100) / 100));
      // Interpolation may round a hair downwards; the search needs them ascending.
      quantiles.push(Math.max(quantile, quantiles.at(-1) ?? -Infinity));
    }
    return { output, quantiles };
  },
  apply(column, fitted) {
    const numbers = numbersOf(column, 'no quantile');
    const quantiles = figuresOf(fitted.quantiles);
    const to = fitted.output === 'normal' ? normal : uniform;
    return [mapped(numbers, (value) => (quantiles.length === 0 ? value : to(value, quantiles)))];
  },
});
