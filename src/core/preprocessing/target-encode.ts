import { definePreprocessor } from '../define.ts';
import { AppError } from '../errors.ts';
import { numberOf } from '../params.ts';
import type { ParamValues } from '../params.ts';
import { levelsOf } from './parts/level-cells.ts';
import { drawFolds, encode, encodeOutOfFold, learnEncoding } from './parts/target-encoding.ts';
import type { Smoothing } from './parts/target-encoding.ts';

const mostFolds = 5;

const smoothingOf = (params: ParamValues): Smoothing =>
  params.smoothing === 'auto' ? 'auto' : numberOf(params, 'strength');

/**
 * scikit-learn's TargetEncoder(smooth, cv=5): the smoothed mean answer of a level's training rows; for several classes one
 * column per class. The training rows themselves are encoded out of fold (its fit_transform). One difference: folds
 * are drawn at random by place, not stratified by answer, so that a row's own answer cannot move it to another fold.
 */
export default definePreprocessor({
  id: 'target-encode',
  label: 'Mean answer',
  about: 'Each level becomes the mean answer of its training rows, each row encoded without its own answer.',
  group: 'encode',
  kinds: ['category', 'integer'],
  params: {
    smoothing: {
      type: 'choice',
      label: 'Smoothing',
      help: 'How far levels with few rows are drawn to the mean of all.',
      options: [
        { value: 'auto', label: 'By how much the answers vary' },
        { value: 'given', label: 'As so many rows' },
      ],
      default: 'auto',
    },
    strength: {
      type: 'number',
      label: 'Rows',
      help: 'The mean of all answers counts as so many rows of each level, where smoothing is given in rows.',
      min: 0,
      max: 1_000_000,
      default: 10,
    },
  },
  fit(column, params, known) {
    const fitted = learnEncoding(levelsOf(column), known, smoothingOf(params));
    if (!fitted)
      throw new AppError(
        'bad-input',
        `None of the training rows has a known answer to encode "${column.name}" by.`,
      );
    return fitted;
  },
  apply: (column, fitted) => encode(levelsOf(column), fitted),
  crossFit(column, params, known) {
    const rows = known.truth.length;
    const folds = drawFolds(rows, Math.max(1, Math.min(mostFolds, rows)), known.seed);
    return encodeOutOfFold(levelsOf(column), known, smoothingOf(params), folds);
  },
});
