// The domain classifier for window after window: one step of Newton from nothing, which is a linear discriminant on columns and
// products. The reference's part of that step is known before the first window. Judged on rows that it did not learn from.

import { hanleyMcneilError } from '../hanley-mcneil.ts';
import { areaBetween, areaVariance } from './area.ts';
import { solveInPlace } from './cholesky.ts';
import { mostTerms, termsFor, termsOf, type Terms } from './columns-and-products.ts';
import type { Shape } from './domain-classifier.ts';
import type { Random } from '../random.ts';
import { chiSquareTail } from '../statistics.ts';

export interface DomainFinding {
  /** Cross-fitted area under the ROC curve: 0.5 when nothing differs. */
  readonly area: number;
  /** Of the area. */
  readonly error: number;
  /** P(an area at least this large), if nothing differed. */
  readonly pValue: number;
  /** Of each column: its share in what tells the samples apart. */
  readonly shares: Float64Array;
}

/** Mean, and mean of the products of every two terms (lower triangle). */
interface Moments {
  readonly mean: Float64Array;
  readonly products: Float64Array;
}

const noMoments = (count: number): Moments => ({
  mean: new Float64Array(count),
  products: new Float64Array(count * count),
});

/** Writes over `into`. Four rows at a time: most of the time of a window is spent here. */
function takeMoments(x: Float64Array, into: Moments): Moments {
  const { mean, products } = into;
  const count = mean.length;
  const rows = x.length / count;
  mean.fill(0);
  products.fill(0);
  let row = 0;
  for (; row + 3 < rows; row += 4) {
    const [a, b, c, d] = [row * count, (row + 1) * count, (row + 2) * count, (row + 3) * count];
    for (let i = 0; i < count; i++) {
      const [p, q, r, s] = [x[a + i]!, x[b + i]!, x[c + i]!, x[d + i]!];
      mean[i]! += p + q + r + s;
      const line = i * count;
      for (let j = 0; j <= i; j++)
        products[line + j]! += p * x[a + j]! + q * x[b + j]! + r * x[c + j]! + s * x[d + j]!;
    }
  }
  for (; row < rows; row++)
    for (let i = 0; i < count; i++) {
      const value = x[row * count + i]!;
      mean[i]! += value;
      for (let j = 0; j <= i; j++) products[i * count + j]! += value * x[row * count + j]!;
    }
  for (let i = 0; i < count; i++) mean[i]! /= rows;
  for (let i = 0; i < products.length; i++) products[i]! /= rows;
  return into;
}

/** Newton's first step for ½‖w‖² + Σ weight · log loss, both samples weighing `weight` in total. */
function directionOf(reference: Moments, current: Moments, weight: number): Float64Array {
  const count = reference.mean.length;
  const step = current.mean.map((value, i) => value - reference.mean[i]!);
  const curve = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    const middle = (reference.mean[i]! + current.mean[i]!) / 2;
    for (let j = 0; j <= i; j++) {
      const at = i * count + j;
      curve[at] =
        (reference.products[at]! + current.products[at]!) / 2 -
        (middle * (reference.mean[j]! + current.mean[j]!)) / 2;
    }
    curve[i * count + i]! += 2 / weight;
  }
  solveInPlace(curve, step);
  return step;
}

function scoresOf(x: Float64Array, direction: Float64Array): Float64Array {
  const count = direction.length;
  const scores = new Float64Array(x.length / count);
  for (let row = 0; row < scores.length; row++) {
    let score = 0;
    for (let j = 0; j < count; j++) score += direction[j]! * x[row * count + j]!;
    scores[row] = score;
  }
  return scores;
}

/** What each column adds to the distance between the means along the direction; products count half for each. */
function addShares(
  shares: Float64Array,
  terms: Terms,
  direction: Float64Array,
  one: Moments,
  other: Moments,
): void {
  const parts = direction.map((value, k) => Math.max(0, value * (other.mean[k]! - one.mean[k]!)));
  const total = parts.reduce((sum, value) => sum + value, 0);
  if (!(total > 0)) return;
  parts.forEach((value, k) => {
    const [i, j] = [terms.first[k]!, terms.second[k]!];
    shares[i]! += value / total / (j < 0 ? 2 : 4);
    if (j >= 0) shares[j]! += value / total / 4;
  });
}

/** `count` different places of 0 … among − 1. */
export function someOf(among: number, count: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: among }, (_, i) => i);
  const taken = Math.min(count, among);
  for (let i = 0; i < taken; i++) {
    const other = i + random.integer(among - i);
    [order[i], order[other]] = [order[other]!, order[i]!];
  }
  return order.subarray(0, taken);
}

/** So many of `places`, which are in random order, from a random one on. */
function stretchOf(places: Int32Array, count: number, random: Random): Int32Array {
  const from = random.integer(places.length);
  return Int32Array.from(
    { length: Math.min(count, places.length) },
    (_, i) => places[(from + i) % places.length]!,
  );
}

/** Fewer rows on a side tell nothing. */
const fewest = 20;

/**
 * @param z standardised reference, row-major × width.
 * @returns null with too many columns or too few rows. The function takes standardised rows and places in them.
 */
export function watchDomain(
  z: Float64Array,
  width: number,
  random: Random,
  shape: Shape = 'quadratic',
): ((current: Float64Array, places: Int32Array, draw: Random) => DomainFinding | null) | null {
  const terms = termsFor(width, random, shape === 'linear' ? width : mostTerms);
  const rows = z.length / width;
  if (!terms || rows < 2 * fewest) return null;
  const order = random.permutation(rows);
  const middle = Math.floor(rows / 2);
  const halves = [order.subarray(0, middle), order.subarray(middle)].map((places) => {
    const x = termsOf(terms, z, width, places);
    return { places, moments: takeMoments(x, noMoments(terms.count)) };
  });
  const scratch = [noMoments(terms.count), noMoments(terms.count)];
  return (current, places, draw) => {
    if (places.length < 2 * fewest) return null;
    const cut = Math.floor(places.length / 2);
    const parts = [places.subarray(0, cut), places.subarray(cut)].map((half, at) => {
      const x = termsOf(terms, current, width, half);
      return { x, moments: takeMoments(x, scratch[at]!) };
    });
    const shares = new Float64Array(width);
    let [area, variance, error] = [0, 0, 0];
    for (const fold of [0, 1]) {
      const [learnt, kept] = [halves[fold]!, halves[1 - fold]!];
      const [taught, asked] = [parts[fold]!, parts[1 - fold]!];
      const direction = directionOf(learnt.moments, taught.moments, taught.x.length / terms.count);
      // Drawn anew for each window: what is odd about one sample must not stay in all windows.
      const drawn = stretchOf(kept.places, asked.x.length / terms.count, draw);
      const [low, high] = [termsOf(terms, z, width, drawn), asked.x].map((x) => scoresOf(x, direction));
      const found = areaBetween(low!, high!);
      area += found / 2;
      variance += areaVariance(low!.length, high!.length) / 2;
      error += hanleyMcneilError(found, high!.length, low!.length) / 2;
      addShares(shares, terms, direction, learnt.moments, taught.moments);
    }
    // The folds' areas rise and fall together (each direction is the other's difference), so two do not say more than one.
    const away = (area - 0.5) / Math.sqrt(variance);
    const tail = chiSquareTail(away * away, 1) / 2;
    return { area, error, pValue: away > 0 ? tail : 1 - tail, shares };
  };
}
