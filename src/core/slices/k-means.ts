// k-means with seeded k-means++ starts (Arthur & Vassilvitskii, k-means++: the advantages of careful seeding, SODA 2007)
// and Lloyd's steps.

import { Random } from '../random.ts';

/** Centres are learnt on at most this many rows; all rows are then given to the nearest centre. */
const learntOn = 5000;
const mostSteps = 50;

type Matrix = Readonly<{ values: Float32Array; width: number }>;

function squaredDistance({ values, width }: Matrix, row: number, centre: ArrayLike<number>): number {
  let sum = 0;
  const at = row * width;
  for (let i = 0; i < width; i++) {
    const gap = values[at + i]! - centre[i]!;
    sum += gap * gap;
  }
  return sum;
}

function nearest(matrix: Matrix, row: number, centres: readonly Float64Array[]): number {
  let best = 0;
  let least = Infinity;
  centres.forEach((centre, at) => {
    const distance = squaredDistance(matrix, row, centre);
    if (distance < least) [least, best] = [distance, at];
  });
  return best;
}

/** Rows as centres, each drawn with a chance in proportion to its squared distance from those before. */
function firstCentres(matrix: Matrix, rows: Int32Array, clusters: number, random: Random): Float64Array[] {
  const centreAt = (place: number): Float64Array => {
    const at = rows[place]! * matrix.width;
    return Float64Array.from(matrix.values.subarray(at, at + matrix.width));
  };
  const centres = [centreAt(random.integer(rows.length))];
  const distances = new Float64Array(rows.length).fill(Infinity);
  while (centres.length < clusters) {
    const last = centres.at(-1)!;
    let total = 0;
    rows.forEach((row, place) => {
      distances[place] = Math.min(distances[place]!, squaredDistance(matrix, row, last));
      total += distances[place]!;
    });
    // Fewer different rows than clusters: further centres would coincide with these.
    if (!(total > 0)) break;
    let draw = random.uniform() * total;
    let chosen = -1;
    for (let place = 0; place < rows.length && !(draw < 0); place++) {
      if (distances[place] === 0) continue;
      chosen = place;
      draw -= distances[place]!;
    }
    centres.push(centreAt(chosen));
  }
  return centres;
}

/** Moves centres to the means of their rows until nothing changes; a centre that loses all its rows stays. */
function settle(matrix: Matrix, rows: Int32Array, centres: Float64Array[]): void {
  const { values, width } = matrix;
  const of = new Int32Array(rows.length).fill(-1);
  for (let step = 0; step < mostSteps; step++) {
    let moved = false;
    const sums = centres.map(() => new Float64Array(width));
    const counts = new Int32Array(centres.length);
    rows.forEach((row, place) => {
      const centre = nearest(matrix, row, centres);
      if (of[place] !== centre) moved = true;
      of[place] = centre;
      counts[centre]!++;
      const sum = sums[centre]!;
      for (let i = 0; i < width; i++) sum[i]! += values[row * width + i]!;
    });
    if (!moved) return;
    centres.forEach((centre, at) => {
      if (counts[at]) centre.set(sums[at]!.map((sum) => sum / counts[at]!));
    });
  }
}

/**
 * Of each row its cluster, 0 for the largest; fewer clusters where there are fewer different rows. The same values and seed
 * give the same clusters.
 * @param values row-major n × width; a value that is no number counts as 0.
 */
export function kMeans({ values, width }: Matrix, clusters: number, seed: number): Int32Array {
  const n = width > 0 ? Math.floor(values.length / width) : 0;
  if (n === 0) return new Int32Array(0);
  const matrix = { values: values.map((value) => (Number.isFinite(value) ? value : 0)), width };
  const random = new Random(seed).stream('k-means');
  const step = Math.max(1, n / learntOn);
  const rows = Int32Array.from({ length: Math.floor(n / step) }, (_, i) => Math.floor(i * step));
  const centres = firstCentres(matrix, rows, clusters, random);
  settle(matrix, rows, centres);
  const found = Int32Array.from({ length: n }, (_, row) => nearest(matrix, row, centres));
  const counts = new Int32Array(centres.length);
  found.forEach((cluster) => counts[cluster]!++);
  const bySize = [...counts.keys()].sort((a, b) => counts[b]! - counts[a]! || a - b);
  const rank = new Int32Array(centres.length);
  bySize.forEach((cluster, place) => (rank[cluster] = place));
  return found.map((cluster) => rank[cluster]!);
}
