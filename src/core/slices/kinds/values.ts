import { AppError } from '../../errors.ts';
import { defineSliceKind, type Partition } from '../../slice.ts';
import { cellMatcher, sameValue, valueCodes, valueText } from '../cell-values.ts';
import { checkCount, crossed, slicedColumn, sortedKey, wholePartition } from '../partitions.ts';

/** A partition of some of the rows, for all of them. */
function spread(partition: Partition, places: Int32Array, rows: number): Partition {
  const codes = new Int32Array(rows).fill(-1);
  places.forEach((place, i) => (codes[place] = partition.codes[i]!));
  return { codes, keys: partition.keys };
}

/**
 * All values are kept, as in TFMA: rare ones are named by their size, and a column with too many values is refused rather
 * than cut short, because a rest called "other" would be a slice that nobody asked for. A missing cell is a value too, where
 * TFMA leaves the row out.
 */
export default defineSliceKind({
  id: 'values',
  label: 'Values',
  about: 'A slice for every value of a column, or for every combination of values of several.',
  partition: ({ features, fixed }, { table, rows, most }) => {
    const both = features.find((feature) => Object.hasOwn(fixed, feature));
    if (both !== undefined)
      throw new AppError(
        'bad-input',
        `"${both}" can be sliced by every value or by one fixed value, not by both.`,
      );
    const fixes = Object.entries(fixed).map(([feature, value]) => {
      const column = slicedColumn(table, feature);
      return { feature, column, is: cellMatcher(column, value) };
    });
    const taken = new Int32Array(rows.length);
    let count = 0;
    for (let place = 0; place < rows.length; place++)
      if (fixes.every(({ is }) => is(rows[place]!))) taken[count++] = place;
    if (count === 0) return { codes: new Int32Array(rows.length).fill(-1), keys: [] };
    const places = taken.subarray(0, count);
    const chosen = places.map((place) => rows[place]!);
    const what = [...new Set(features)].map((feature) => `"${feature}"`).join(' × ');
    const partitions = [...new Set(features)].map((feature): Partition => {
      const { codes, texts } = valueCodes(slicedColumn(table, feature), chosen);
      checkCount(texts.length, most, what);
      return { codes, keys: texts.map((text) => [[feature, text]]) };
    });
    const key = sortedKey(fixes.map(({ feature, column }) => [feature, valueText(column, chosen[0]!)]));
    const start = wholePartition(chosen.length, key);
    const whole = partitions.reduce((joined, next) => crossed(joined, next, most, what), start);
    return spread(whole, places, rows.length);
  },
  /** TFMA's is_slice_applicable: the key names exactly the features of the spec, and the fixed ones have their value. */
  matches: ({ features, fixed }, key) => {
    const open = new Set(features);
    const wanted = new Map(Object.entries(fixed));
    for (const [feature, value] of key) {
      const asked = wanted.get(feature);
      if (asked !== undefined && sameValue(asked, value)) wanted.delete(feature);
      else if (!open.delete(feature)) return false;
    }
    return open.size === 0 && wanted.size === 0;
  },
  arity: ({ features, fixed }) => new Set(features).size + Object.keys(fixed).length,
  words: ({ features, fixed }) =>
    [
      ...Object.entries(fixed).map(([feature, value]) => `${feature} ${value || 'missing'}`),
      ...features,
    ].join(' × ') || 'all rows',
});
