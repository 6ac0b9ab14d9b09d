// Pairs of columns by how far they move together.

export interface CorrelationData {
  readonly columns: readonly string[];
  /** Pearson's r, row-major n × n; NaN where undefined. */
  readonly values: ArrayLike<number>;
}

export interface CorrelatedPair {
  readonly a: string;
  readonly b: string;
  readonly r: number;
}

/** Every pair with a known r once, the largest |r| first. */
export function strongestPairs({ columns, values }: CorrelationData, most = Infinity): CorrelatedPair[] {
  const n = columns.length;
  const pairs: CorrelatedPair[] = [];
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const r = values[i * n + j] ?? NaN;
      if (!Number.isNaN(r)) pairs.push({ a: columns[i]!, b: columns[j]!, r });
    }
  return pairs.sort((one, other) => Math.abs(other.r) - Math.abs(one.r)).slice(0, most);
}

/** The columns with the strongest ties, at most so many, in their own order; the first (the target) always stays. */
export function mostTied(data: CorrelationData, most: number): CorrelationData {
  const n = data.columns.length;
  if (n <= most) return data;
  const tie = data.columns.map((_, i) => {
    if (i === 0) return Infinity;
    let strongest = 0;
    for (let j = 0; j < n; j++)
      if (i !== j) strongest = Math.max(strongest, Math.abs(data.values[i * n + j] || 0));
    return strongest;
  });
  const kept = tie
    .map((_, i) => i)
    .sort((a, b) => tie[b]! - tie[a]! || a - b)
    .slice(0, most)
    .sort((a, b) => a - b);
  return {
    columns: kept.map((i) => data.columns[i]!),
    values: kept.flatMap((i) => kept.map((j) => data.values[i * n + j] ?? NaN)),
  };
}
