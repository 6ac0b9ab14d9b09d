import { picturesOf } from '../../core/pictures/pictures-of.ts';
import { isCategory } from '../../core/table.ts';
import { checkRows, type LoadedTable } from '../tables.ts';
import type { Job } from './context.ts';

/** Of the given rows, milliseconds since 1970 by the first column of times; null without one. */
function timesOf({ table }: LoadedTable, rows: Int32Array): Float64Array | null {
  const column = table.columns.find(({ kind }) => kind === 'time');
  return column && !isCategory(column) ? Float64Array.from(rows, (row) => column.values[row]!) : null;
}

export const pictures: Job<'pictures'> = async ({ digest, rows, scored, places, spec }, { tables }) => {
  const loaded = tables.get(digest);
  checkRows(loaded, rows);
  const { truth, candidate, baseline, outputs, baselineThreshold } = scored;
  const { task, classes } = loaded;
  if (!places) {
    const times = timesOf(loaded, rows);
    return picturesOf({ task, classes, truth, candidate, baseline, outputs, times, baselineThreshold }, spec);
  }
  const take = (scores: Float32Array): Float32Array => {
    const taken = new Float32Array(places.length * outputs);
    places.forEach((place, i) =>
      taken.set(scores.subarray(place * outputs, (place + 1) * outputs), i * outputs),
    );
    return taken;
  };
  return picturesOf(
    {
      task,
      classes,
      truth: Float64Array.from(places, (place) => truth[place]!),
      candidate: take(candidate),
      baseline: baseline && take(baseline),
      outputs,
      baselineThreshold,
      times: timesOf(
        loaded,
        places.map((place) => rows[place]!),
      ),
    },
    spec,
  );
};
