// How large ∫ |F − G| dx and ∫ (F − G)² dx become by chance alone, for samples of the reference's law.
//
// With many rows, √(n m / (n + m)) (F − G) is a Brownian bridge B run through F. So the first distance is Σ w |B|, the second
// Σ w B², over stretches of x of width w. Both are worked out on some 60 stretches, once per reference, as ln P over
// the size in units of its slowest part, where P falls like exp(−s²/2): what is kept in the table is nearly flat.
//
// With few rows of a skewed law the limit is too far away, and worse: the reference does not know the long tail that a window has
// a row of. There P is no smaller than that of Kolmogorov and Smirnov's test, which holds for any law. Whether it is "there"
// is decided by all rows together, of which nobody can tell who is on which side, so what is left of P holds too.

import { countBelow, countUpTo, type NumberSample } from '../drift-sample.ts';
import { momentsOf } from '../statistics.ts';
import { homogeneity } from './homogeneity.ts';
import { walkOf } from './cdf-distance.ts';
import { limitTail } from './kolmogorov.ts';
import { pooledSkewness } from './pooled-skew.ts';
import { weightedDeviations } from './weighted-deviations.ts';
import { weightedSquaresTail } from './weighted-squares.ts';

export interface NullLaw {
  /** P(a distance at least so large) for a window like `now` that is of the reference's law. */
  tail(distance: number, now: NumberSample): number;
  /** The distance that is exceeded with that chance. */
  quantile(tail: number, now: NumberSample): number;
}

/** A stretch of x: its width, and the share of rows below. */
interface Cell {
  width: number;
  share: number;
}

const cellsAtMost = 64;

/** Stretches that are equally long in ln(F / (1 − F)), so that they are narrow in both tails. */
function cellsOf(sorted: Float64Array): Cell[] {
  const n = sorted.length;
  const reach = Math.log(Math.max(2, n));
  const cells = new Map<number, Cell>();
  for (let i = 1; i < n; i++) {
    const width = sorted[i]! - sorted[i - 1]!;
    if (!(width > 0) || !Number.isFinite(width)) continue;
    const share = i / n;
    const place = (Math.log(share / (1 - share)) / reach + 1) / 2;
    const at = Math.min(cellsAtMost - 1, Math.max(0, Math.floor(place * cellsAtMost)));
    const cell = cells.get(at);
    if (!cell) cells.set(at, { width, share });
    else {
      cell.share = (cell.share * cell.width + share * width) / (cell.width + width);
      cell.width += width;
    }
  }
  return [...cells.values()];
}

/** Widths over the largest; stretches that are nothing beside it are left out, so that no figure leaves the doubles. */
function comparable(cells: readonly Cell[], largest: number): Cell[] {
  return cells
    .map(({ width, share }) => ({ width: width / largest, share }))
    .filter(({ width }) => width > 1e-12);
}

const step = 0.5;
const steps = 25;

/** P = exp(table − s²/2), between the places of the table and beyond them. */
function tailAt(table: Float64Array, size: number): number {
  const place = size / step;
  const at = Math.min(steps - 2, Math.floor(place));
  const t = Math.min(1, place - at);
  return Math.min(1, Math.exp(table[at]! * (1 - t) + table[at + 1]! * t - (size * size) / 2));
}

function firstTable(cells: readonly Cell[]): { scale: number; table: Float64Array } {
  const { scale, tails } = weightedDeviations(cells, step, steps);
  return { scale, table: tails.map((tail, i) => Math.log(tail) + (i * step) ** 2 / 2) };
}

/** Σ w B² = Σ λ χ²: λ are the reciprocals of the eigenvalues of a matrix with three diagonals. */
function secondTable(cells: readonly Cell[]): { scale: number; table: Float64Array } {
  const { tail, largest } = weightedSquaresTail(cells);
  const table = Float64Array.from({ length: steps }, (_, i) => {
    const size = i * step;
    return Math.log(i === 0 ? 1 : tail(size * size * largest)) + (size * size) / 2;
  });
  return { scale: Math.sqrt(largest), table };
}

/** Third cumulant over the cubed deviation. */
function skewnessOf(sorted: Float64Array): number {
  const { mean, deviation, constant } = momentsOf(sorted);
  if (constant || !(deviation < Infinity)) return 0;
  let cubes = 0;
  for (const value of sorted) cubes += ((value - mean) / deviation) ** 3;
  return cubes / sorted.length;
}

/** Nothing to learn from a constant: whether as many rows would have left it by chance. */
function leftConstant(reference: NumberSample): NullLaw {
  const value = reference.sorted[0] ?? NaN;
  const n = reference.sorted.length;
  return {
    tail(distance, { sorted }) {
      if (!(distance > 0)) return 1;
      const same = countUpTo(sorted, value) - countBelow(sorted, value);
      return homogeneity({
        before: Float64Array.of(n, 0),
        now: Float64Array.of(same, sorted.length - same),
        n,
        m: sorted.length,
      }).pValue;
    },
    quantile: () => 0,
  };
}

/**
 * Skewness of all rows over the root of the smaller side's number, up to which the limit is near enough: the squares look less
 * at the tails.
 */
const tolerable = { first: 0.2, second: 0.4 };

function lawOf(
  reference: NumberSample,
  scale: number,
  table: Float64Array,
  square: boolean,
  skew: number,
  skewWith: (now: NumberSample) => number,
): NullLaw {
  const n = reference.sorted.length;
  const most = square ? tolerable.second : tolerable.first;
  const lack = (m: number) =>
    Math.abs(skew) * (Math.abs(1 / m ** 2 - 1 / n ** 2) / (1 / m + 1 / n) ** 1.5 / 3);
  const sizeOf = (distance: number, m: number): number =>
    (square ? Math.sqrt(distance) : distance) / Math.sqrt(1 / n + 1 / m) / scale;
  /**
   * A mean of few skewed values strays further than the limit says: by Cramér's exp(γ z³ / 6) to the first order, here in
   * Bernstein's form, which holds on for large z.
   */
  const tailOf = (size: number, m: number): number =>
    size < 1e9 ? tailAt(table, size / Math.sqrt(1 + lack(m) * size)) : 0;
  const known = new Map<string, number>();
  return {
    tail(distance, now) {
      if (!(distance > 0)) return 1;
      const m = now.sorted.length;
      const limit = tailOf(sizeOf(distance, m), m);
      if (Math.abs(skewWith(now)) <= most * Math.sqrt(Math.min(n, m))) return limit;
      return Math.max(limit, limitTail(n, m, walkOf(reference, now).steps / n / m));
    },
    quantile(tail, { sorted }) {
      const m = sorted.length;
      const key = `${tail} ${m}`;
      let size = known.get(key);
      if (size === undefined) {
        let [low, high] = [0, 1];
        while (tailOf(high, m) > tail && high < 1e9) high *= 2;
        for (let i = 0; i < 50; i++) {
          const middle = (low + high) / 2;
          if (tailOf(middle, m) > tail) low = middle;
          else high = middle;
        }
        known.set(key, (size = high));
      }
      const distance = size * scale * Math.sqrt(1 / n + 1 / m);
      return square ? distance ** 2 : distance;
    },
  };
}

const laws = new WeakMap<NumberSample, { first: NullLaw; second: NullLaw }>();

/** Learnt once for a reference, whichever measures ask. */
export function nullLawOf(reference: NumberSample): { first: NullLaw; second: NullLaw } {
  const known = laws.get(reference);
  if (known) return known;
  const found = cellsOf(reference.sorted);
  const largest = Math.max(0, ...found.map(({ width }) => width));
  const cells = comparable(found, largest);
  const build = () => {
    const skew = skewnessOf(reference.sorted);
    const first = firstTable(cells);
    const second = secondTable(cells);
    const together = pooledSkewness(reference.sorted);
    const skewWith = (now: NumberSample): number => together(now.sorted);
    return {
      first: lawOf(reference, first.scale * largest, first.table, false, skew, skewWith),
      second: lawOf(reference, second.scale * Math.sqrt(largest), second.table, true, skew, skewWith),
    };
  };
  const same = leftConstant(reference);
  const law = cells.length === 0 ? { first: same, second: same } : build();
  laws.set(reference, law);
  return law;
}
