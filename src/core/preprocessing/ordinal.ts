import { definePreprocessor } from '../define.ts';
import { countLevels, levelsOf, numberByLevel, presentLevels, textsOf } from './parts/level-cells.ts';

/**
 * scikit-learn's OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1): levels that occur in the training
 * rows, numbered in code-unit order (whole numbers by size) or the most frequent first. Missing cells are the last level,
 * if training had any, or stay missing for a later step.
 */
export default definePreprocessor({
  id: 'ordinal',
  label: 'Numbered levels',
  about: 'Each level becomes a number; a level that training never saw becomes −1.',
  group: 'encode',
  kinds: ['category', 'integer'],
  params: {
    order: {
      type: 'choice',
      label: 'Order',
      help: 'Which level gets 0.',
      options: [
        { value: 'name', label: 'By name' },
        { value: 'frequency', label: 'The most frequent first' },
      ],
      default: 'name',
    },
    missing: {
      type: 'choice',
      label: 'Missing cells',
      help: 'What becomes of a missing cell that no earlier step filled.',
      options: [
        { value: 'own', label: 'The last level' },
        { value: 'keep', label: 'Stay missing' },
      ],
      default: 'own',
    },
  },
  fit(column, params) {
    const seen = levelsOf(column);
    const { counts, missing } = countLevels(seen);
    const levels = presentLevels(column, counts, seen.levels);
    if (params.order === 'frequency') {
      const countOf = new Map(seen.levels.map((level, code) => [level, counts[code]!]));
      // A stable sort: equally frequent ones stay in order.
      levels.sort((a, b) => countOf.get(b)! - countOf.get(a)!);
    }
    if (params.missing === 'keep') return { levels, missing: 'keep' };
    return { levels, missing: missing > 0 ? levels.length : -1 };
  },
  apply(column, fitted) {
    const levels = textsOf(fitted.levels);
    const missing = fitted.missing === 'keep' ? NaN : Number(fitted.missing);
    const values = numberByLevel(levelsOf(column), levels, (place) => place, -1, missing);
    return [{ name: column.name, kind: 'number', values }];
  },
});
