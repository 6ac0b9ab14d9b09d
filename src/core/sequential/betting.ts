// A bet on where the mean of bounded values lies. Whoever bets that it is above m, though it is not, can't expect his wealth to
// grow: begun with 1 it ever reaches 1/α with a chance of at most α (Ville's inequality), however often one looks, for any
// distribution within the bounds and from the first row on. Nothing is asymptotic, so that losses which are rare and have not
// been seen yet are allowed for. Waudby-Smith & Ramdas, Estimating means of bounded random variables by betting, Journal of the
// Royal Statistical Society B 86, 2024 (arXiv 2010.09686), section 4.
//
// Assumed: each value lies between its `least` and `greatest`, and its mean, given the rows before it, is at most m (`above`: what
// is bet against). Rows may depend on earlier ones, and the mean may wander below m.

/** Values in the order in which they came, each with what was known before it came. */
export interface BoundedValues {
  readonly values: Float64Array;
  readonly least: Float64Array;
  readonly greatest: Float64Array;
  /** Deviation, guessed from the rows before; above 0. */
  readonly deviations: Float64Array;
}

/**
 * Fills in the deviations: of the values so far, begun as though there had been one of a quarter of the range.
 * @throws RangeError for a value outside its bounds, or none.
 */
export function boundedValues(
  values: Float64Array,
  least: Float64Array,
  greatest: Float64Array,
): BoundedValues {
  const deviations = new Float64Array(values.length);
  let [mean, squares] = [0, 0];
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    const slack = 1e-9 * (greatest[row]! - least[row]!);
    if (!(value >= least[row]! - slack && value <= greatest[row]! + slack))
      throw new RangeError(`A value of ${value} lies outside its bounds.`);
    const first = ((greatest[row]! - least[row]!) / 4) ** 2;
    deviations[row] = Math.sqrt((first + squares) / (row + 1));
    const gap = value - mean;
    mean += gap / (row + 1);
    squares += gap * (value - mean);
  }
  return { values, least, greatest, deviations };
}

/** Share of the wealth that one row may cost at most. */
const stake = 0.75;

/**
 * Log of the wealth after the first `count` values of someone who bets that the mean lies above m, or below it. Three bettors share
 * it, one of `size` and one each of half and twice that: which is best depends on a difference that nobody knows. As long as
 * m is within the bounds of every value, betting on `above` it falls as m grows, and grows with m otherwise.
 * @param size of a bet on values of deviation 1.
 */
export function logWealth(
  { values, least, greatest, deviations }: BoundedValues,
  count: number,
  m: number,
  side: 'above' | 'below',
  size: number,
): number {
  const sign = side === 'above' ? 1 : -1;
  const edges = side === 'above' ? least : greatest;
  let half = 1 / 3;
  let whole = 1 / 3;
  let twice = 1 / 3;
  let logs = 0;
  for (let row = 0; row < count; row++) {
    const gain = sign * (values[row]! - m);
    const cap = stake / (sign * (m - edges[row]!));
    const bet = size / deviations[row]!;
    half *= 1 + gain * (bet < 2 * cap ? bet / 2 : cap);
    whole *= 1 + gain * (bet < cap ? bet : cap);
    twice *= 1 + gain * (2 * bet < cap ? 2 * bet : cap);
    const sum = half + whole + twice;
    if (sum < 1e-100 || sum > 1e100) {
      logs += Math.log(sum);
      half /= sum;
      whole /= sum;
      twice /= sum;
    }
  }
  return logs + Math.log(half + whole + twice);
}
