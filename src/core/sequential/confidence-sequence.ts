// An interval for a mean that may be looked at after every row: the chance that it ever misses the mean is at most alpha, however
// often one looks and whenever one stops. Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas, Time-uniform central limit theory and
// asymptotic confidence sequences, Annals of Statistics 52, 2024 (arXiv 2103.06476): theorem 2.2, and its one-sided twin.
// The level holds asymptotically, as that of a t-test does: `least` rows must have come before anything is said.

export interface SequenceSpec {
  /** Chance of ever being wrong. */
  readonly alpha: number;
  /** Number of rows at which the interval is to be narrowest: about where a decision is hoped for. */
  readonly target: number;
  /** `below`: only a lower bound is wanted, at the whole alpha; `above`: only an upper one. */
  readonly side: 'both' | 'below' | 'above';
  /** Rows before which nothing is said; of two arms each must have as many. */
  readonly least: number;
}

/** Where the mean lies as far as is known now. Bounds that can't be given yet, or were not asked for, are infinite. */
export interface SequenceInterval {
  readonly n: number;
  /** NaN without rows. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

function check({ alpha, target, least }: SequenceSpec): void {
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`Alpha lies between 0 and 1, not ${alpha}.`);
  if (!(target >= 1)) throw new RangeError(`The target is at least 1 row, not ${target}.`);
  if (!(least >= 2))
    throw new RangeError(`At least 2 rows are needed before anything is said, not ${least}.`);
}

/**
 * Half the width of the interval after n rows of deviation 1. The free parameter ρ is chosen for `target` rows by the
 * paper's closed form; a one-sided bound of level α is as narrow as a two-sided one of level 2α there.
 */
export function sequenceWidth(n: number, { alpha, target, side }: SequenceSpec): number {
  const level = side === 'both' ? alpha : Math.min(2 * alpha, 0.999);
  const wanted = -2 * Math.log(level);
  const rho2 = (wanted + Math.log(wanted + 1)) / target;
  const grown = n * rho2 + 1;
  const log =
    side === 'both' ? Math.log(Math.sqrt(grown) / alpha) : Math.log(1 + Math.sqrt(grown) / (2 * alpha));
  return Math.sqrt(((2 * grown) / (n * n * rho2)) * log);
}

/** The interval from the rows' number, mean and population variance. */
function intervalOf(
  n: number,
  mean: number,
  variance: number,
  ready: boolean,
  spec: SequenceSpec,
): SequenceInterval {
  const half = ready ? Math.sqrt(Math.max(0, variance)) * sequenceWidth(n, spec) : Infinity;
  return {
    n,
    mean: n > 0 ? mean : NaN,
    low: ready && spec.side !== 'above' ? mean - half : -Infinity,
    high: ready && spec.side !== 'below' ? mean + half : Infinity,
  };
}

/** Mean and population variance of a growing list (Welford). */
class Running {
  n = 0;
  mean = 0;
  #squares = 0;

  add(value: number): void {
    this.n++;
    const gap = value - this.mean;
    this.mean += gap / this.n;
    this.#squares += gap * (value - this.mean);
  }

  get variance(): number {
    return this.n > 0 ? this.#squares / this.n : 0;
  }
}

/**
 * For the mean of differences on the same rows, in the order in which they came: two models that both answered each of
 * them. NaN differences (no answer known) are left out.
 * @throws RangeError for an alpha outside (0, 1), a target below 1 or fewer than 2 rows before anything is said.
 */
export function pairedSequence(differences: ArrayLike<number>, spec: SequenceSpec): SequenceInterval {
  check(spec);
  const found = new Running();
  for (let row = 0; row < differences.length; row++)
    if (!Number.isNaN(differences[row]!)) found.add(differences[row]!);
  return intervalOf(found.n, found.mean, found.variance, found.n >= spec.least, spec);
}

/** Rows that were given to one of two models by lot, in the order in which they came. */
export interface TwoArms {
  /** What each row's answer was worth (its loss, its reward); NaN where it is not known. */
  readonly outcomes: ArrayLike<number>;
  /** 1 where the second arm (the challenger) answered. */
  readonly second: ArrayLike<number>;
  /** Share with which the row was given to the second arm when it came; strictly between 0 and 1. */
  readonly shares: ArrayLike<number>;
}

/**
 * For the second arm's mean minus the first's. Every row gives an unbiased value of the difference: the gap of the means of
 * the rows before it, corrected by what the row showed, weighted by the chance with which it was given to its arm (augmented
 * inverse probability weighting, section 3 of the paper). Shares may change on the way.
 * @throws RangeError as pairedSequence, and for a share outside (0, 1).
 */
export function twoArmSequence({ outcomes, second, shares }: TwoArms, spec: SequenceSpec): SequenceInterval {
  check(spec);
  const arms = [new Running(), new Running()] as const;
  const found = new Running();
  for (let row = 0; row < outcomes.length; row++) {
    const outcome = outcomes[row]!;
    if (Number.isNaN(outcome)) continue;
    const share = shares[row]!;
    if (!(share > 0 && share < 1)) throw new RangeError(`A share lies between 0 and 1, not ${share}.`);
    const isSecond = second[row] === 1;
    const arm = arms[isSecond ? 1 : 0];
    const correction = (outcome - arm.mean) / (isSecond ? share : share - 1);
    found.add(arms[1].mean - arms[0].mean + correction);
    arm.add(outcome);
  }
  const ready = Math.min(arms[0].n, arms[1].n) >= spec.least;
  return intervalOf(found.n, found.mean, found.variance, ready, spec);
}
