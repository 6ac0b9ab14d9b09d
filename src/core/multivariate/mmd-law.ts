// How large the discrepancy of a window's draw from a fixed sample becomes while nothing changes. It is a U-statistic: the mean over
// every two rows of h = k(x, y) − g(x) − g(y), where g(x) is how near x is to the sample, and the expectations that its first three
// moments are made of (Hoeffding 1948) are means over pairs, triples and quadruples of rows of the reference. Working them out needs
// a third of the pairs that drawing two hundred windows does, and leaves less to chance.

import type { ThreeMoments } from './pearson-tail.ts';

/** Rows that are looked at, as far as there are so many, and blocks at least. More add little; of fewer the tail is badly known. */
export const lookedAtRows = 2880;
const fewestBlocks = 36;

/** Blocks of rows, each as many as a window's draw, that are looked at. */
export const lawBlocks = (draws: number): number => Math.max(fewestBlocks, Math.ceil(lookedAtRows / draws));

/** Triangles, of which there are most by far, are looked at in every so-many-th block. */
const triangleEvery = 3;

/** Sums over different rows of a block, of products of centred h along the edges of a figure of up to four rows. */
interface Figures {
  /** One pair squared and cubed. */
  square: number;
  cube: number;
  /** Two pairs that share a row; one of them twice. */
  corner: number;
  heavyCorner: number;
  /** Three pairs that share a row, and three in line, the end of which may be the beginning. */
  star: number;
  walk: number;
}

/** Adds those of the block of n × n numbers from `from` on: symmetric, centred, 0 on the diagonal. */
function addFigures(h: Float64Array, from: number, n: number, rowSums: Float64Array, into: Figures): void {
  let square = 0;
  let cube = 0;
  let corner = 0;
  let heavyCorner = 0;
  let star = 0;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    let squares = 0;
    let cubes = 0;
    for (let at = from + i * n, end = at + n; at < end; at++) {
      const value = h[at]!;
      const twice = value * value;
      sum += value;
      squares += twice;
      cubes += twice * value;
    }
    rowSums[i] = sum;
    square += squares;
    cube += cubes;
    corner += sum * sum - squares;
    heavyCorner += sum * squares - cubes;
    star += sum * sum * sum - 3 * sum * squares + 2 * cubes;
  }
  let walk = 0;
  for (let i = 0; i < n; i++) {
    let beside = 0;
    for (let j = 0, at = from + i * n; j < n; j++, at++) beside += h[at]! * rowSums[j]!;
    walk += beside * rowSums[i]!;
  }
  into.square += square;
  into.cube += cube;
  into.corner += corner;
  into.heavyCorner += heavyCorner;
  into.star += star;
  // In line and not back to where it came from; those that go round are triangles.
  into.walk += walk - 2 * heavyCorner - cube;
}

/** Trace of the cube of such a block: each triangle six times. */
function trianglesOf(h: Float64Array, from: number, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const own = from + i * n;
    let j = i + 1;
    // Four rows at a time, with all columns behind them and then with one another.
    for (; j + 3 < n; j += 4) {
      let a = from + j * n + j + 4;
      let b = a + n;
      let c = b + n;
      let d = c + n;
      let ofA = 0;
      let ofB = 0;
      let ofC = 0;
      let ofD = 0;
      for (let at = own + j + 4; at < own + n; at++, a++, b++, c++, d++) {
        const value = h[at]!;
        ofA += value * h[a]!;
        ofB += value * h[b]!;
        ofC += value * h[c]!;
        ofD += value * h[d]!;
      }
      sum += ofA * h[own + j]! + ofB * h[own + j + 1]! + ofC * h[own + j + 2]! + ofD * h[own + j + 3]!;
      for (let one = j; one < j + 3; one++)
        for (let other = one + 1; other < j + 4; other++)
          sum += h[own + one]! * h[own + other]! * h[from + one * n + other]!;
    }
    for (; j < n; j++)
      for (let k = j + 1; k < n; k++) sum += h[own + j]! * h[own + k]! * h[from + j * n + k]!;
  }
  return 6 * sum;
}

/** Mean of h over every two different rows of a block, over all blocks. */
function meanOf(blocks: Float64Array, near: Float64Array, n: number): number {
  const count = near.length / n;
  let inside = 0;
  for (let at = 0; at < blocks.length; at++) inside += blocks[at]!;
  let across = 0;
  for (let i = 0; i < near.length; i++) across += near[i]!;
  // Less each row with itself.
  return (inside - near.length) / (count * n * (n - 1)) - (2 * across) / near.length;
}

/** What was k(x, y) becomes h less its mean, and 0 for a row with itself. */
function centre(blocks: Float64Array, near: Float64Array, n: number, mean: number): void {
  for (let row = 0, at = 0; row < near.length; row++) {
    const first = row - (row % n);
    const less = near[row]! + mean;
    for (let j = first; j < first + n; j++, at++) blocks[at]! -= less + near[j]!;
    blocks[at - n + (row % n)] = 0;
  }
}

/**
 * Of the mean of h over every two of `n` rows.
 * @param blocks kernels of `n` rows with one another, one block after another; overwritten. @param near g of each row of the blocks.
 * @param rows so many different ones are in the blocks.
 */
export function lawOfMean(blocks: Float64Array, near: Float64Array, n: number, rows: number): ThreeMoments {
  const count = near.length / n;
  const pairs = n * (n - 1);
  const mean = meanOf(blocks, near, n);
  centre(blocks, near, n, mean);
  const found: Figures = { square: 0, cube: 0, corner: 0, heavyCorner: 0, star: 0, walk: 0 };
  const rowSums = new Float64Array(n);
  let triangles = 0;
  let lookedAt = 0;
  for (let block = 0; block < count; block++) {
    addFigures(blocks, block * n * n, n, rowSums, found);
    if (block % triangleEvery > 0) continue;
    triangles += trianglesOf(blocks, block * n * n, n);
    lookedAt++;
  }
  const triangle = (triangles / lookedAt) * count;
  // Sums over all ordered rows of a block become sums over all pairs, or triples of pairs, of any n rows; each mean is over `count`
  // blocks.
  const both = 4 * found.corner + 2 * found.square;
  // Corners add up to no less than nothing in expectation, but may over few rows of few different values.
  const variance = (both > 0 ? both : 2 * found.square) / (count * pairs ** 2);
  const path = found.walk - triangle;
  const third =
    (4 * found.cube + 24 * found.heavyCorner + 8 * triangle + 8 * found.star + 24 * path) /
    (count * pairs ** 3);
  // The mean itself is only known from these rows.
  const doubt = n / rows;
  return {
    mean,
    deviation: Math.sqrt(variance * (1 + doubt)),
    skewness: variance > 0 ? Math.max(0, third / variance ** 1.5) : 0,
  };
}
