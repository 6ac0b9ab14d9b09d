// Runs of one group as a band: at every x the mean and the deviation of those that have come so far.

import { spreadOf } from '../../core/run-groups.ts';
import type { RunBand, RunLine } from './run-lines.ts';

/** More places along x would be finer than the pixels of a chart. */
const mostPlaces = 500;

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

/** Every x that a line has, or evenly spread ones where that would be too many. */
function placesOf(lines: readonly RunLine[]): number[] {
  const all = new Set<number>();
  for (const { x } of lines) for (let place = 0; place < x.length; place += 1) all.add(x[place]!);
  const sorted = [...all].sort((a, b) => a - b);
  if (sorted.length <= mostPlaces) return sorted;
  return Array.from(
    { length: mostPlaces },
    (_, i) => sorted[Math.round((i * (sorted.length - 1)) / (mostPlaces - 1))]!,
  );
}

/** Of smoothed lines where they are smoothed. @param lines at least one. */
export function bandOf(label: string, colour: number, lines: readonly RunLine[]): RunBand {
  const x = placesOf(lines);
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
  };
}
