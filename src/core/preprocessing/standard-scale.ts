import { definePreprocessor } from '../define.ts';
import { momentsOf } from '../statistics.ts';
import { centred, numbersOf } from './parts/number-cells.ts';

/** scikit-learn's StandardScaler: population deviation; a constant column is only centred; missing stays missing. */
export default definePreprocessor({
  id: 'standard-scale',
  label: 'Standard scale',
  about: 'Subtracts the mean of the training rows and divides by their standard deviation.',
  group: 'scale',
  params: {},
  kinds: ['number', 'integer', 'boolean'],
  fit(column) {
    const { count, mean, deviation, constant } = momentsOf(numbersOf(column, 'no scale').values);
    if (count === 0) return { mean: 0, deviation: 1 };
    return { mean, deviation: constant ? 1 : deviation };
  },
  apply(column, fitted) {
    return [centred(numbersOf(column, 'no scale'), Number(fitted.mean), Number(fitted.deviation))];
  },
});
