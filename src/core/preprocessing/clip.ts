import { definePreprocessor } from '../define.ts';
import type { FittedData } from '../define.ts';
import { AppError } from '../errors.ts';
import { numberOf } from '../params.ts';
import { quantileOfSorted } from '../statistics.ts';
import { mapped, numbersOf, sortedKnown } from './parts/number-cells.ts';

const limit = (label: string, fallback: number) =>
  ({
    type: 'number',
    label,
    help: 'Used where limits are given.',
    min: -1e15,
    max: 1e15,
    default: fallback,
  }) as const;

const share = (label: string, fallback: number) =>
  ({
    type: 'number',
    label,
    help: 'Used where limits are quantiles of the training rows.',
    min: 0,
    max: 1,
    step: 0.01,
    default: fallback,
  }) as const;

/** numpy.clip between two quantiles (linear interpolation) of the training rows, or given limits; missing stays missing. */
export default definePreprocessor({
  id: 'clip',
  label: 'Clip',
  about: 'Values beyond a limit become the limit, so that single extremes do not count too much.',
  group: 'shape',
  kinds: ['number', 'integer'],
  params: {
    by: {
      type: 'choice',
      label: 'Limits',
      help: 'Where the limits come from.',
      options: [
        { value: 'quantiles', label: 'Quantiles of the training rows' },
        { value: 'given', label: 'Given' },
      ],
      default: 'quantiles',
    },
    lowShare: share('Low quantile', 0.01),
    highShare: share('High quantile', 0.99),
    low: limit('Low limit', -1),
    high: limit('High limit', 1),
  },
  fit(column, params): FittedData {
    const given = params.by === 'given';
    const low = numberOf(params, given ? 'low' : 'lowShare');
    const high = numberOf(params, given ? 'high' : 'highShare');
    if (!(low < high)) throw new AppError('bad-input', 'The low limit must lie below the high one.');
    if (given) return { low, high };
    const known = sortedKnown(numbersOf(column, 'no quantile'));
    if (known.length === 0) return {};
    return { low: quantileOfSorted(known, low), high: quantileOfSorted(known, high) };
  },
  apply(column, fitted) {
    const numbers = numbersOf(column, 'no limit');
    if (fitted.low === undefined) return [mapped(numbers, (value) => value)];
    const [low, high] = [Number(fitted.low), Number(fitted.high)];
    return [mapped(numbers, (value) => Math.min(high, Math.max(low, value)))];
  },
});
