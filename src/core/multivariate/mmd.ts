// Maximum mean discrepancy: how much nearer rows are to rows of their own sample than to those of the other, through a Gaussian
// kernel (Gretton et al., A kernel two-sample test, JMLR 13, 2012). It sees every kind of difference, given rows enough.

import type { Random } from '../random.ts';

/** Squared distances of every two rows. @param z row-major rows × width. @returns row-major rows × rows. */
export function squaredDistances(z: Float64Array, width: number): Float64Array {
  const rows = z.length / width;
  const out = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++)
    for (let j = i + 1; j < rows; j++) {
      let sum = 0;
      for (let k = 0; k < width; k++) {
        const gap = z[i * width + k]! - z[j * width + k]!;
        sum += gap * gap;
      }
      out[i * rows + j] = sum;
      out[j * rows + i] = sum;
    }
  return out;
}

/** Median of the squared distances of every two different rows. NaN with fewer than two. */
export function medianDistance(distances: Float64Array, rows: number): number {
  const pairs = new Float64Array((rows * (rows - 1)) / 2);
  let at = 0;
  for (let i = 0; i < rows; i++) for (let j = i + 1; j < rows; j++) pairs[at++] = distances[i * rows + j]!;
  pairs.sort();
  const middle = pairs.length / 2;
  return Number.isInteger(middle) ? (pairs[middle - 1]! + pairs[middle]!) / 2 : pairs[Math.floor(middle)]!;
}

export interface Discrepancy {
  readonly bandwidth: number;
  /** May be below 0: then the samples are nearer to each other than chance makes them. */
  readonly unbiased: number;
  readonly biased: number;
  /** exp(−distance² / bandwidth) of every two rows of both samples, the first sample's first. */
  readonly kernel: Float64Array;
}

/** From sums of the kernel within the first (i ≠ j), within the second, and between them. */
const unbiasedOf = (first: number, second: number, between: number, m: number, n: number): number =>
  first / (m * (m - 1)) + second / (n * (n - 1)) - (2 * between) / (m * n);

/**
 * @param z standardised rows of both samples, the `first` rows of the first sample in front; row-major.
 * @param bandwidth what squared distances are divided by; absent: their median.
 */
export function discrepancy(z: Float64Array, width: number, first: number, bandwidth?: number): Discrepancy {
  const rows = z.length / width;
  const kernel = squaredDistances(z, width);
  const by = bandwidth ?? medianDistance(kernel, rows);
  // Where more than half of the rows are equal the median is 0, and only equal rows are alike.
  for (let i = 0; i < kernel.length; i++) kernel[i] = kernel[i] === 0 ? 1 : Math.exp(-kernel[i]! / by);
  let [own, other, between] = [0, 0, 0];
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < rows; j++) {
      if (i === j) continue;
      const value = kernel[i * rows + j]!;
      if (i < first !== j < first) between += value / 2;
      else if (i < first) own += value;
      else other += value;
    }
  const [m, n] = [first, rows - first];
  return {
    bandwidth: by,
    unbiased: unbiasedOf(own, other, between, m, n),
    biased: (own + m) / m ** 2 + (other + n) / n ** 2 - (2 * between) / (m * n),
    kernel,
  };
}

/**
 * Share of `permutations` shuffled labellings whose discrepancy reaches the one that was found, from the one kernel: rows
 * that belong to the first sample are marked, and sums are taken along its rows.
 */
export function permutationP(
  { kernel, unbiased }: Discrepancy,
  first: number,
  permutations: number,
  random: Random,
): number {
  const rows = Math.sqrt(kernel.length);
  const all = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let sum = -1;
    for (let j = 0; j < rows; j++) sum += kernel[i * rows + j]!;
    all[i] = sum;
  }
  const total = all.reduce((sum, value) => sum + value, 0);
  const order = Int32Array.from({ length: rows }, (_, i) => i);
  let reached = 0;
  for (let draw = 0; draw < permutations; draw++) {
    random.shuffle(order);
    let [own, touching] = [0, 0];
    for (let i = 0; i < first; i++) {
      const at = order[i]! * rows;
      touching += all[order[i]!]!;
      for (let j = 0; j < i; j++) own += kernel[at + order[j]!]!;
    }
    own *= 2;
    const between = touching - own;
    if (unbiasedOf(own, total - own - 2 * between, between, first, rows - first) >= unbiased) reached++;
  }
  return reached / permutations;
}
