import { definePreprocessor } from '../define.ts';
import { centred, numbersOf, scaleOrOne } from './parts/number-cells.ts';

/** scikit-learn's MaxAbsScaler: 0 stays 0; a column of zeros stays as it is; missing stays missing. */
export default definePreprocessor({
  id: 'max-abs-scale',
  label: 'Scale by the largest size',
  about: 'Divides by the largest absolute value of the training rows; 0 stays 0.',
  group: 'scale',
  kinds: ['number', 'integer', 'boolean'],
  params: {},
  fit(column) {
    let largest = 0;
    for (const value of numbersOf(column, 'no scale').values)
      if (Math.abs(value) > largest) largest = Math.abs(value);
    return { scale: scaleOrOne(largest) };
  },
  apply(column, fitted) {
    return [centred(numbersOf(column, 'no scale'), 0, Number(fitted.scale))];
  },
});
