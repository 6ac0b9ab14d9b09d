import { AppError } from '../../errors.ts';
import { defineSliceKind, type Partition } from '../../slice.ts';
import { isCategory } from '../../table.ts';
import { binOf, binsOf, isBinName } from '../bin-edges.ts';
import { checkParts, slicedColumn } from '../partitions.ts';

/** Bins are those of the rows that are sliced; bins that no row is in are dropped, and missing cells are a bin of their own. */
export default defineSliceKind({
  id: 'bins',
  label: 'Bins',
  about: 'A number column cut into ranges: of equal numbers of rows, or of equal width.',
  partition: ({ feature, bins, how }, { table, rows, most }): Partition => {
    const column = slicedColumn(table, feature);
    if (isCategory(column))
      throw new AppError('bad-input', `"${feature}" holds words: it has values to slice by, but no bins.`);
    checkParts(bins, most, 'bins');
    const values = Float64Array.from(rows, (row) => column.values[row] ?? NaN);
    const sorted = values.filter(Number.isFinite).sort();
    const { edges, names } = sorted.length
      ? binsOf(sorted, bins, how, column.kind)
      : { edges: new Float64Array(0), names: ['infinite'] };
    const missing = names.length;
    const raw = Int32Array.from(values, (value) => (Number.isNaN(value) ? missing : binOf(value, edges)));
    const counts = new Int32Array(missing + 1);
    raw.forEach((code) => counts[code]!++);
    const kept = [...counts.keys()].filter((code) => counts[code]! > 0);
    const places = new Int32Array(missing + 1);
    kept.forEach((code, place) => (places[code] = place));
    return {
      codes: raw.map((code) => places[code]!),
      keys: kept.map((code) => [[feature, names[code] ?? '']]),
    };
  },
  matches: ({ feature }, key) => {
    const [pair] = key;
    return key.length === 1 && pair![0] === feature && isBinName(pair![1]);
  },
  arity: () => 1,
  words: ({ feature, bins, how }) =>
    `${feature} in ${bins} bins of equal ${how === 'quantile' ? 'numbers of rows' : 'width'}`,
});
