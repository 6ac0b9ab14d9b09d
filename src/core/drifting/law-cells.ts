import type { Weighted } from './weighted-deviations.ts';

const most = 64;

export interface LawCells {
  /** Each stretch of x: its width over the largest, and the share of rows below it. */
  readonly cells: readonly Weighted[];
  /** The largest width. */
  readonly largest: number;
}

/**
 * The gaps between neighbouring values taken together to at most 64 stretches, which are equally long in ln(F / (1 − F)), so that they
 * are narrow in both tails. Stretches that are nothing beside the widest are left out, so that no figure leaves the doubles.
 */
export function lawCells(sorted: Float64Array): LawCells {
  const n = sorted.length;
  const reach = Math.log(Math.max(2, n));
  const placeOf = (i: number): number => ((Math.log(i / n / (1 - i / n)) / reach + 1) / 2) * most;
  const found: Weighted[] = [];
  for (let at = 0, from = 1; at < most && from < n; at++) {
    let to = n;
    if (at + 1 < most)
      for (let low = from; low < to;) {
        const middle = (low + to) >> 1;
        if (placeOf(middle) < at + 1) low = middle + 1;
        else to = middle;
      }
    const cell = cellOf(sorted, from, to);
    if (cell.width > 0) found.push(cell);
    from = to;
  }
  const largest = found.reduce((a, { width }) => Math.max(a, width), 0);
  const cells = found
    .map(({ width, share }) => ({ width: width / largest, share }))
    .filter(({ width }) => width > 1e-12);
  return { cells, largest };
}

/** The gaps below the values from `from` to `to` − 1 in one, at the mean of their shares. */
function cellOf(sorted: Float64Array, from: number, to: number): Weighted {
  let width = 0;
  let beyond = 0;
  for (let i = from; i < to; i++) {
    const gap = sorted[i]! - sorted[i - 1]!;
    if (!(gap > 0 && gap < Infinity)) continue;
    width += gap;
    beyond += (i - from) * gap;
  }
  return { width, share: (from + beyond / width) / sorted.length };
}
