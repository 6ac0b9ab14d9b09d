// Whether a mean is what it was, whatever the values are distributed like: the window's rows are as good as drawn from all rows
// if nothing has changed.

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
export function groupValues(values: ArrayLike<number>): GroupedValues {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  const moments = momentsOf(values);
  if (n <= 2 * alone + groups) return { values: sorted, counts: new Float64Array(n).fill(1), ...moments };
  const found: number[] = [...sorted.subarray(0, alone)];
  const counts: number[] = found.map(() => 1);
  const inner = n - 2 * alone;
  for (let group = 0; group < groups; group++) {
    const from = alone + Math.floor((group * inner) / groups);
    const to = alone + Math.floor(((group + 1) * inner) / groups);
    let mean = 0;
    for (let i = from; i < to; i++) mean += sorted[i]! / (to - from);
    found.push(mean);
    counts.push(to - from);
  }
  for (const value of sorted.subarray(n - alone)) {
    found.push(value);
    counts.push(1);
  }
  return { values: Float64Array.from(found), counts: Float64Array.from(counts), ...moments };
}

const density = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

interface Saddle {
  /** u n + t s − K(u, t), and the determinant of K's second derivatives. */
  readonly gain: number;
  readonly t: number;
  readonly determinant: number;
  readonly found: boolean;
}

/** Solves K_u = n, K_t = s for K(u, t) = Σ c ln(1 − π + π exp(u + t a)), by Newton's steps, halved where they overshoot. */
function saddle(a: Float64Array, counts: Float64Array, share: number, n: number, s: number): Saddle {
  let [u, t] = [0, 0];
  const at = (x: number, y: number) => {
    let [value, ofU, ofT, uu, ut, tt] = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < a.length; i++) {
      const odds = share * Math.exp(x + y * a[i]!);
      const p = odds / (1 - share + odds);
      const c = counts[i]!;
      const v = c * p * (1 - p);
      value += c * Math.log(1 - share + odds);
      ofU += c * p;
      ofT += c * p * a[i]!;
      uu += v;
      ut += v * a[i]!;
      tt += v * a[i]! * a[i]!;
    }
    return { value: value - x * n - y * s, ofU: ofU - n, ofT: ofT - s, uu, ut, tt };
  };
  let here = at(0, 0);
  for (let round = 0; round < 40; round++) {
    const determinant = here.uu * here.tt - here.ut ** 2;
    const settled = Math.abs(here.ofU) < 1e-9 * n && Math.abs(here.ofT) < 1e-9 * n;
    if (settled || !(determinant > 0))
      return { gain: -here.value, t, determinant, found: settled && determinant > 0 };
    const du = (here.tt * here.ofU - here.ut * here.ofT) / determinant;
    const dt = (here.uu * here.ofT - here.ut * here.ofU) / determinant;
    let step = 1;
    let next = at(u - du, t - dt);
    while (!(next.value <= here.value) && step > 1e-6) {
      step /= 2;
      next = at(u - step * du, t - step * dt);
    }
    u -= step * du;
    t -= step * dt;
    here = next;
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
  const window = groupValues(values);
  const a = new Float64Array(window.values.length + reference.values.length);
  const counts = new Float64Array(a.length);
  a.set(window.values);
  a.set(reference.values, window.values.length);
  counts.set(window.counts);
  counts.set(reference.counts, window.counts.length);
  const up = own.sum < n * mean ? -1 : 1;
  for (let i = 0; i < a.length; i++) a[i] = (up * (a[i]! - mean)) / deviation;
  const { gain, t, determinant, found } = saddle(a, counts, share, n, s);
  if (!found) return Math.min(1, 2 * Math.exp(-gain) * Math.sqrt(2 * Math.PI * n * (1 - share)) * 1.1);
  const w = Math.sqrt(2 * gain);
  const v = t * Math.sqrt(determinant / (n * (1 - share)));
  const tail = studentTail(w, Infinity) + density(w) * (1 / v - 1 / w);
  return Math.min(1, Math.max(0, 2 * tail));
}
