import { definePreprocessor } from '../define.ts';
import { momentsOf } from '../statistics.ts';
import { fillNumber, indicatorParam, learnIndicator, withIndicator } from './parts/gaps.ts';
import { numbersOf } from './parts/number-cells.ts';

/**
 * scikit-learn's SimpleImputer(strategy="mean", add_indicator): a column without any value is dropped
 * (keep_empty_features=False), its indicator is not.
 */
export default definePreprocessor({
  id: 'impute-mean',
  label: 'Fill gaps with the mean',
  about: 'A missing number becomes the mean of the training rows.',
  group: 'gaps',
  kinds: ['number', 'integer', 'boolean'],
  params: { indicator: indicatorParam },
  fit(column, params) {
    const { count, mean } = momentsOf(numbersOf(column, 'no mean').values);
    return { mean: count > 0 ? mean : 0, known: count, ...learnIndicator(column, params) };
  },
  apply(column, fitted) {
    const numbers = numbersOf(column, 'no mean');
    const filled = fitted.known === 0 ? null : fillNumber(numbers, Number(fitted.mean));
    return withIndicator(column, filled, fitted);
  },
});
