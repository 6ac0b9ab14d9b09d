import { definePreprocessor } from '../define.ts';
import { AppError } from '../errors.ts';
import { numberOf } from '../params.ts';
import { mapped, numbersOf, scaleOrOne, sortedKnown } from './parts/number-cells.ts';

const end = (label: string, fallback: number) =>
  ({
    type: 'number',
    label,
    help: 'An end of the range that the training rows are spread over.',
    min: -1e6,
    max: 1e6,
    default: fallback,
  }) as const;

/** scikit-learn's MinMaxScaler(feature_range, clip): a constant column becomes the low end; missing stays missing. */
export default definePreprocessor({
  id: 'min-max-scale',
  label: 'Min-max scale',
  about: 'The smallest value of the training rows becomes the low end of a range, the largest the high end.',
  group: 'scale',
  kinds: ['number', 'integer', 'boolean'],
  params: {
    low: end('Low end', 0),
    high: end('High end', 1),
    clip: {
      type: 'boolean',
      label: 'Clip',
      help: 'Later values beyond those of the training rows become the ends of the range.',
      default: false,
    },
  },
  fit(column, params) {
    const [low, high] = [numberOf(params, 'low'), numberOf(params, 'high')];
    if (!(low < high)) throw new AppError('bad-input', 'The low end of a range must lie below its high end.');
    const known = sortedKnown(numbersOf(column, 'no range'));
    const [least, most] = [known[0] ?? 0, known.at(-1) ?? 1];
    const scale = (high - low) / scaleOrOne(most - least);
    return { scale, offset: low - least * scale, low, high, clip: params.clip === true ? 1 : 0 };
  },
  apply(column, fitted) {
    const [scale, offset] = [Number(fitted.scale), Number(fitted.offset)];
    const [low, high] = [Number(fitted.low), Number(fitted.high)];
    const numbers = numbersOf(column, 'no range');
    return [
      fitted.clip === 1
        ? mapped(numbers, (value) => Math.min(high, Math.max(low, value * scale + offset)))
        : mapped(numbers, (value) => value * scale + offset),
    ];
  },
});
