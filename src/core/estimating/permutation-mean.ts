// Whether a mean is what it was, whatever the values are distributed like: the window's rows are as good as drawn from all rows
// if nothing has changed.

import { sortedNumbers } from '../drifting/sort-numbers.ts';
import { studentTail } from '../student-t.ts';

/** Values in a few hundred groups: the outermost alone, those between in groups of equal size at their mean. */
export interface GroupedValues {
  readonly values: Float64Array;
  readonly counts: Float64Array;
  readonly rows: number;
  readonly sum: number;
  /** Σ (value − mean)². */
  readonly squares: number;
}

const alone = 16;
const groups = 64;
/** Within so many deviations the normal distribution is as good, and much quicker. */
const near = 2;

type Moments = Pick<GroupedValues, 'rows' | 'sum' | 'squares'>;

function momentsOf(values: ArrayLike<number>): Moments {
  const rows = values.length;
  let sum = 0;
  for (let i = 0; i < rows; i++) sum += values[i]!;
  const mean = sum / rows;
  let squares = 0;
  for (let i = 0; i < rows; i++) squares += (values[i]! - mean) ** 2;
  return { rows, sum, squares };
}

/** @param values finite. */
export const groupValues = (values: ArrayLike<number>): GroupedValues => grouped(values, momentsOf(values));

function grouped(values: ArrayLike<number>, moments: Moments): GroupedValues {
  const n = values.length;
  const sorted = sortedNumbers(values instanceof Float64Array ? values : new Float64Array(values), n);
  if (n <= 2 * alone + groups) return { values: sorted, counts: new Float64Array(n).fill(1), ...moments };
  const found = new Float64Array(2 * alone + groups);
  const counts = new Float64Array(found.length).fill(1);
  const inner = n - 2 * alone;
  for (let i = 0; i < alone; i++) {
    found[i] = sorted[i]!;
    found[alone + groups + i] = sorted[n - alone + i]!;
  }
  for (let group = 0; group < groups; group++) {
    const from = alone + Math.floor((group * inner) / groups);
    const to = alone + Math.floor(((group + 1) * inner) / groups);
    let mean = 0;
    for (let i = from; i < to; i++) mean += sorted[i]! / (to - from);
    found[alone + group] = mean;
    counts[alone + group] = to - from;
  }
  return { values: found, counts, ...moments };
}

const density = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

interface Saddle {
  /** u n + t s − K(u, t), and the determinant of K's second derivatives. */
  readonly gain: number;
  readonly t: number;
  readonly determinant: number;
  readonly found: boolean;
}

/** K − x n − y s at a point, and its derivatives. */
interface Slopes {
  value: number;
  ofU: number;
  ofT: number;
  uu: number;
  ut: number;
  tt: number;
}
const slopes = (): Slopes => ({ value: 0, ofU: 0, ofT: 0, uu: 0, ut: 0, tt: 0 });

interface Groups {
  readonly a: Float64Array;
  readonly counts: Float64Array;
}

function slopesAt(
  { a, counts }: Groups,
  share: number,
  n: number,
  s: number,
  x: number,
  y: number,
  into: Slopes,
): void {
  let value = 0;
  let ofU = 0;
  let ofT = 0;
  let uu = 0;
  let ut = 0;
  let tt = 0;
  for (let i = 0; i < a.length; i++) {
    const at = a[i]!;
    const odds = share * Math.exp(x + y * at);
    const p = odds / (1 - share + odds);
    const c = counts[i]!;
    const v = c * p * (1 - p);
    value += c * Math.log(1 - share + odds);
    ofU += c * p;
    ofT += c * p * at;
    uu += v;
    ut += v * at;
    tt += v * at * at;
  }
  into.value = value - x * n - y * s;
  into.ofU = ofU - n;
  into.ofT = ofT - s;
  into.uu = uu;
  into.ut = ut;
  into.tt = tt;
}

/** Solves K_u = n, K_t = s for K(u, t) = Σ c ln(1 − π + π exp(u + t a)), by Newton's steps, halved where they overshoot. */
function saddle(of: Groups, share: number, n: number, s: number): Saddle {
  let u = 0;
  let t = 0;
  let here = slopes();
  let next = slopes();
  slopesAt(of, share, n, s, 0, 0, here);
  for (let round = 0; round < 40; round++) {
    const determinant = here.uu * here.tt - here.ut ** 2;
    const settled = Math.abs(here.ofU) < 1e-9 * n && Math.abs(here.ofT) < 1e-9 * n;
    if (settled || !(determinant > 0))
      return { gain: -here.value, t, determinant, found: settled && determinant > 0 };
    const du = (here.tt * here.ofU - here.ut * here.ofT) / determinant;
    const dt = (here.uu * here.ofT - here.ut * here.ofU) / determinant;
    let step = 1;
    slopesAt(of, share, n, s, u - du, t - dt, next);
    while (!(next.value <= here.value) && step > 1e-6) {
      step /= 2;
      slopesAt(of, share, n, s, u - step * du, t - step * dt, next);
    }
    u -= step * du;
    t -= step * dt;
    const last = here;
    here = next;
    next = last;
  }
  return { gain: -here.value, t, determinant: here.uu * here.tt - here.ut ** 2, found: false };
}

/**
 * P(a mean at least this far out), twice the tail of the permutation distribution by its saddlepoint approximation (Robinson,
 * Saddlepoint approximations for permutation tests and confidence intervals, JRSS B 44, 1982; the conditional tail of
 * Skovgaard 1987), which keeps its digits far out. Where the saddlepoint lies at infinity (the window holds the most extreme of
 * all rows) Chernoff's bound stands in, which is never too small. NaN without rows on either side.
 */
export function meanChangeP(values: ArrayLike<number>, reference: GroupedValues): number {
  const own = momentsOf(values);
  const [n, all] = [own.rows, own.rows + reference.rows];
  if (n === 0 || reference.rows === 0) return NaN;
  const mean = (own.sum + reference.sum) / all;
  const squares =
    own.squares +
    reference.squares +
    n * (own.sum / n - mean) ** 2 +
    reference.rows * (reference.sum / reference.rows - mean) ** 2;
  const deviation = Math.sqrt(squares / all);
  if (!(deviation > 1e-12 * Math.abs(mean))) return Number.isFinite(mean) ? 1 : NaN;
  const share = n / all;
  const s = Math.abs(own.sum - n * mean) / deviation;
  const spread = Math.sqrt((n * (1 - share) * all) / (all - 1));
  if (s < near * spread && n > alone) return 2 * studentTail(s / spread, Infinity);
  // Near the middle the formula divides by next to nothing.
  if (s < 0.1 * spread) return 2 * studentTail(s / spread, Infinity);
  const window = grouped(values, own);
  const a = new Float64Array(window.values.length + reference.values.length);
  const counts = new Float64Array(a.length);
  a.set(window.values);
  a.set(reference.values, window.values.length);
  counts.set(window.counts);
  counts.set(reference.counts, window.counts.length);
  const up = own.sum < n * mean ? -1 : 1;
  for (let i = 0; i < a.length; i++) a[i] = (up * (a[i]! - mean)) / deviation;
  const { gain, t, determinant, found } = saddle({ a, counts }, share, n, s);
  if (!found) return Math.min(1, 2 * Math.exp(-gain) * Math.sqrt(2 * Math.PI * n * (1 - share)) * 1.1);
  const w = Math.sqrt(2 * gain);
  const v = t * Math.sqrt(determinant / (n * (1 - share)));
  const tail = studentTail(w, Infinity) + density(w) * (1 / v - 1 / w);
  return Math.min(1, Math.max(0, 2 * tail));
}
