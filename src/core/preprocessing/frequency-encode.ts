import { definePreprocessor } from '../define.ts';
import {
  countLevels,
  figuresOf,
  levelsOf,
  numberByLevel,
  presentLevels,
  textsOf,
} from './parts/level-cells.ts';

/**
 * Share of the training rows that have the level; missing cells count as a level of their own, and a level that training
 * never saw is 0 (category_encoders' CountEncoder with normalize).
 */
export default definePreprocessor({
  id: 'frequency-encode',
  label: 'Frequency',
  about: 'Each level becomes the share of the training rows that have it: one column, however many levels.',
  group: 'encode',
  kinds: ['category', 'integer'],
  params: {},
  fit(column) {
    const seen = levelsOf(column);
    const { counts, missing } = countLevels(seen);
    const rows = Math.max(1, seen.codes.length);
    const levels = presentLevels(column, counts, seen.levels);
    const countOf = new Map(seen.levels.map((level, code) => [level, counts[code]!]));
    return { levels, shares: levels.map((level) => countOf.get(level)! / rows), missing: missing / rows };
  },
  apply(column, fitted) {
    const shares = figuresOf(fitted.shares);
    const values = numberByLevel(
      levelsOf(column),
      textsOf(fitted.levels),
      (place) => shares[place]!,
      0,
      Number(fitted.missing),
    );
    return [{ name: column.name, kind: 'number', values }];
  },
});
