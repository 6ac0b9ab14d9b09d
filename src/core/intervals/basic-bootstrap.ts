import {
  defineInterval,
  drawnWithReplacement,
  noBounds,
  sortedDefined,
  spreadOf,
} from '../interval-method.ts';
import { quantileOfSorted } from '../statistics.ts';

/**
 * The basic bootstrap (Davison & Hinkley, Bootstrap Methods and their Application, 1997, §5.2; scipy.stats.bootstrap with method
 * 'basic'): resamples lie about the figure as the figure lies about the truth, so the quantiles of the percentile bootstrap are
 * turned over at the figure. A bound can lie where no figure can, such as an area above 1.
 */
export default defineInterval({
  id: 'basic-bootstrap',
  label: 'Basic bootstrap',
  about:
    'Draws as the percentile bootstrap does, and turns its interval over at the figure. Its ends can lie beyond what a figure can be.',
  bootstraps: true,
  usual: 400,
  least: 1,
  resample: (places, spec) => drawnWithReplacement(places.length, spec),
  bounds(value, values, { confidence }) {
    const sorted = sortedDefined(values);
    if (sorted.length === 0) return noBounds(value);
    const outside = (1 - confidence) / 2;
    return {
      low: 2 * value - quantileOfSorted(sorted, 1 - outside),
      high: 2 * value - quantileOfSorted(sorted, outside),
      standardError: spreadOf(values).deviation,
    };
  },
});
