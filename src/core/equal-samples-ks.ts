// The exact two-sided Kolmogorov–Smirnov test of two samples of the same size.

/**
 * P(D ≥ h / n) if both come from one continuous distribution (Hodges 1957; scipy's ks_2samp with method "exact").
 * @param n size of each sample. @param h whole: n times the largest distance of the two distribution functions.
 */
export function equalSamplesKs(n: number, h: number): number {
  if (h <= 0) return 1;
  let chance = 0;
  for (let k = Math.floor(n / h); k >= 0; k--) {
    let paths = 1;
    for (let j = 0; j < h; j++) paths = ((n - k * h - j) * paths) / (n + k * h + j + 1);
    chance = paths * (1 - chance);
  }
  return Math.min(1, 2 * chance);
}

/** The least h with P ≤ alpha; n + 1 where there is none. */
export function criticalKs(n: number, alpha: number): number {
  let [low, high] = [0, n + 1];
  while (low < high) {
    const h = (low + high) >> 1;
    if (equalSamplesKs(n, h) <= alpha) high = h;
    else low = h + 1;
  }
  return low;
}
