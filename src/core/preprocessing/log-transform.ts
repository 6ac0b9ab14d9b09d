import { definePreprocessor } from '../define.ts';
import type { FittedData } from '../define.ts';
import { AppError } from '../errors.ts';
import { mapped, numbersOf, sortedKnown } from './parts/number-cells.ts';

/**
 * log(1 + x), or sign(x) · log(1 + |x|), which also takes numbers below 0. With log(1 + x), a later value below all of
 * the training rows counts as the smallest of them, since the logarithm ends at −1.
 */
export default definePreprocessor({
  id: 'log-transform',
  label: 'Logarithm',
  about: 'Draws in long tails of large values: twice as much is always one step more.',
  group: 'shape',
  kinds: ['number', 'integer'],
  params: {
    form: {
      type: 'choice',
      label: 'Form',
      help: 'The signed form also takes numbers below 0.',
      options: [
        { value: 'plain', label: 'log(1 + x)' },
        { value: 'signed', label: 'sign(x) · log(1 + |x|)' },
      ],
      default: 'plain',
    },
  },
  fit(column, params): FittedData {
    const [least = 0] = sortedKnown(numbersOf(column, 'no logarithm'));
    if (params.form === 'signed') return { form: 'signed' };
    if (least <= -1)
      throw new AppError(
        'bad-input',
        `"${column.name}" goes down to ${least} in the training rows, and log(1 + x) ends at −1. Choose the signed form.`,
      );
    return { form: 'plain', least };
  },
  apply(column, fitted) {
    const numbers = numbersOf(column, 'no logarithm');
    const least = Number(fitted.least);
    return [
      fitted.form === 'signed'
        ? mapped(numbers, (value) => Math.sign(value) * Math.log1p(Math.abs(value)))
        : mapped(numbers, (value) => Math.log1p(value < least ? least : value)),
    ];
  },
});
