import { definePreprocessor } from '../define.ts';
import { isCategory } from '../table.ts';
import type { NumberColumn } from '../table.ts';

/**
 * scikit-learn's OneHotEncoder(handle_unknown="ignore"): one 0/1 column per level that occurs in the training rows, in
 * code-unit order; a level that was not seen, or a missing one, is 0 in all of them.
 */
export default definePreprocessor({
  id: 'one-hot',
  label: 'One-hot',
  about: 'One column per level: 1 where the row has it, otherwise 0.',
  group: 'encode',
  params: {},
  kinds: ['category'],
  fit(column) {
    if (!isCategory(column)) throw new RangeError(`"${column.name}" holds numbers, not levels.`);
    const present = new Set<number>(column.codes);
    return { levels: column.levels.filter((_, code) => present.has(code)).sort() };
  },
  apply(column, fitted) {
    if (!isCategory(column)) throw new RangeError(`"${column.name}" holds numbers, not levels.`);
    const { levels } = fitted;
    if (!Array.isArray(levels)) throw new RangeError(`The one-hot step of "${column.name}" has no levels.`);
    const columns = levels.map((level: string): NumberColumn => {
      const values = new Float64Array(column.codes.length);
      return { name: `${column.name} = ${level}`, kind: 'boolean', values };
    });
    const at = new Map(levels.map((level: string, index) => [level, columns[index]!.values]));
    const byCode = column.levels.map((level) => at.get(level));
    for (let row = 0; row < column.codes.length; row++) {
      const values = byCode[column.codes[row]!];
      if (values) values[row] = 1;
    }
    return columns;
  },
});
