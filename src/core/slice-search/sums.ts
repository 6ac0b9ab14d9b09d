// Sums of the rows' losses in each slice, from which means, spreads and tests are read.

import type { Sample } from '../welch.ts';

/** Loss − mean of all, summed: small numbers, so that a difference of sums keeps its digits. */
export interface Sums {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
}

export const rest = (whole: Sums, part: Sums): Sums => ({
  n: whole.n - part.n,
  sum: whole.sum - part.sum,
  squares: whole.squares - part.squares,
});

export function sampleOf({ n, sum, squares }: Sums): Sample {
  const mean = sum / n;
  return { n, mean, variance: n > 1 ? Math.max(0, (squares - sum * mean) / (n - 1)) : NaN };
}

/** More codes than this are numbered as they occur instead of having a place each. */
const mostPlaces = 1 << 20;

/** The sums of each code 0 … codes − 1 that occurs; rows of code −1 count nowhere. */
export function sumsByCode(
  codeOf: (row: number) => number,
  codes: number,
  losses: Float64Array,
): { code: number; sums: Sums }[] {
  const numbered = codes > mostPlaces ? new Map<number, number>() : null;
  const placeOf = (code: number): number => {
    if (!numbered) return code;
    const place = numbered.get(code) ?? numbered.size;
    numbered.set(code, place);
    return place;
  };
  const places = Math.min(codes, numbered ? losses.length : mostPlaces);
  const found = new Float64Array(places);
  const n = new Int32Array(places);
  const sum = new Float64Array(places);
  const squares = new Float64Array(places);
  for (let row = 0; row < losses.length; row++) {
    const code = codeOf(row);
    if (code < 0) continue;
    const place = placeOf(code);
    const loss = losses[row]!;
    found[place] = code;
    n[place]!++;
    sum[place]! += loss;
    squares[place]! += loss * loss;
  }
  return [...n.keys()]
    .filter((place) => n[place]! > 0)
    .map((place) => ({
      code: found[place]!,
      sums: { n: n[place]!, sum: sum[place]!, squares: squares[place]! },
    }));
}
