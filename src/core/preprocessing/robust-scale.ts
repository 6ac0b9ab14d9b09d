import { definePreprocessor } from '../define.ts';
import { AppError } from '../errors.ts';
import { numberOf } from '../params.ts';
import { quantileOfSorted } from '../statistics.ts';
import { centred, numbersOf, scaleOrOne, sortedKnown } from './parts/number-cells.ts';

const percent = (label: string, fallback: number) =>
  ({
    type: 'number',
    label,
    help: 'The spread is measured between these percentages of the training rows.',
    min: 0,
    max: 100,
    default: fallback,
  }) as const;

/** scikit-learn's RobustScaler(quantile_range): quantiles by linear interpolation; missing stays missing. */
export default definePreprocessor({
  id: 'robust-scale',
  label: 'Robust scale',
  about: 'Subtracts the median of the training rows and divides by the distance between their quartiles.',
  group: 'scale',
  kinds: ['number', 'integer', 'boolean'],
  params: { lower: percent('Lower percentage', 25), upper: percent('Upper percentage', 75) },
  fit(column, params) {
    const [lower, upper] = [numberOf(params, 'lower'), numberOf(params, 'upper')];
    if (!(lower < upper))
      throw new AppError('bad-input', 'The lower percentage must lie below the upper one.');
    const known = sortedKnown(numbersOf(column, 'no scale'));
    if (known.length === 0) return { center: 0, scale: 1 };
    const spread = quantileOfSorted(known, upper / 100) - quantileOfSorted(known, lower / 100);
    return { center: quantileOfSorted(known, 0.5), scale: scaleOrOne(spread) };
  },
  apply(column, fitted) {
    return [centred(numbersOf(column, 'no scale'), Number(fitted.center), Number(fitted.scale))];
  },
});
