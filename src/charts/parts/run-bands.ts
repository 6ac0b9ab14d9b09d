// Runs of one group as a band: at every x the mean, the deviation, the lowest and the highest of those that have come so far.

import { spreadOf } from '../../core/run-groups.ts';
import { thin } from '../../core/thinning.ts';
import type { RunBand, RunLine } from './run-lines.ts';

/** Along x of all lines together; more places would be finer than the pixels of a chart. */
const mostPlaces = 2400;

/** Value of a line at x, on the straight line between its points; NaN outside of it and at its gaps. */
function valueAt(line: RunLine, x: number, from: number): { value: number; place: number } {
  const y = line.smooth ?? line.y;
  let place = from;
  while (place + 1 < line.x.length && line.x[place + 1]! <= x) place += 1;
  const [left, right] = [line.x[place], line.x[place + 1]];
  if (left === undefined || x < left) return { value: NaN, place };
  if (left === x) return { value: y[place]!, place };
  if (right === undefined) return { value: NaN, place };
  const share = (x - left) / (right - left);
  return { value: y[place]! * (1 - share) + y[place + 1]! * share, place };
}

/**
 * Every x that a line has; where that would be too many, those at which one of the lines has its ends, lowest and highest values
 * (core/thinning.ts), so that no spike of a run is passed over.
 */
function placesOf(lines: readonly RunLine[], logX: boolean): number[] {
  const buckets = Math.max(8, Math.ceil(mostPlaces / (4 * lines.length)));
  const all = new Set<number>();
  for (const { x, y, smooth } of lines)
    for (const place of thin({ x, y: smooth ?? y }, buckets, null, logX)) all.add(x[place]!);
  return [...all].sort((a, b) => a - b);
}

/** Of smoothed lines where they are smoothed. @param lines at least one. @param logX the axis is logarithmic. */
export function bandOf(label: string, colour: number, lines: readonly RunLine[], logX = false): RunBand {
  const x = placesOf(lines, logX);
  const places = lines.map(() => 0);
  const spreads = x.map((at) =>
    spreadOf(
      lines.map((line, i) => {
        const found = valueAt(line, at, places[i]!);
        places[i] = found.place;
        return found.value;
      }),
    ),
  );
  return {
    label,
    colour,
    ids: lines.map(({ id }) => id),
    x,
    mean: spreads.map(({ mean }) => mean),
    sd: spreads.map(({ sd }) => sd),
    n: spreads.map(({ n }) => n),
    low: spreads.map(({ min }) => min),
    high: spreads.map(({ max }) => max),
  };
}
