// Between which values a figure lay while all was well, by how it varied over stretches of the reference.

export interface Limits {
  readonly lower: number;
  readonly upper: number;
}

/** First and last row (exclusive) of each stretch; the last may be shorter. */
export function chunksOf(rows: number, size: number): { from: number; to: number }[] {
  return Array.from({ length: Math.ceil(rows / size) }, (_, i) => ({
    from: i * size,
    to: Math.min(rows, (i + 1) * size),
  }));
}

/**
 * NannyML 0.13.1's StandardDeviationThreshold: mean ± 3 standard deviations (divisor n) of the stretches' values, those that are
 * NaN left out, cut at what the figure can be.
 * @param least @param most of the figure. @returns NaN without a value.
 */
export function deviationLimits(values: readonly number[], least = -Infinity, most = Infinity): Limits {
  const known = values.filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const deviation = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length);
  return { lower: Math.max(least, mean - 3 * deviation), upper: Math.min(most, mean + 3 * deviation) };
}

export const isOutside = (value: number, { lower, upper }: Limits): boolean => value < lower || value > upper;
