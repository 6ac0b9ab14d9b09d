// The domain classifier for window after window: one step of Newton from nothing, which is a linear discriminant on columns and
// products. The reference's part of that step is known before the first window. Judged on rows that it did not learn from.

import { hanleyMcneilError } from '../hanley-mcneil.ts';
import { areaBetween, areaVariance } from './area.ts';
import { solveInPlace } from './cholesky.ts';
import { mostTerms, scoresOf, termsFor, type Terms } from './columns-and-products.ts';
import type { Shape } from './domain-classifier.ts';
import { MomentPlan, type Moments } from './term-moments.ts';
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

/** Newton's first step for ½‖w‖² + Σ weight · log loss, both samples weighing `weight` in total. */
function directionOf(
  { terms, place }: MomentPlan,
  reference: Moments,
  current: Moments,
  weight: number,
): Float64Array {
  const { count } = terms;
  const step = new Float64Array(count);
  const curve = new Float64Array(count * count);
  for (let i = 0, at = 0; i < count; i++) {
    step[i] = current[i]! - reference[i]!;
    const middle = (reference[i]! + current[i]!) / 2;
    for (let j = 0; j <= i; j++, at++) {
      const product = place[at]!;
      curve[i * count + j] =
        (reference[product]! + current[product]!) / 2 - (middle * (reference[j]! + current[j]!)) / 2;
    }
    curve[i * count + i]! += 2 / weight;
  }
  solveInPlace(curve, step);
  return step;
}

/** What each column adds to the distance between the means along the direction; products count half for each. */
function addShares(
  shares: Float64Array,
  { count, first, second }: Terms,
  direction: Float64Array,
  one: Moments,
  other: Moments,
): void {
  let total = 0;
  for (let k = 0; k < count; k++) total += Math.max(0, direction[k]! * (other[k]! - one[k]!));
  if (!(total > 0)) return;
  for (let k = 0; k < count; k++) {
    const share = Math.max(0, direction[k]! * (other[k]! - one[k]!)) / total;
    const j = second[k]!;
    shares[first[k]!]! += share / (j < 0 ? 2 : 4);
    if (j >= 0) shares[j]! += share / 4;
  }
}

/** `count` different places of 0 … among − 1. */
export function someOf(among: number, count: number, random: Random): Int32Array {
  const order = new Int32Array(among);
  for (let i = 0; i < among; i++) order[i] = i;
  const taken = Math.min(count, among);
  for (let i = 0; i < taken; i++) {
    const other = i + random.integer(among - i);
    const place = order[other]!;
    order[other] = order[i]!;
    order[i] = place;
  }
  return order.subarray(0, taken);
}

/** So many of `places`, which are in random order, from a random one on. */
function stretchOf(places: Int32Array, count: number, random: Random): Int32Array {
  const from = random.integer(places.length);
  const taken = new Int32Array(Math.min(count, places.length));
  for (let i = 0; i < taken.length; i++) taken[i] = places[(from + i) % places.length]!;
  return taken;
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
  const plan = new MomentPlan(terms);
  const halves = [order.subarray(0, middle), order.subarray(middle)].map((places) => ({
    places,
    moments: plan.of(z, places),
  }));
  return (current, places, draw) => {
    if (places.length < 2 * fewest) return null;
    const cut = Math.floor(places.length / 2);
    const parts = [places.subarray(0, cut), places.subarray(cut)].map((half) => ({
      places: half,
      moments: plan.of(current, half),
    }));
    const shares = new Float64Array(width);
    let [area, variance, error] = [0, 0, 0];
    for (const fold of [0, 1]) {
      const [learnt, kept] = [halves[fold]!, halves[1 - fold]!];
      const [taught, asked] = [parts[fold]!, parts[1 - fold]!];
      const direction = directionOf(plan, learnt.moments, taught.moments, taught.places.length);
      // Drawn anew for each window: what is odd about one sample must not stay in all windows.
      const drawn = stretchOf(kept.places, asked.places.length, draw);
      const low = scoresOf(terms, direction, z, drawn);
      const high = scoresOf(terms, direction, current, asked.places);
      const found = areaBetween(low, high);
      area += found / 2;
      variance += areaVariance(low.length, high.length) / 2;
      error += hanleyMcneilError(found, high.length, low.length) / 2;
      addShares(shares, terms, direction, learnt.moments, taught.moments);
    }
    // The folds' areas rise and fall together (each direction is the other's difference), so two do not say more than one.
    const away = (area - 0.5) / Math.sqrt(variance);
    const tail = chiSquareTail(away * away, 1) / 2;
    return { area, error, pValue: away > 0 ? tail : 1 - tail, shares };
  };
}
