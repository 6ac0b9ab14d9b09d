import { AppError } from '../../errors.ts';
import { defineSliceKind, type Partition } from '../../slice.ts';
import { isCategory } from '../../table.ts';
import { binCodes } from '../bin-codes.ts';
import { isBinName } from '../bin-edges.ts';
import { checkParts, slicedColumn } from '../partitions.ts';

export default defineSliceKind({
  id: 'bins',
  label: 'Bins',
  about: 'A number column cut into ranges: of equal numbers of rows, or of equal width.',
  partition: ({ feature, bins, how }, { table, rows, most }): Partition => {
    const column = slicedColumn(table, feature);
    if (isCategory(column))
      throw new AppError('bad-input', `"${feature}" holds words: it has values to slice by, but no bins.`);
    checkParts(bins, most, 'bins');
    const { codes, texts } = binCodes(column, rows, bins, how);
    return { codes, keys: texts.map((text) => [[feature, text]]) };
  },
  matches: ({ feature }, key) => {
    const [pair] = key;
    return key.length === 1 && pair![0] === feature && isBinName(pair![1]);
  },
  arity: () => 1,
  words: ({ feature, bins, how }) =>
    `${feature} in ${bins} bins of equal ${how === 'quantile' ? 'numbers of rows' : 'width'}`,
});
