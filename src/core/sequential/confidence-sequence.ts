// An interval for a mean difference that may be looked at after every row: the chance that it ever misses is at most alpha,
// however often one looks and whenever one stops. It holds at any number of rows, see betting.ts for what is assumed; what it
// needs for that is a bound of the values. Where the difference wanders from row to row, an interval above m says that it
// was not below m all the time.

import { boundedValues, logWealth, type BoundedValues } from './betting.ts';

export interface SequenceSpec {
  /** Chance of ever being wrong, half of it on either side. */
  readonly alpha: number;
  /** Number of rows at which the interval is to be narrow: about where a decision is hoped for. */
  readonly target: number;
  /** Rows before which nothing is said; of two arms each must have as many. */
  readonly least: number;
}

/** Where the mean lies as far as is known now. Bounds that can't be given yet are infinite. */
export interface SequenceInterval {
  readonly n: number;
  /** NaN without rows. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Values whose mean is looked for, within ±bound. */
export interface Sequence extends BoundedValues {
  readonly bound: number;
  /** How many rows the smaller arm has after each value. */
  readonly fewest: Int32Array;
}

function checkBound(bound: number): void {
  if (!(bound > 0 && Number.isFinite(bound)))
    throw new RangeError(`A bound is a number above 0, not ${bound}.`);
}

/**
 * Differences on the same rows, in the order in which they came: two models that both answered each of them.
 * @throws RangeError for a difference that is not within ±bound.
 */
export function pairedSequence(differences: ArrayLike<number>, bound: number): Sequence {
  checkBound(bound);
  const values = Float64Array.from(differences);
  const least = new Float64Array(values.length).fill(-bound);
  const greatest = new Float64Array(values.length).fill(bound);
  const fewest = Int32Array.from(values, (_, row) => row + 1);
  return { ...boundedValues(values, least, greatest), bound, fewest };
}

/** Rows that were given to one of two models by lot, in the order in which they came. */
export interface TwoArms {
  /** What each row's answer was worth (its loss, its reward), from 0 to the bound. */
  readonly outcomes: ArrayLike<number>;
  /** 1 where the second arm (the challenger) answered. */
  readonly second: ArrayLike<number>;
  /** Share with which the row was given to the second arm when it came; strictly between 0 and 1. */
  readonly shares: ArrayLike<number>;
}

/**
 * The second arm's mean minus the first's. Every row gives an unbiased value of the difference: the gap of the means of the rows
 * before it, corrected by what the row showed, weighted by the chance with which it was given to its arm (augmented inverse
 * probability weighting). Its bounds widen with the weight, so that a small arm is believed later. Shares may change on the way.
 * Waudby-Smith, Wu, Ramdas, Karampatziakis & Mineiro, Anytime-valid off-policy inference for contextual bandits, 2022.
 * @throws RangeError for an outcome outside 0 … bound, and for a share outside (0, 1).
 */
export function twoArmSequence({ outcomes, second, shares }: TwoArms, bound: number): Sequence {
  checkBound(bound);
  const rows = outcomes.length;
  const [values, least, greatest] = [new Float64Array(rows), new Float64Array(rows), new Float64Array(rows)];
  const fewest = new Int32Array(rows);
  const sums: [number, number] = [0, 0];
  const counts: [number, number] = [0, 0];
  for (let row = 0; row < rows; row++) {
    const outcome = outcomes[row]!;
    const share = shares[row]!;
    if (!(outcome >= 0 && outcome <= bound))
      throw new RangeError(`An outcome of ${outcome} is not between 0 and ${bound}.`);
    if (!(share > 0 && share < 1)) throw new RangeError(`A share lies between 0 and 1, not ${share}.`);
    // Each arm's mean, as though it had one row more that is like all rows so far.
    const all = (sums[0] + sums[1] + bound / 2) / (row + 1);
    const first = (sums[0] + all) / (counts[0] + 1);
    const other = (sums[1] + all) / (counts[1] + 1);
    const gap = other - first;
    const arm = second[row] === 1 ? 1 : 0;
    values[row] = gap + (arm === 1 ? (outcome - other) / share : (first - outcome) / (1 - share));
    least[row] = gap - Math.max(other / share, (bound - first) / (1 - share));
    greatest[row] = gap + Math.max((bound - other) / share, first / (1 - share));
    sums[arm] += outcome;
    counts[arm]++;
    fewest[row] = Math.min(...counts);
  }
  return { ...boundedValues(values, least, greatest), bound, fewest };
}

/** How close the bounds are worked out, as a part of the bound of the values; always outwards. */
const exactness = 1e-4;

/** The outermost m on one side of the mean that the bets have not ruled out. */
function edge(
  sequence: Sequence,
  count: number,
  mean: number,
  side: 'above' | 'below',
  spec: SequenceSpec,
): number {
  const { bound, deviations } = sequence;
  const needed = Math.log(2 / spec.alpha);
  const size = Math.sqrt((2 * needed) / spec.target);
  const sign = side === 'above' ? 1 : -1;
  const limit = -sign * bound;
  const over = (m: number): number => logWealth(sequence, count, m, side, size) - needed;
  // From the mean outwards until the bets have won, then between the two.
  // About where it will be: the width for `count` rows of a bet that is right for them.
  const width = deviations[count - 1]! * Math.sqrt((2 * needed) / count);
  let [step, next] = [1.1 * width, width / 2];
  let inner = Math.min(bound, Math.max(-bound, mean));
  let innerOver = over(inner);
  if (innerOver >= 0) return inner;
  let outer = inner;
  let outerOver = innerOver;
  while (outerOver < 0) {
    if (outer === limit) return limit;
    [inner, innerOver] = [outer, outerOver];
    outer = sign * Math.max(-bound, sign * outer - step);
    outerOver = over(outer);
    [step, next] = [next, 1.5 * next];
  }
  // The Illinois variant of the false position; the end that is ruled out is what is said.
  for (let turn = 0; turn < 60 && Math.abs(outer - inner) > exactness * bound; turn++) {
    const at =
      turn % 3 === 2 ? (outer + inner) / 2 : outer + ((inner - outer) * outerOver) / (outerOver - innerOver);
    const found = over(at);
    if (found >= 0) {
      [outer, outerOver] = [at, found];
      innerOver /= 2;
    } else {
      [inner, innerOver] = [at, found];
      outerOver /= 2;
    }
  }
  return outer;
}

/**
 * What is known after the first `count` values.
 * @throws RangeError for an alpha outside (0, 1), a target below 1 row or fewer than 1 row before anything is said.
 */
export function intervalAfter(sequence: Sequence, count: number, spec: SequenceSpec): SequenceInterval {
  const { alpha, target, least } = spec;
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`Alpha lies between 0 and 1, not ${alpha}.`);
  if (!(target >= 1)) throw new RangeError(`The target is at least 1 row, not ${target}.`);
  if (!(least >= 1)) throw new RangeError(`At least 1 row is needed before anything is said, not ${least}.`);
  const mean = sequence.values.subarray(0, count).reduce((sum, value) => sum + value, 0) / count;
  if (count === 0 || sequence.fewest[count - 1]! < least)
    return { n: count, mean, low: -Infinity, high: Infinity };
  return {
    n: count,
    mean,
    low: edge(sequence, count, mean, 'above', spec),
    high: edge(sequence, count, mean, 'below', spec),
  };
}
