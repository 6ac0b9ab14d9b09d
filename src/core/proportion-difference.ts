import { wilsonInterval } from './proportion.ts';

/** So many of so many. */
export interface Share {
  readonly count: number;
  readonly n: number;
}

export interface ShareDifference {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Difference a − b of shares of two separate groups, with Newcombe's hybrid score interval at 95 % (method 10 of Newcombe,
 * Interval estimation for the difference between independent proportions, Statistics in Medicine 17, 1998). NaN where either
 * group is empty.
 */
export function shareDifference(a: Share, b: Share): ShareDifference {
  const [one, other] = [a.count / a.n, b.count / b.n];
  const [ofOne, ofOther] = [wilsonInterval(a.count, a.n), wilsonInterval(b.count, b.n)];
  const value = one - other;
  return {
    value,
    low: value - Math.hypot(one - ofOne.low, ofOther.high - other),
    high: value + Math.hypot(ofOne.high - one, other - ofOther.low),
  };
}

/**
 * Difference of the share in a part from the share in the whole that holds it. The two move together, so the interval is
 * that of part − rest, scaled as the difference itself is: part − whole = (1 − w)(part − rest), where w is the part's share
 * of the whole. 0 where the part is the whole.
 */
export function shareDifferenceFromWhole(part: Share, whole: Share): ShareDifference {
  const rest = { count: whole.count - part.count, n: whole.n - part.n };
  if (part.n > 0 && rest.n === 0) return { value: 0, low: 0, high: 0 };
  const { value, low, high } = shareDifference(part, rest);
  const scale = rest.n / whole.n;
  return { value: value * scale, low: low * scale, high: high * scale };
}
