import { definePreprocessor } from '../define.ts';
import { numberOf } from '../params.ts';
import { numbersOf } from './parts/number-cells.ts';
import type { NumberColumn } from '../table.ts';

/** scikit-learn's PolynomialFeatures(degree, include_bias=False) of one column: x, x², x³; missing stays missing. */
export default definePreprocessor({
  id: 'polynomial',
  label: 'Powers',
  about: 'Adds the square (and the cube), so that a straight model can bend. Scale the column first.',
  group: 'shape',
  kinds: ['number', 'integer'],
  params: {
    degree: {
      type: 'integer',
      label: 'Highest power',
      help: '2 adds the square, 3 also the cube.',
      min: 2,
      max: 3,
      default: 2,
    },
  },
  fit: (_, params) => ({ degree: numberOf(params, 'degree') }),
  apply(column, fitted) {
    const { name, values } = numbersOf(column, 'no power');
    const power = (suffix: string, of: (value: number) => number): NumberColumn => ({
      name: name + suffix,
      kind: 'number',
      values: values.map(of),
    });
    const columns = [power('', (value) => value), power('²', (value) => value * value)];
    return fitted.degree === 3 ? [...columns, power('³', (value) => value * value * value)] : columns;
  },
});
