import {
  defineInterval,
  drawnWithReplacement,
  noBounds,
  sortedDefined,
  spreadOf,
} from '../interval-method.ts';
import { quantileOfSorted } from '../statistics.ts';

/**
 * The percentile bootstrap (Efron & Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13): from the (1 − confidence) / 2
 * to the (1 + confidence) / 2 quantile of the figure over resamples, interpolated linearly as numpy.quantile does.
 */
export default defineInterval({
  id: 'percentile-bootstrap',
  label: 'Percentile bootstrap',
  about:
    'As many rows as there are, are drawn with replacement hundreds of times. The interval holds the middle of what the figure came to.',
  bootstraps: true,
  usual: 400,
  least: 1,
  resample: (places, spec) => drawnWithReplacement(places.length, spec),
  bounds(value, values, { confidence }) {
    const sorted = sortedDefined(values);
    if (sorted.length === 0) return noBounds(value);
    const outside = (1 - confidence) / 2;
    return {
      low: quantileOfSorted(sorted, outside),
      high: quantileOfSorted(sorted, 1 - outside),
      standardError: spreadOf(values).deviation,
    };
  },
});
