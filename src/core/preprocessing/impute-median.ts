import { definePreprocessor } from '../define.ts';
import { quantileOfSorted } from '../statistics.ts';
import { fillNumber, indicatorParam, learnIndicator, withIndicator } from './parts/gaps.ts';
import { numbersOf, sortedKnown } from './parts/number-cells.ts';

/**
 * scikit-learn's SimpleImputer(strategy="median", add_indicator): a column without any value is dropped
 * (keep_empty_features=False), its indicator is not.
 */
export default definePreprocessor({
  id: 'impute-median',
  label: 'Fill gaps with the median',
  about: 'A missing number becomes the median of the training rows.',
  group: 'gaps',
  kinds: ['number', 'integer', 'boolean'],
  params: { indicator: indicatorParam },
  fit(column, params) {
    const known = sortedKnown(numbersOf(column, 'no median'));
    return {
      median: known.length ? quantileOfSorted(known, 0.5) : 0,
      known: known.length,
      ...learnIndicator(column, params),
    };
  },
  apply(column, fitted) {
    const numbers = numbersOf(column, 'no median');
    const filled = fitted.known === 0 ? null : fillNumber(numbers, Number(fitted.median));
    return withIndicator(column, filled, fitted);
  },
});
