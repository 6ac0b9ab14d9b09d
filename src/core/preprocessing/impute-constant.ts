import { definePreprocessor } from '../define.ts';
import { numberOf } from '../params.ts';
import { isCategory, isMissing } from '../table.ts';
import { fillLevel, fillNumber, indicatorParam, learnIndicator, withIndicator } from './parts/gaps.ts';

/**
 * scikit-learn's SimpleImputer(strategy="constant", fill_value, add_indicator): a column without any value is dropped
 * (keep_empty_features=False), its indicator is not.
 */
export default definePreprocessor({
  id: 'impute-constant',
  label: 'Fill gaps with a constant',
  about: 'A missing number becomes the given number, a missing level the given word.',
  group: 'gaps',
  kinds: ['number', 'integer', 'boolean', 'category'],
  params: {
    number: {
      type: 'number',
      label: 'Number',
      help: 'What a missing number becomes.',
      min: -1e15,
      max: 1e15,
      default: 0,
    },
    level: {
      type: 'text',
      label: 'Level',
      help: 'What a missing level becomes.',
      maxLength: 200,
      default: 'missing',
    },
    indicator: indicatorParam,
  },
  fit(column, params) {
    const cells = isCategory(column) ? column.codes.length : column.values.length;
    let known = 0;
    for (let row = 0; row < cells; row++) if (!isMissing(column, row)) known++;
    return {
      number: numberOf(params, 'number'),
      level: String(params.level),
      known,
      ...learnIndicator(column, params),
    };
  },
  apply(column, fitted) {
    if (fitted.known === 0) return withIndicator(column, null, fitted);
    const filled = isCategory(column)
      ? fillLevel(column, String(fitted.level))
      : fillNumber(column, Number(fitted.number));
    return withIndicator(column, filled, fitted);
  },
});
