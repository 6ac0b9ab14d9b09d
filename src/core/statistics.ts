// Small pieces of statistics that metrics, recipes and detectors share.

/**
 * Quantile of sorted values by linear interpolation: numpy.quantile's default method ('linear', Hyndman & Fan type 7),
 * rounding included. NaN when there are no values.
 */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`A quantile lies between 0 and 1, not ${share}.`);
  if (sorted.length === 0) return NaN;
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  const t = position - below;
  const step = high - low;
  return t >= 0.5 ? high - step * (1 - t) : low + step * t;
}

/**
 * Quantile of sorted values as a value that occurs, or the middle of two where the share falls between them:
 * numpy.quantile's method 'averaged_inverted_cdf' (Hyndman & Fan type 2), rounding included. NaN when there are no values.
 */
export function averagedQuantileOfSorted(sorted: ArrayLike<number>, share: number): number {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`A quantile lies between 0 and 1, not ${share}.`);
  if (sorted.length === 0) return NaN;
  const position = sorted.length * share - 1;
  const below = Math.floor(position);
  const last = sorted.length - 1;
  const low = sorted[Math.min(last, Math.max(0, below))]!;
  const high = sorted[Math.min(last, Math.max(0, below + 1))]!;
  return position === below ? high - (high - low) * 0.5 : high;
}

export interface Moments {
  /** Values that were not NaN. */
  readonly count: number;
  readonly mean: number;
  /** Population standard deviation (divisor n). */
  readonly deviation: number;
  /** The spread is no more than rounding noise. */
  readonly constant: boolean;
}

/**
 * Mean and population deviation of the values that are not NaN, in two passes with Chan, Golub & LeVeque's correction.
 * `constant` follows scikit-learn's `_is_constant_feature`. NaN mean and deviation when there are no values.
 */
export function momentsOf(values: ArrayLike<number>): Moments {
  let count = 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    count++;
    sum += value;
  }
  if (count === 0) return { count, mean: NaN, deviation: NaN, constant: true };
  const mean = sum / count;
  let squares = 0;
  let rest = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    squares += (value - mean) ** 2;
    rest += value - mean;
  }
  const variance = Math.max(0, (squares - (rest * rest) / count) / count);
  const noise = count * Number.EPSILON * variance + (count * mean * Number.EPSILON) ** 2;
  return { count, mean, deviation: Math.sqrt(variance), constant: variance <= noise };
}

const lanczos = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** ln Γ(x) for x ≥ ½ (Lanczos' approximation, g = 7, n = 9). */
export function logGamma(x: number): number {
  const z = x - 1;
  let sum = 0.99999999999980993;
  lanczos.forEach((coefficient, i) => (sum += coefficient / (z + i + 1)));
  const t = z + lanczos.length - 0.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

/**
 * P(X ≥ x) of a chi-square variable: the regularised upper incomplete gamma function Q(k/2, x/2), by its series below
 * k/2 + 1 and by Lentz' continued fraction above (Press et al., Numerical Recipes, §6.2).
 */
export function chiSquareTail(x: number, degreesOfFreedom: number): number {
  if (!(degreesOfFreedom >= 1))
    throw new RangeError(`Degrees of freedom are at least 1, not ${degreesOfFreedom}.`);
  if (Number.isNaN(x)) return NaN;
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  const a = degreesOfFreedom / 2;
  const z = x / 2;
  const front = Math.exp(a * Math.log(z) - z - logGamma(a));
  if (z < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < 10_000 && term > sum * 1e-17; n++) {
      term *= z / (a + n);
      sum += term;
    }
    return Math.max(0, 1 - front * sum);
  }
  const tiny = 1e-300;
  let b = z + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < 10_000; n++) {
    const step = -n * (n - a);
    b += 2;
    d = step * d + b;
    if (Math.abs(d) < tiny) d = tiny;
    c = b + step / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    const factor = d * c;
    h *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return front * h;
}
