// Means of all terms and of the products of every two of them: most of the time of a window is spent here.

import { termsOf, type Terms } from './columns-and-products.ts';

/** Means of products, as `MomentPlan.place` says; those of the terms themselves first. */
export type Moments = Float64Array;

/** Rows that are looked at together, so that their terms stay near the processor. */
const together = 128;
/** Terms that are multiplied together at once: two with the four from another one on. */
const across = 4;

/**
 * With all products of two columns among the terms, the product of two terms is one of at most four columns, and many are the same: of
 * a · bc and b · ac only one is taken. A third to a half of all is left.
 */
export class MomentPlan {
  readonly terms: Terms;
  /** Of terms i ≥ j at i · (i + 1) / 2 + j: where the mean of their product is. */
  readonly place: Int32Array;
  /** Two terms, and the first of the four that each is multiplied with. */
  readonly #tiles: Int32Array;
  readonly #x: Float64Array;

  constructor(terms: Terms) {
    this.terms = terms;
    const { count, width } = terms;
    const all = count === width + (width * (width + 1)) / 2;
    const tiles = all ? tilesOfAll(terms) : tilesOfSome(terms);
    this.#tiles = Int32Array.from(tiles);
    this.place = placesOf(terms, this.#tiles);
    this.#x = new Float64Array((count + across - 1) * together);
  }

  /** Of the rows of `z` at `places`. */
  of(z: Float64Array, places: Int32Array): Moments {
    const { count } = this.terms;
    const sums = new Float64Array(count + (this.#tiles.length / 3) * 2 * across);
    for (let from = 0; from < places.length; from += together) {
      const rows = Math.min(together, places.length - from);
      termsOf(this.terms, z, places, from, rows, this.#x);
      // What lies behind the last term is multiplied too, and never looked at.
      this.#x.fill(0, count * rows, (count + across - 1) * rows);
      addSums(this.#x, count, rows, sums);
      addProducts(this.#x, rows, this.#tiles, sums, count);
    }
    for (let i = 0; i < sums.length; i++) sums[i]! /= places.length;
    return sums;
  }
}

function addSums(x: Float64Array, count: number, rows: number, sums: Float64Array): void {
  for (let k = 0; k < count; k++) {
    let sum = 0;
    for (let i = k * rows; i < (k + 1) * rows; i++) sum += x[i]!;
    sums[k]! += sum;
  }
}

function addProducts(x: Float64Array, rows: number, tiles: Int32Array, sums: Float64Array, to: number): void {
  for (let t = 0; t < tiles.length; t += 3, to += 2 * across) {
    let a = tiles[t]! * rows;
    let b = tiles[t + 1]! * rows;
    let c = tiles[t + 2]! * rows;
    let d = c + rows;
    let e = d + rows;
    let f = e + rows;
    let ac = 0;
    let ad = 0;
    let ae = 0;
    let af = 0;
    let bc = 0;
    let bd = 0;
    let be = 0;
    let bf = 0;
    for (const end = a + rows; a < end; a++, b++, c++, d++, e++, f++) {
      const p = x[a]!;
      const q = x[b]!;
      const r = x[c]!;
      const s = x[d]!;
      const u = x[e]!;
      const v = x[f]!;
      ac += p * r;
      ad += p * s;
      ae += p * u;
      af += p * v;
      bc += q * r;
      bd += q * s;
      be += q * u;
      bf += q * v;
    }
    sums[to]! += ac;
    sums[to + 1]! += ad;
    sums[to + 2]! += ae;
    sums[to + 3]! += af;
    sums[to + 4]! += bc;
    sums[to + 5]! += bd;
    sums[to + 6]! += be;
    sums[to + 7]! += bf;
  }
}

/** Each term with itself and all later ones. */
function tilesOfSome({ count }: Terms): number[] {
  const tiles: number[] = [];
  for (let i = 0; i < count; i += 2)
    for (let j = i; j < count; j += across) tiles.push(i, Math.min(i + 1, count - 1), j);
  return tiles;
}

/** Of columns a ≤ b ≤ c ≤ d only ab · cd, and of three b · cd: terms whose last is b with all products from bb on. */
function tilesOfAll({ count, width, first, second }: Terms): number[] {
  const tiles: number[] = [];
  for (let b = 0; b < width; b++) {
    const ending = [b];
    for (let k = width; k < count; k++) if (second[k] === b) ending.push(k);
    const from = first.indexOf(b, width);
    for (let i = 0; i < ending.length; i += 2)
      for (let j = from; j < count; j += across) tiles.push(ending[i]!, ending[i + 1] ?? ending[i]!, j);
  }
  return tiles;
}

/** More than there can be columns. */
const base = 1024;

/** Says of which four columns the product of two pairs is, a ≤ b and c ≤ d, whatever their order. No column is 0. */
function nameOf(a: number, b: number, c: number, d: number): number {
  const [one, other] = [Math.max(a, c), Math.min(b, d)];
  const inner = Math.min(one, other) * base + Math.max(one, other);
  return (Math.min(a, c) * base ** 2 + inner) * base + Math.max(b, d);
}

function placesOf({ count, width, first, second }: Terms, tiles: Int32Array): Int32Array {
  const low = first.map((column, k) => (second[k]! < 0 ? 0 : column + 1));
  const high = first.map((column, k) => (second[k]! < 0 ? column : second[k]!) + 1);
  const ofTwo = (i: number, j: number): number => nameOf(low[i]!, high[i]!, low[j]!, high[j]!);
  const known = new Map<number, number>();
  // The product of two columns is a term itself where it is among them.
  for (let k = width; k < count; k++) known.set(nameOf(0, low[k]!, 0, high[k]!), k);
  for (let t = 0, at = count; t < tiles.length; t += 3)
    for (let lane = 0; lane < 2 * across; lane++, at++) {
      const other = tiles[t + 2]! + (lane % across);
      if (other < count) known.set(ofTwo(tiles[t + (lane < across ? 0 : 1)]!, other), at);
    }
  const place = new Int32Array((count * (count + 1)) / 2);
  for (let i = 0, at = 0; i < count; i++) for (let j = 0; j <= i; j++) place[at++] = known.get(ofTwo(i, j))!;
  return place;
}
