import { sliceId } from '../../core/slices/slice-label.ts';
import { checkRows } from '../tables.ts';
import type { Job } from './context.ts';
import { sliceRowsOf } from './slicing.ts';

export const sliceRows: Job<'sliceRows'> = async ({ digest, rows, slices, key, model }, { tables }) => {
  const loaded = tables.get(digest);
  checkRows(loaded, rows);
  const id = sliceId(key);
  const found = sliceRowsOf(loaded, rows, slices, model).find((slice) => sliceId(slice.key) === id);
  return { rows: found ? found.places.map((place) => rows[place]!) : null };
};
