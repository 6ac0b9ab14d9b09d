import { definePreprocessor } from '../define.ts';
import { isCategory } from '../table.ts';

/**
 * scikit-learn's SimpleImputer(strategy="most_frequent"): of equally frequent levels the smallest one in code-unit order;
 * a column without any value is dropped (keep_empty_features=False).
 */
export default definePreprocessor({
  id: 'impute-most-frequent',
  label: 'Fill gaps with the most frequent level',
  about: 'A missing level becomes the one that is most frequent in the training rows.',
  group: 'gaps',
  params: {},
  kinds: ['category'],
  fit(column) {
    if (!isCategory(column)) throw new RangeError(`"${column.name}" holds numbers, not levels.`);
    const counts = new Array<number>(column.levels.length).fill(0);
    for (const code of column.codes) if (code >= 0) counts[code]!++;
    let best = -1;
    counts.forEach((count, code) => {
      const most = counts[best] ?? 0;
      if (count > most || (count > 0 && count === most && column.levels[code]! < column.levels[best]!))
        best = code;
    });
    return { level: column.levels[best] ?? '', known: counts.reduce((sum, count) => sum + count, 0) };
  },
  apply(column, fitted) {
    if (!isCategory(column)) throw new RangeError(`"${column.name}" holds numbers, not levels.`);
    if (fitted.known === 0) return [];
    const level = String(fitted.level);
    const at = column.levels.indexOf(level);
    // A table read later may lack the level: it is added.
    const levels = at < 0 ? [...column.levels, level] : column.levels;
    const fill = at < 0 ? column.levels.length : at;
    return [{ ...column, levels, codes: column.codes.map((code) => (code < 0 ? fill : code)) }];
  },
});
