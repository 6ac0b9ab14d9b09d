// The exact law of the two-sample Cramér–von Mises statistic.

/** Ways to come to sums below a limit: sums ascending, and how many ways lead to each; those beyond it together. */
interface Ways {
  readonly sums: Float64Array;
  readonly counts: Float64Array;
  readonly beyond: number;
}

/** All ways of both, each with `step` more; what reaches `limit` joins the ways beyond. */
function joined(a: Ways, b: Ways, step: number, limit: number): Ways {
  const sums = new Float64Array(a.sums.length + b.sums.length);
  const counts = new Float64Array(sums.length);
  let [size, beyond] = [0, a.beyond + b.beyond];
  for (let i = 0, j = 0; i < a.sums.length || j < b.sums.length;) {
    const [left, right] = [a.sums[i] ?? Infinity, b.sums[j] ?? Infinity];
    const sum = Math.min(left, right) + step;
    const count = (left <= right ? a.counts[i++]! : 0) + (right <= left ? b.counts[j++]! : 0);
    if (sum >= limit) beyond += count;
    else {
      sums[size] = sum;
      counts[size++] = count;
    }
  }
  return { sums: sums.subarray(0, size), counts: counts.subarray(0, size), beyond };
}

const none: Ways = { sums: new Float64Array(0), counts: new Float64Array(0), beyond: 0 };

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/**
 * P(T ≥ t) if both samples are of one continuous law, counted over all ways to mix n and m values: every way is a path on a
 * lattice, and T the sum over it of squared distances from the diagonal (Xiao, Gordon & Yakovlev, A C++ Program for the
 * Cramér–von Mises Two-Sample Test, Journal of Statistical Software 17, 2006). scipy.stats.cramervonmises_2samp, method 'exact'.
 * @param u Anderson's U, of which T = u / (n m (n + m)) − (4 n m − 1) / (6 (n + m)). @param n and @param m up to some twenty.
 */
export function exactMisesTail(u: number, n: number, m: number): number {
  const common = (n * m) / divisor(n, m);
  const [a, b] = [common / n, common / m];
  const pairs = n * m;
  const limit = Math.floor((common ** 2 * (n + m) * (6 * u - pairs * (4 * pairs - 1))) / (6 * pairs ** 2));
  let row: Ways[] = [];
  for (let j = 0; j <= m; j++) {
    const next: Ways[] = [];
    for (let i = 0; i <= n; i++) {
      const left = i > 0 ? next[i - 1]! : none;
      const below = row[i] ?? (i === 0 && j === 0 ? start : none);
      next.push(joined(left, below, (a * i - b * j) ** 2, limit));
    }
    row = next;
  }
  const { counts, beyond } = row[n]!;
  return beyond / counts.reduce((sum, count) => sum + count, beyond);
}

const start: Ways = { sums: Float64Array.of(0), counts: Float64Array.of(1), beyond: 0 };
