import type { Bar } from '../profile.ts';
import type { NumberColumn } from '../table.ts';
import { binsOf, type Bin } from './bins.ts';
import type { Classes } from './classes.ts';
import { countBelow, countUpTo, type SortedNumbers } from './sorting.ts';

/** The histogram of a column (bins.ts says where its bars begin and end). */
export function numberBars(column: NumberColumn, sorted: SortedNumbers, classes: Classes | null): Bar[] {
  const bins = binsOf(sorted, column.kind === 'time');
  const split = classes ? byClass(column.values, bins, classes) : null;
  return bins.map((bin, at) => ({
    label: bin.label,
    count: countIn(sorted, bin),
    byClass: split?.[at] ?? null,
    rows: { by: 'range', column: column.name, from: bin.from, to: bin.to, last: bin.last },
  }));
}

function countIn({ finite, negativeInfinite, positiveInfinite }: SortedNumbers, bin: Bin): number {
  if (bin.from === Infinity) return positiveInfinite;
  if (bin.to === -Infinity) return negativeInfinite;
  return (bin.last ? countUpTo : countBelow)(finite, bin.to) - countBelow(finite, bin.from);
}

/** Bins follow each other without a gap that any value is in, so a value is in the last one that begins at or below it. */
function byClass(values: Float64Array, bins: readonly Bin[], classes: Classes): number[][] {
  const table = classes.table(bins.length);
  const starts = Float64Array.from(bins, (bin) => bin.from);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (!Number.isNaN(value)) classes.count(table, countUpTo(starts, value) - 1, row);
  }
  return table;
}
