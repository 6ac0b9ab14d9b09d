import { definePreprocessor } from '../define.ts';
import { quantileOfSorted } from '../statistics.ts';
import { isCategory } from '../table.ts';

/** scikit-learn's SimpleImputer(strategy="median"): a column without any value is dropped (keep_empty_features=False). */
export default definePreprocessor({
  id: 'impute-median',
  label: 'Fill gaps with the median',
  about: 'A missing number becomes the median of the training rows.',
  group: 'gaps',
  params: {},
  kinds: ['number', 'integer', 'boolean'],
  fit(column) {
    if (isCategory(column)) throw new RangeError(`"${column.name}" holds words; there is no median.`);
    const known = column.values.filter((value) => !Number.isNaN(value)).sort();
    return { median: known.length ? quantileOfSorted(known, 0.5) : 0, known: known.length };
  },
  apply(column, fitted) {
    if (isCategory(column)) throw new RangeError(`"${column.name}" holds words; there is no median.`);
    if (fitted.known === 0) return [];
    const median = Number(fitted.median);
    return [{ ...column, values: column.values.map((value) => (Number.isNaN(value) ? median : value)) }];
  },
});
