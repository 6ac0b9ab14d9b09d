// Student's t distribution, fractional degrees of freedom included (Welch's test has them).

import { betaFraction } from './beta.ts';
import { chiSquareTail } from './statistics.ts';

/**
 * ln Γ(a + ½) − ln Γ(a) for a > 0, without the cancellation of taking two large logarithms apart: its asymptotic series,
 * which is exact to rounding from a = 20 on, reached by Γ(a + 1) = a Γ(a).
 */
function logHalfStep(a: number): number {
  let ratio = 1;
  let z = a;
  for (; z < 20; z++) ratio *= z / (z + 0.5);
  const s = 1 / (z * z);
  const series = (-1 / 8 + s * (1 / 192 + s * (-1 / 640 + s * (17 / 14336 - (s * 31) / 18432)))) / z;
  return 0.5 * Math.log(z) + series + Math.log(ratio);
}

function checkDegrees(degreesOfFreedom: number): void {
  if (!(degreesOfFreedom > 0))
    throw new RangeError(`Degrees of freedom are more than 0, not ${degreesOfFreedom}.`);
}

/** From here on the way by the normal distribution is exact to rounding, and the fraction would lose digits. */
const many = 1e4;
/** Beyond, t and normal are the same number. */
const asGoodAsNormal = 1e15;

/**
 * The tail for many degrees of freedom, by the normal distribution at Hill's u (Algorithm 396: Student's t-quantiles,
 * Communications of the ACM 13, 1970), whose first correction left out is of the order of ν⁻⁶.
 */
function tailByNormal(t: number, degreesOfFreedom: number): number {
  const a = degreesOfFreedom - 0.5;
  const z = Math.sqrt(a * Math.log1p((t * t) / degreesOfFreedom));
  const b = 48 * a * a;
  const u = z + (z ** 3 + 3 * z - (4 * z ** 7 + 33 * z ** 5 + 240 * z ** 3 + 855 * z) / (10 * b)) / b;
  return chiSquareTail(u * u, 1) / 2;
}

/**
 * P(T ≥ t) of Student's t: half the regularised incomplete beta function I_{ν/(ν+t²)}(ν/2, ½). NaN for a t that is NaN.
 * `scipy.stats.t.sf`.
 * @throws RangeError for degrees of freedom that are not above 0.
 */
export function studentTail(t: number, degreesOfFreedom: number): number {
  checkDegrees(degreesOfFreedom);
  if (Number.isNaN(t)) return NaN;
  if (t < 0) return 1 - studentTail(-t, degreesOfFreedom);
  if (t === Infinity) return 0;
  const v = Math.min(degreesOfFreedom, asGoodAsNormal);
  if (v >= many) return tailByNormal(t, v);
  const a = v / 2;
  const square = t * t;
  const x = v / (v + square);
  const y = square / (v + square);
  // ln of x^a y^½ / B(a, ½).
  const front = -a * Math.log1p(square / v) + 0.5 * Math.log(y / Math.PI) + logHalfStep(a);
  if (x < (a + 1) / (a + 2.5)) return (0.5 * Math.exp(front) * betaFraction(x, a, 0.5)) / a;
  return 0.5 - Math.exp(front) * betaFraction(y, 0.5, a);
}

/**
 * The t that a share of `probability` lies below: the inverse of 1 − studentTail, by Newton's steps on the logarithm of the
 * tail that a bracket keeps from straying. ±Infinity at 1 and 0. `scipy.stats.t.ppf`.
 * @throws RangeError for a probability outside 0 … 1 or degrees of freedom that are not above 0.
 */
export function studentQuantile(probability: number, degreesOfFreedom: number): number {
  checkDegrees(degreesOfFreedom);
  if (!(probability >= 0 && probability <= 1))
    throw new RangeError(`A probability lies between 0 and 1, not ${probability}.`);
  if (probability < 0.5) return -upperQuantile(probability, degreesOfFreedom);
  return upperQuantile(1 - probability, degreesOfFreedom);
}

/** The t ≥ 0 with P(T ≥ t) = tail, for a tail of at most ½. */
function upperQuantile(tail: number, degreesOfFreedom: number): number {
  if (tail === 0.5) return 0;
  if (tail === 0) return Infinity;
  const v = Math.min(degreesOfFreedom, asGoodAsNormal);
  const logDensityAtZero = logHalfStep(v / 2) - 0.5 * Math.log(v * Math.PI);
  let low = 0;
  let high = 1;
  while (studentTail(high, v) > tail) {
    low = high;
    high *= 2;
  }
  let t = (low + high) / 2;
  for (let i = 0; i < 200; i++) {
    const found = studentTail(t, v);
    if (found === tail) return t;
    if (found > tail) low = t;
    else high = t;
    const density = Math.exp(logDensityAtZero - ((v + 1) / 2) * Math.log1p((t * t) / v));
    const step = t + (Math.log(found / tail) * found) / density;
    const next = step > low && step < high ? step : (low + high) / 2;
    if (Math.abs(next - t) <= 1e-15 * t) return next;
    t = next;
  }
  return t;
}
