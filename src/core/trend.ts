// Whether a series really goes up, or only to and fro.

/** One-sided 5 % of the normal distribution. */
const critical = 1.645;

/** NaN of nothing. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return NaN;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** Every pair is compared, so more values than these are averaged in blocks first. */
const mostValues = 400;

function blocked(values: readonly number[]): readonly number[] {
  const size = Math.ceil(values.length / mostValues);
  if (size <= 1) return values;
  return Array.from({ length: Math.ceil(values.length / size) }, (_, block) => {
    const own = values.slice(block * size, (block + 1) * size);
    return own.reduce((sum, value) => sum + value, 0) / own.length;
  });
}

/**
 * The Mann–Kendall test for a trend upwards (one-sided, 5 %, normal approximation with its continuity correction and with
 * ties; Mann 1945, Kendall 1975), and the later half must lie higher than the earlier one by `least` times the size of
 * the earlier: a tiny trend is no news. Fewer than four values say nothing.
 */
export function isRising(all: readonly number[], least = 0): boolean {
  const values = blocked(all);
  const n = values.length;
  if (n < 4) return false;
  let above = 0;
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) above += Math.sign(values[j]! - values[i]!);
  const ties = new Map<number, number>();
  for (const value of values) ties.set(value, (ties.get(value) ?? 0) + 1);
  const spread = (count: number): number => count * (count - 1) * (2 * count + 5);
  const variance = ([...ties.values()].reduce((sum, count) => sum - spread(count), spread(n)) || 1) / 18;
  if ((above - 1) / Math.sqrt(variance) < critical) return false;
  const earlier = median(values.slice(0, Math.ceil(n / 2)));
  return median(values.slice(Math.floor(n / 2))) > earlier + least * Math.abs(earlier);
}
