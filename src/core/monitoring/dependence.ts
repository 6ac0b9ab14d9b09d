// Rows that follow one another may resemble each other: an hour is as warm as the one before. Then a stretch of rows differs
// from the whole by much more than as many independent rows would, and a p that takes them for independent is far too small.
//
// How much more is a design effect (Kish, Survey Sampling, 1965): of m rows only m / effect count. It is learnt from stretches of the
// reference as long as a window, which overlap by half (Künsch, The jackknife and the bootstrap for general stationary observations,
// Annals of Statistics 17, 1989; Welch's variance of such a mean): each is measured against the whole reference, its p is read as
// a normal deviate z, and the mean of z² is the effect, as the mean of chi-squares is that of Rao & Scott (The analysis of
// categorical data from complex sample surveys, JASA 76, 1981). It is known no better than the stretches are many, so a p is
// read off Student's t, as after every variance that was estimated.

import { normalQuantile } from '../preprocessing/parts/normal-quantile.ts';
import { chiSquareTail } from '../statistics.ts';
import { studentTail } from '../student-t.ts';

/** What to make of a p that was worked out for independent rows. */
export interface Dependence {
  /** So many rows count as one; 1: they are independent, as far as can be seen. */
  readonly effect: number;
  /** Degrees of freedom that the effect is known with. */
  readonly freedom: number;
}

export const independent: Dependence = { effect: 1, freedom: Infinity };

/** Rows of each stretch, and how many rows to go on to the next. */
export interface Stretches {
  readonly rows: number;
  readonly step: number;
  readonly count: number;
}

/** Of fewer that do not overlap nothing can be learnt. */
const fewest = 5;
/** More of them tell little more, and each takes as long as a window. */
const most = 48;
const fewestRows = 10;

/** As long as a window, or as there must be for 5 beside each other. Null: there are too few rows. */
export function stretchesIn(referenceRows: number, windowRows: number): Stretches | null {
  const rows = Math.min(windowRows, Math.floor(referenceRows / fewest));
  if (rows < fewestRows) return null;
  const halves = Math.floor((referenceRows - rows) / (rows / 2)) + 1;
  const count = Math.min(most, halves);
  return { rows, step: (referenceRows - rows) / (count - 1), count };
}

/** A p too small for a number still says so much. */
const least = 1e-300;

/** The normal deviate of a p: two-sided, from 0 on. */
const deviate = (p: number): number => -normalQuantile(Math.max(least, p) / 2);

/** What chance alone would pass off as dependence less often than this is none. */
const surely = 0.005;

/**
 * Learns from the p that each stretch has against the whole reference; those that are NaN do not count.
 * @param neighbours whether it is known otherwise that rows resemble those before them: then a small effect counts too.
 */
export function learnDependence(
  pValues: readonly number[],
  referenceRows: number,
  windowRows: number,
  neighbours: boolean,
): Dependence {
  const plan = stretchesIn(referenceRows, windowRows);
  const known = pValues.filter((p) => !Number.isNaN(p));
  if (!plan || known.length < fewest) return independent;
  // A stretch is part of what it is held against: its variance is 1/m − 1/n, and p took it for 1/m + 1/n.
  const part = (referenceRows + plan.rows) / (referenceRows - plan.rows);
  const mean = (part * known.reduce((sum, p) => sum + deviate(p) ** 2, 0)) / known.length;
  const apart = referenceRows / plan.rows;
  // Welch's, for stretches that overlap by half; those further apart count one by one.
  const freedom = Math.max(1, Math.min(known.length, (4 / 3) * apart) - 1);
  const certain = chiSquareTail(mean * freedom, freedom) < surely;
  if (mean <= 1 || !(certain || neighbours)) return independent;
  // In windows longer than the stretches rows may go on resembling each other: at worst the effect grows as they do.
  return { effect: 1 + (mean - 1) * (windowRows / plan.rows), freedom };
}

/** The p that holds for rows that depend on each other so. */
export function allowFor({ effect, freedom }: Dependence, p: number): number {
  if (effect === 1 || !(p < 1)) return p;
  return Math.min(1, 2 * studentTail(deviate(p) / Math.sqrt(effect), freedom));
}

/** Least chance of so many neighbours alike. */
const alike = 3.3;

/**
 * Whether neighbours are of the same kind more often than if the rows were shuffled: a join count with its variance under
 * permutation (Moran, The interpretation of statistical maps, JRSS B 10, 1948), beyond 1 in 1,000.
 * @param kinds of each row, from 0 on; −1: not known.
 */
export function neighboursAlike(kinds: Int32Array): boolean {
  let most = -1;
  for (let i = 0; i < kinds.length; i++) if (kinds[i]! > most) most = kinds[i]!;
  const counts = new Int32Array(most + 1);
  let rows = 0;
  let joins = 0;
  let pairs = 0;
  let last = -1;
  for (let i = 0; i < kinds.length; i++) {
    const kind = kinds[i]!;
    if (kind >= 0) {
      rows++;
      counts[kind]!++;
      if (last >= 0) {
        pairs++;
        if (kind === last) joins++;
      }
    }
    last = kind;
  }
  if (pairs < 2) return false;
  let second = 0;
  let third = 0;
  for (const count of counts) {
    const share = count / rows;
    second += share ** 2;
    third += share ** 3;
  }
  const variance = pairs * (second + second ** 2 - 2 * third);
  return variance > 1e-9 * pairs && joins - pairs * second > alike * Math.sqrt(variance);
}
