import { AppError } from '../errors.ts';
import type { Partition, PreparedInputs, Slice, SliceKey, SliceSpec, SlicingContext } from '../slice.ts';
import type { Table } from '../table.ts';
import { sliceKinds } from './kinds/index.ts';
import { checkCount } from './partitions.ts';
import { sliceId } from './slice-label.ts';
import { specLabel } from './spec-label.ts';

/** More slices than this are refused: nobody can look at them, and each costs its intervals. */
const mostSlices = 2000;

/** Places of each slice's rows, ascending. */
function placesOf({ codes, keys }: Partition): Int32Array[] {
  const counts = new Int32Array(keys.length);
  for (const code of codes) if (code >= 0) counts[code]!++;
  const places = Array.from(counts, (count) => new Int32Array(count));
  const filled = new Int32Array(keys.length);
  codes.forEach((code, place) => {
    if (code >= 0) places[code]![filled[code]!++] = place;
  });
  return places;
}

const sameRows = (a: Int32Array, b: Int32Array): boolean =>
  a.length === b.length && a.every((place, i) => place === b[i]);

/** The key with a number behind its last value, for different rows that are called alike. */
function renamed(key: SliceKey, number: number): SliceKey {
  const [feature, value] = key.at(-1) ?? ['slice', 'all'];
  return [...key.slice(0, -1), [feature, `${value} (${number})`]];
}

/**
 * The slices that the specs ask for, in their order. The same slice asked for twice comes once; a slice without rows does
 * not come at all. Missing values are a slice of their own.
 * @param rows of the table; a slice's places are places in this list.
 * @param inputs the model's prepared inputs for these rows; only clusters ask for them.
 * @throws AppError 'bad-input' for a column or a rule that does not fit the table, and for more than `most` slices.
 */
export function slicesOf(
  table: Table,
  rows: ArrayLike<number>,
  specs: readonly SliceSpec[],
  inputs: () => PreparedInputs,
  most = mostSlices,
): Slice[] {
  const context: SlicingContext = {
    table,
    rows,
    inputs,
    most,
    partition: (spec) => sliceKinds.get(spec.by).partition(spec, context),
  };
  const slices: Slice[] = [];
  const known = new Map<string, Int32Array>();
  specs.forEach((spec, at) => {
    const partition = context.partition(spec);
    checkCount(slices.length + partition.keys.length, most, specLabel(spec));
    placesOf(partition).forEach((places, code) => {
      if (places.length === 0) return;
      let key = partition.keys[code]!;
      for (let number = 2; ; number++) {
        const other = known.get(sliceId(key));
        if (!other) break;
        if (sameRows(other, places)) return;
        key = renamed(partition.keys[code]!, number);
      }
      known.set(sliceId(key), places);
      slices.push({ key, places, spec: at });
    });
  });
  return slices;
}

/** For callers that have no model at hand. @throws AppError 'bad-input' always. */
export const noInputs = (): PreparedInputs => {
  throw new AppError('bad-input', 'Slices by cluster need a model, which prepares the rows.');
};
