// How far columns move together.

import type { NumberColumn } from '../table.ts';

/** Rows that are looked at together: a block of 60 columns stays in a processor's cache. */
const blockRows = 2048;
/** Pairs of cells between two steps. */
const pairsPerStep = 20_000_000;

/** Sums over the rows that both columns of a pair have, of values less their column's mean. */
interface Sums {
  n: number;
  x: number;
  y: number;
  xx: number;
  yy: number;
  xy: number;
}

/**
 * Pearson's r of every pair of columns over the rows that have both, as pandas' `corr(min_periods=2)`: row-major n × n;
 * NaN where one of the two is constant on those rows. Infinite values are taken for missing (pandas: NaN for the column).
 * One pass after the means; yields now and then, so that the caller can take a breath.
 */
export function* pearson(columns: readonly NumberColumn[]): Generator<void, Float64Array, void> {
  const n = columns.length;
  const rows = columns[0]?.values.length ?? 0;
  const means: number[] = [];
  const complete: boolean[] = [];
  let waiting = 0;
  for (const { values } of columns) {
    const { mean, count } = meanOf(values);
    complete.push(count === rows);
    means.push(mean);
    waiting += rows;
    if (waiting >= 500_000) {
      yield;
      waiting = 0;
    }
  }
  const sums = Array.from({ length: n * n }, (): Sums => ({ n: 0, x: 0, y: 0, xx: 0, yy: 0, xy: 0 }));
  // What a column adds up to less its mean: rounding of the mean.
  const rests = new Float64Array(n);
  const blocks = columns.map(() => new Float64Array(blockRows));
  for (let from = 0; from < rows; from += blockRows) {
    const length = Math.min(blockRows, rows - from);
    columns.forEach(({ values }, i) => {
      rests[i]! += centre(values, from, length, means[i]!, blocks[i]!);
    });
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++)
        (complete[i] && complete[j] ? addComplete : addPairwise)(
          sums[i * n + j]!,
          blocks[j]!,
          blocks[i]!,
          length,
        );
    waiting += length * n * n;
    if (waiting >= pairsPerStep) {
      yield;
      waiting = 0;
    }
  }
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const pair = sums[i * n + j]!;
      const both = complete[i] && complete[j];
      // Of complete pairs only the products were added up: their squares stand on the diagonal.
      const filled = both
        ? { ...pair, x: rests[j]!, y: rests[i]!, xx: sums[j * n + j]!.xy, yy: sums[i * n + i]!.xy }
        : pair;
      const r = correlationOf(filled, columns[j]!.values, columns[i]!.values);
      matrix[i * n + j] = r;
      matrix[j * n + i] = r;
    }
  return matrix;
}

/** Of the finite values; rounding does no harm, as sums of what is left are kept too. */
function meanOf(values: Float64Array): { mean: number; count: number } {
  let sum = 0;
  let count = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (!Number.isFinite(value)) continue;
    sum += value;
    count++;
  }
  return { mean: Number.isFinite(sum) && count ? sum / count : 0, count };
}

/** @returns the sum of what it put there. */
function centre(
  values: Float64Array,
  from: number,
  length: number,
  mean: number,
  into: Float64Array,
): number {
  let sum = 0;
  for (let i = 0; i < length; i++) {
    const value = values[from + i]!;
    into[i] = Number.isFinite(value) ? value - mean : NaN;
    sum += into[i]!;
  }
  return sum;
}

function addComplete(sums: Sums, x: Float64Array, y: Float64Array, length: number): void {
  let xy = 0;
  for (let i = 0; i < length; i++) xy += x[i]! * y[i]!;
  sums.n += length;
  sums.xy += xy;
}

function addPairwise(sums: Sums, x: Float64Array, y: Float64Array, length: number): void {
  let [n, sx, sy, xx, yy, xy] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < length; i++) {
    const a = x[i]!;
    const b = y[i]!;
    const product = a * b;
    // Missing in either makes the product NaN.
    if (Number.isNaN(product)) continue;
    n++;
    sx += a;
    sy += b;
    xx += a * a;
    yy += b * b;
    xy += product;
  }
  sums.n += n;
  sums.x += sx;
  sums.y += sy;
  sums.xx += xx;
  sums.yy += yy;
  sums.xy += xy;
}

function correlationOf({ n, x, y, xx, yy, xy }: Sums, a: Float64Array, b: Float64Array): number {
  if (n < 2) return NaN;
  const vx = xx - (x * x) / n;
  const vy = yy - (y * y) / n;
  if (isConstant(a, b) || isConstant(b, a) || !(vx > 0 && vy > 0)) return NaN;
  if (a === b) return 1;
  return Math.max(-1, Math.min(1, (xy - (x * y) / n) / Math.sqrt(vx) / Math.sqrt(vy)));
}

/** Whether `x` has one value on all rows that both have: exactly, as sums of squares leave rounding behind. */
function isConstant(x: Float64Array, y: Float64Array): boolean {
  let seen = NaN;
  for (let row = 0; row < x.length; row++) {
    if (!Number.isFinite(x[row]!) || !Number.isFinite(y[row]!)) continue;
    if (Number.isNaN(seen)) seen = x[row]!;
    else if (x[row] !== seen) return false;
  }
  return true;
}
