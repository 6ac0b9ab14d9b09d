import { defineMetric } from '../define.ts';
import { sharedFigure } from '../parts/shared-figure.ts';
import { absoluteError } from '../parts/terms.ts';

/** scikit-learn's max_error, of the rows that have a weight. */
export default defineMetric({
  id: 'max-error',
  label: 'Largest error',
  about: 'How far the worst prediction is off.',
  formula: 'max |ŷ − y|',
  better: 'lower',
  tasks: ['regression'],
  unit: 'target',
  chance: 'extreme',
  ...sharedFigure({
    of: 'sorted',
    by: absoluteError,
    terms: [],
    read: ({ values }) => values.at(-1) ?? NaN,
  }),
});
