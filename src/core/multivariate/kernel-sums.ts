// Sums of a Gaussian kernel over many pairs of rows. Squared distances of two rows from four others at a time first, since numbers
// that are loaded once serve several pairs, then all exponentials.

import { expOfMinus } from './exp-of-minus.ts';

export class KernelSums {
  readonly #width: number;
  readonly #per: number;
  #distances = new Float64Array(256);

  /** @param by what squared distances are divided by. */
  constructor(width: number, by: number) {
    this.#width = width;
    this.#per = 1 / by;
  }

  /** Over every two different rows, i < j. @param x row-major. */
  within(x: Float64Array): number {
    const width = this.#width;
    const count = x.length / width;
    let sum = 0;
    for (let i = 0; i + 1 < count; i += 2) {
      // The two from each other, then both from all later ones.
      const [a, b] = [i * width, (i + 1) * width];
      const others = count - i - 2;
      this.#room(2 * others + 1);
      let square = 0;
      for (let k = 0; k < width; k++) square += (x[a + k]! - x[b + k]!) ** 2;
      this.#distances[2 * others] = square;
      this.#fromTwo(x, a, b, x, i + 2, count);
      sum += this.#sum(0, 2 * others + 1);
    }
    return sum;
  }

  /** Of each row of `x` with all of `y`. */
  near(x: Float64Array, y: Float64Array): Float64Array {
    const width = this.#width;
    const others = y.length / width;
    const sums = new Float64Array(x.length / width);
    this.#room(2 * others);
    for (let i = 0; i < sums.length; i += 2) {
      // The last one of an odd number goes twice.
      const next = Math.min(i + 1, sums.length - 1);
      this.#fromTwo(x, i * width, next * width, y, 0, others);
      sums[i] = this.#sum(0, others);
      sums[next] = this.#sum(others, 2 * others);
    }
    return sums;
  }

  /** Over each row of `x` with each of `y`. */
  between(x: Float64Array, y: Float64Array): number {
    const near = this.near(x, y);
    let sum = 0;
    for (let i = 0; i < near.length; i++) sum += near[i]!;
    return sum;
  }

  /** Of every two rows of `x` from `from` on, `count` of them: symmetric, into count × count numbers of `into` from `at` on. */
  matrix(x: Float64Array, from: number, count: number, into: Float64Array, at: number): void {
    const width = this.#width;
    this.#room(2 * count);
    for (let i = 0; i < count; i += 2) {
      const next = Math.min(i + 1, count - 1);
      this.#fromTwo(x, (from + i) * width, (from + next) * width, x, from + i, from + count);
      const half = count - i;
      this.#write(0, into, at, count, i, i);
      this.#write(half, into, at, count, next, i);
    }
  }

  /** Kernels of one row with those from `first` on, whose squared distances begin at `from`: along its line and its column. */
  #write(from: number, into: Float64Array, at: number, count: number, row: number, first: number): void {
    const distances = this.#distances;
    const per = this.#per;
    for (let j = first; j < count; j++) {
      const value = expOfMinus(distances[from + j - first]! * per);
      into[at + row * count + j] = value;
      into[at + j * count + row] = value;
    }
  }

  #room(distances: number): void {
    if (this.#distances.length < distances) this.#distances = new Float64Array(2 * distances);
  }

  /** Squared distances of the rows of `x` at a and b from rows `from` to `to` of `y`: all of the one, then all of the other. */
  #fromTwo(x: Float64Array, a: number, b: number, y: Float64Array, from: number, to: number): void {
    const width = this.#width;
    const into = this.#distances;
    const half = to - from;
    let row = from;
    for (; row + 3 < to; row += 4) {
      let c = row * width;
      let d = c + width;
      let e = d + width;
      let f = e + width;
      let ac = 0;
      let ad = 0;
      let ae = 0;
      let af = 0;
      let bc = 0;
      let bd = 0;
      let be = 0;
      let bf = 0;
      for (let k = 0; k < width; k++, c++, d++, e++, f++) {
        const p = x[a + k]!;
        const q = x[b + k]!;
        const r = y[c]!;
        const s = y[d]!;
        const t = y[e]!;
        const u = y[f]!;
        ac += (p - r) * (p - r);
        ad += (p - s) * (p - s);
        ae += (p - t) * (p - t);
        af += (p - u) * (p - u);
        bc += (q - r) * (q - r);
        bd += (q - s) * (q - s);
        be += (q - t) * (q - t);
        bf += (q - u) * (q - u);
      }
      const at = row - from;
      into[at] = ac;
      into[at + 1] = ad;
      into[at + 2] = ae;
      into[at + 3] = af;
      into[half + at] = bc;
      into[half + at + 1] = bd;
      into[half + at + 2] = be;
      into[half + at + 3] = bf;
    }
    for (; row < to; row++) {
      let ac = 0;
      let bc = 0;
      for (let k = 0; k < width; k++) {
        const r = y[row * width + k]!;
        ac += (x[a + k]! - r) * (x[a + k]! - r);
        bc += (x[b + k]! - r) * (x[b + k]! - r);
      }
      into[row - from] = ac;
      into[half + row - from] = bc;
    }
  }

  #sum(from: number, to: number): number {
    const distances = this.#distances;
    const per = this.#per;
    let sum = 0;
    for (let i = from; i < to; i++) sum += expOfMinus(distances[i]! * per);
    return sum;
  }
}
