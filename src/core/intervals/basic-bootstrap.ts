import { defineInterval } from '../interval-method.ts';
import percentile from './percentile-bootstrap.ts';

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
  usual: percentile.usual,
  least: percentile.least,
  resample: (places, spec) => percentile.resample(places, spec),
  bounds(value, values, spec, rows) {
    const { low, high, standardError } = percentile.bounds(value, values, spec, rows);
    return { low: 2 * value - high, high: 2 * value - low, standardError };
  },
});
