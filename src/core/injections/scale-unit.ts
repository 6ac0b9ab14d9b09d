import { defineInjection } from '../injection.ts';
import { amounts, rewriteNumbers, textOf } from '../injecting/cells.ts';
import { columnParam, columnProblem } from '../injecting/choosing.ts';
import { plain, signed } from '../injecting/saying.ts';
import { numberOf } from '../params.ts';

export default defineInjection({
  id: 'scale-unit',
  label: 'Change a unit',
  about: 'Multiplies a column, as when metres become feet without anyone being told.',
  group: 'inputs',
  courses: ['sudden', 'gradual', 'incremental', 'recurring'],
  params: {
    column: columnParam('Column', 'The column whose unit changes.', amounts),
    factor: {
      type: 'number',
      label: 'Times',
      help: 'What every value is multiplied by: 3.28 from metres to feet, 0.001 from grams to kilograms.',
      min: 0.001,
      max: 1000,
      scale: 'log',
      default: 3.28,
    },
    offset: {
      type: 'number',
      label: 'Then plus',
      help: 'What is added afterwards: 32 from Celsius to Fahrenheit, which is 1.8 times.',
      min: -1e6,
      max: 1e6,
      default: 0,
    },
  },
  amount: 'factor',
  neutral: 1,
  problem: (table, params, known) => columnProblem(table, params, known, { kinds: amounts }),
  says(params) {
    const offset = numberOf(params, 'offset');
    const then = offset === 0 ? '' : `, ${signed(offset)}`;
    return `${textOf(params, 'column')}: × ${plain(numberOf(params, 'factor'))}${then}`;
  },
  apply(work) {
    const factor = numberOf(work.params, 'factor');
    const offset = numberOf(work.params, 'offset');
    rewriteNumbers(
      work,
      textOf(work.params, 'column'),
      (value, part) => value * (1 + part * (factor - 1)) + part * offset,
    );
  },
});
