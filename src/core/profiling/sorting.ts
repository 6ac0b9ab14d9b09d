// Sorted numbers, which histograms, quantiles and counts of different values all start from.

/** Widest range of whole numbers that is counted instead of sorted. */
const countedRange = 1 << 16;

export interface SortedNumbers {
  /** Finite values, ascending. */
  readonly finite: Float64Array;
  readonly missing: number;
  readonly negativeInfinite: number;
  readonly positiveInfinite: number;
  /** Different values, infinite ones included. */
  readonly distinct: number;
  /** All finite values are whole numbers. */
  readonly whole: boolean;
}

/** Values in order; NaN is missing. Whole numbers in a narrow range (pixels, counts) are counted, all others sorted. */
export function sortedNumbers(values: Float64Array): SortedNumbers {
  let missing = 0;
  let negativeInfinite = 0;
  let positiveInfinite = 0;
  let min = Infinity;
  let max = -Infinity;
  let whole = true;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) missing++;
    else if (value === Infinity) positiveInfinite++;
    else if (value === -Infinity) negativeInfinite++;
    else {
      if (value < min) min = value;
      if (value > max) max = value;
      if (whole && Math.floor(value) !== value) whole = false;
    }
  }
  const count = values.length - missing - negativeInfinite - positiveInfinite;
  const finite = new Float64Array(count);
  let distinct = Number(negativeInfinite > 0) + Number(positiveInfinite > 0);
  if (count && whole && max - min < countedRange) {
    const counts = new Uint32Array(max - min + 1);
    for (let row = 0; row < values.length; row++) {
      const value = values[row]!;
      if (value >= min && value <= max) counts[value - min]!++;
    }
    let at = 0;
    for (let offset = 0; offset < counts.length; offset++) {
      const times = counts[offset]!;
      if (!times) continue;
      finite.fill(min + offset, at, at + times);
      at += times;
      distinct++;
    }
  } else {
    let at = 0;
    for (let row = 0; row < values.length; row++) {
      const value = values[row]!;
      // + 0 makes −0 the same as 0.
      if (Number.isFinite(value)) finite[at++] = value + 0;
    }
    finite.sort();
    for (let i = 0; i < count; i++) if (i === 0 || finite[i] !== finite[i - 1]) distinct++;
  }
  return { finite, missing, negativeInfinite, positiveInfinite, distinct, whole };
}

/** How many of the sorted values are below a bound. */
export function countBelow(sorted: Float64Array, bound: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of the sorted values are at most a bound. */
export function countUpTo(sorted: Float64Array, bound: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
