import { defineMetric } from '../define.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { weightedQuantile } from '../parts/sorted.ts';
import { absoluteError } from '../parts/terms.ts';

/**
 * The value that occurs there, or the middle of two where the share falls between them (numpy.quantile's
 * 'averaged_inverted_cdf').
 */
export default defineMetric({
  id: 'absolute-error-90',
  label: '90 % quantile of the absolute error',
  about: 'Nine of ten predictions are off by less than this.',
  formula: 'Q₀.₉ |ŷ − y|',
  better: 'lower',
  tasks: ['regression'],
  unit: 'target',
  chance: 'quantile',
  ...sharedFigure({
    of: 'sorted',
    by: absoluteError,
    terms: [],
    read: (errors) => weightedQuantile(errors, 0.9),
  }),
});
