import { definePreprocessor } from '../define.ts';
import { momentsOf } from '../statistics.ts';
import { isCategory } from '../table.ts';

/** scikit-learn's StandardScaler: population deviation; a constant column is only centred; missing stays missing. */
export default definePreprocessor({
  id: 'standard-scale',
  label: 'Standard scale',
  about: 'Subtracts the mean of the training rows and divides by their standard deviation.',
  group: 'scale',
  params: {},
  kinds: ['number', 'integer', 'boolean'],
  fit(column) {
    if (isCategory(column)) throw new RangeError(`"${column.name}" holds words and has no scale.`);
    const { count, mean, deviation, constant } = momentsOf(column.values);
    if (count === 0) return { mean: 0, deviation: 1 };
    return { mean, deviation: constant ? 1 : deviation };
  },
  apply(column, fitted) {
    if (isCategory(column)) throw new RangeError(`"${column.name}" holds words and has no scale.`);
    const mean = Number(fitted.mean);
    const deviation = Number(fitted.deviation);
    const values = column.values.map((value) => (value - mean) / deviation);
    return [{ name: column.name, kind: 'number', values }];
  },
});
