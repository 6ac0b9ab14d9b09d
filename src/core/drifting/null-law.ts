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
import { homogeneity } from './homogeneity.ts';
import { walkOf } from './cdf-distance.ts';
import { limitTail } from './kolmogorov.ts';
import { lawCells } from './law-cells.ts';
import { pooledSkewness } from './pooled-skew.ts';
import { remembered } from './remembered.ts';
import { weightedDeviations, type Weighted } from './weighted-deviations.ts';
import { weightedSquaresTail } from './weighted-squares.ts';

export interface NullLaw {
  /** P(a distance at least so large) for a window like `now` that is of the reference's law. */
  tail(distance: number, now: NumberSample): number;
  /** The distance that a window of so many rows exceeds with that chance. */
  quantile(tail: number, rows: number): number;
}

const step = 0.5;
/** Sizes that are tabled: those that chance makes, and all, which are worked out for a window that drifted. */
const nearSteps = 11;
const allSteps = 25;

/** ln P + s²/2 at so many sizes s, each a step from the one before. */
type Tabled = (steps: number) => Float64Array;

/** P = exp(table − s²/2), between the places of the table and beyond them. */
class TailTable {
  readonly #tabled: Tabled;
  #table: Float64Array;

  constructor(tabled: Tabled) {
    this.#tabled = tabled;
    this.#table = tabled(nearSteps);
  }

  at(size: number): number {
    const place = size / step;
    if (place >= this.#table.length - 1 && this.#table.length < allSteps)
      this.#table = this.#tabled(allSteps);
    const table = this.#table;
    const from = Math.min(table.length - 2, Math.floor(place));
    const t = Math.min(1, place - from);
    return Math.min(1, Math.exp(table[from]! * (1 - t) + table[from + 1]! * t - (size * size) / 2));
  }
}

/** A law of sizes, each of them `scale` in the unit of x. */
interface Sizes {
  readonly scale: number;
  readonly tabled: Tabled;
}

function firstSizes(cells: readonly Weighted[]): Sizes {
  const { scale, tails } = weightedDeviations(cells);
  return {
    scale,
    tabled: (steps) => tails(step, steps).map((tail, i) => Math.log(tail) + (i * step) ** 2 / 2),
  };
}

/** Σ w B² = Σ λ χ²: λ are the reciprocals of the eigenvalues of a matrix with three diagonals. */
function secondSizes(cells: readonly Weighted[]): Sizes {
  const { tail, largest } = weightedSquaresTail(cells);
  return {
    scale: Math.sqrt(largest),
    tabled: (steps) =>
      Float64Array.from({ length: steps }, (_, i) => {
        const size = i * step;
        return Math.log(i === 0 ? 1 : tail(size * size * largest)) + (size * size) / 2;
      }),
  };
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
  { tabled }: Sizes,
  scale: number,
  square: boolean,
  skew: number,
  skewWith: (now: NumberSample) => number,
): NullLaw {
  const n = reference.sorted.length;
  const table = new TailTable(tabled);
  const most = square ? tolerable.second : tolerable.first;
  const lack = remembered(
    (m) => Math.abs(skew) * (Math.abs(1 / m ** 2 - 1 / n ** 2) / (1 / m + 1 / n) ** 1.5 / 3),
  );
  const sizeOf = (distance: number, m: number): number =>
    (square ? Math.sqrt(distance) : distance) / Math.sqrt(1 / n + 1 / m) / scale;
  /**
   * A mean of few skewed values strays further than the limit says: by Cramér's exp(γ z³ / 6) to the first order, here in
   * Bernstein's form, which holds on for large z.
   */
  const tailOf = (size: number, m: number): number =>
    size < 1e9 ? table.at(size / Math.sqrt(1 + lack(m) * size)) : 0;
  return {
    tail(distance, now) {
      if (!(distance > 0)) return 1;
      const m = now.sorted.length;
      const limit = tailOf(sizeOf(distance, m), m);
      if (Math.abs(skewWith(now)) <= most * Math.sqrt(Math.min(n, m))) return limit;
      return Math.max(limit, limitTail(n, m, walkOf(reference, now).steps / n / m));
    },
    quantile(tail, m) {
      let [low, high] = [0, 1];
      while (tailOf(high, m) > tail && high < 1e9) high *= 2;
      for (let i = 0; i < 50; i++) {
        const middle = (low + high) / 2;
        if (tailOf(middle, m) > tail) low = middle;
        else high = middle;
      }
      const distance = high * scale * Math.sqrt(1 / n + 1 / m);
      return square ? distance ** 2 : distance;
    },
  };
}

const laws = new WeakMap<NumberSample, { first: NullLaw; second: NullLaw }>();

/** Learnt once for a reference, whichever measures ask. */
export function nullLawOf(reference: NumberSample): { first: NullLaw; second: NullLaw } {
  const known = laws.get(reference);
  if (known) return known;
  const { cells, largest } = lawCells(reference.sorted);
  const build = () => {
    const first = firstSizes(cells);
    const second = secondSizes(cells);
    const { own: skew, together } = pooledSkewness(reference.sorted);
    let latest: NumberSample | null = null;
    let found = NaN;
    // Both laws ask, one after the other.
    const skewWith = (now: NumberSample): number => {
      if (now !== latest) found = together(now.sorted);
      latest = now;
      return found;
    };
    return {
      first: lawOf(reference, first, first.scale * largest, false, skew, skewWith),
      second: lawOf(reference, second, second.scale * Math.sqrt(largest), true, skew, skewWith),
    };
  };
  const same = leftConstant(reference);
  const law = cells.length === 0 ? { first: same, second: same } : build();
  laws.set(reference, law);
  return law;
}
