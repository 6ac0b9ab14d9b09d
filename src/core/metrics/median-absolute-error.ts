import { defineMetric } from '../define.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { weightedQuantile } from '../parts/sorted.ts';
import { absoluteError } from '../parts/terms.ts';

/** scikit-learn's median_absolute_error, weights included. */
export default defineMetric({
  id: 'median-absolute-error',
  label: 'Median absolute error',
  about: 'Half of the predictions are off by less than this. A few wild misses do not move it.',
  formula: 'median |ŷ − y|',
  better: 'lower',
  tasks: ['regression'],
  unit: 'target',
  chance: 'quantile',
  ...sharedFigure({
    of: 'sorted',
    by: absoluteError,
    terms: [],
    read: (errors) => weightedQuantile(errors, 0.5),
  }),
});
