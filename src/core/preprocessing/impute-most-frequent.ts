import { definePreprocessor } from '../define.ts';
import { isCategory } from '../table.ts';
import type { CategoryColumn, NumberColumn } from '../table.ts';
import { fillLevel, fillNumber, indicatorParam, learnIndicator, withIndicator } from './parts/gaps.ts';
import { countLevels } from './parts/level-cells.ts';
import { sortedKnown } from './parts/number-cells.ts';

function frequentLevel(column: CategoryColumn): { level: string; known: number } {
  const { counts, missing } = countLevels(column);
  let best = -1;
  counts.forEach((count, code) => {
    const most = counts[best] ?? 0;
    if (count > most || (count > 0 && count === most && column.levels[code]! < column.levels[best]!))
      best = code;
  });
  return { level: column.levels[best] ?? '', known: column.codes.length - missing };
}

function frequentNumber(column: NumberColumn): { value: number; known: number } {
  const known = sortedKnown(column);
  let best = { value: 0, count: 0 };
  for (let from = 0; from < known.length;) {
    let to = from + 1;
    while (to < known.length && known[to] === known[from]) to++;
    if (to - from > best.count) best = { value: known[from]!, count: to - from };
    from = to;
  }
  return { value: best.value, known: known.length };
}

/**
 * scikit-learn's SimpleImputer(strategy="most_frequent", add_indicator): of equally frequent values the smallest one
 * (levels in code-unit order); a column without any value is dropped (keep_empty_features=False), its indicator is not.
 */
export default definePreprocessor({
  id: 'impute-most-frequent',
  label: 'Fill gaps with the most frequent level',
  about: 'A missing level or number becomes the one that is most frequent in the training rows.',
  group: 'gaps',
  kinds: ['category', 'number', 'integer', 'boolean'],
  params: { indicator: indicatorParam },
  fit(column, params) {
    const learnt = isCategory(column) ? frequentLevel(column) : frequentNumber(column);
    return { ...learnt, ...learnIndicator(column, params) };
  },
  apply(column, fitted) {
    if (fitted.known === 0) return withIndicator(column, null, fitted);
    if (isCategory(column) !== 'level' in fitted)
      throw new RangeError(`"${column.name}" does not hold what the most frequent value was learnt from.`);
    const filled = isCategory(column)
      ? fillLevel(column, String(fitted.level))
      : fillNumber(column, Number(fitted.value));
    return withIndicator(column, filled, fitted);
  },
});
