// How sure a share is.

/** 97.5 % quantile of the standard normal distribution. */
const z = 1.959963984540054;

/**
 * Wilson's score interval of a share at 95 % (Wilson 1927; statsmodels' proportion_confint with method 'wilson').
 * @param count rows of the kind, of `n` in all. NaN without rows.
 */
export function wilsonInterval(count: number, n: number): { low: number; high: number } {
  if (!(n > 0)) return { low: NaN, high: NaN };
  const share = count / n;
  const scale = 1 + z ** 2 / n;
  const centre = (share + z ** 2 / (2 * n)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
