// Which points of a long curve are drawn. Along the x axis the visible range is cut into buckets that are equally wide on the
// screen, and of each bucket the first, lowest, highest and last point stay, and its first and last gap: where a pixel column
// holds a bucket, the drawing looks like that of all points, and no spike is lost, wherever one looks. No chance is involved,
// so the same curve looks the same every time.

export interface Curve {
  /** Never falling. NaN does not occur. */
  readonly x: ArrayLike<number>;
  /** NaN and ±Infinity are gaps. */
  readonly y: ArrayLike<number>;
}

/** First place with x ≥ value. */
function firstFrom(x: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (x[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Collects the places of one bucket, each once and in order. */
class Bucket {
  #lowest = -1;
  #highest = -1;
  #first = -1;
  #last = -1;
  #firstGap = -1;
  #lastGap = -1;

  add(place: number, y: ArrayLike<number>): void {
    const value = y[place]!;
    if (!Number.isFinite(value)) {
      if (this.#firstGap < 0) this.#firstGap = place;
      this.#lastGap = place;
      return;
    }
    if (this.#first < 0) this.#first = place;
    this.#last = place;
    if (this.#lowest < 0 || value < y[this.#lowest]!) this.#lowest = place;
    if (this.#highest < 0 || value > y[this.#highest]!) this.#highest = place;
  }

  flush(into: number[]): void {
    const points = [this.#first, this.#lowest, this.#highest, this.#last];
    const places = [...points, this.#firstGap, this.#lastGap].sort((a, b) => a - b);
    for (const place of places) if (place >= 0 && place !== into.at(-1)) into.push(place);
    this.#first = this.#last = this.#lowest = this.#highest = this.#firstGap = this.#lastGap = -1;
  }
}

/** First place beyond every x ≤ value. */
function firstBeyond(x: ArrayLike<number>, value: number): number {
  let place = firstFrom(x, value);
  while (place < x.length && x[place] === value) place += 1;
  return place;
}

/**
 * Places of the points to draw, rising. Points outside the range are left out but for one on each side, so that the line goes on
 * to the edge. At most 6 × buckets + 2; all of the range where it holds no more than that.
 * @param range visible x; null: all.
 * @param buckets about as many as pixels.
 * @param logX a logarithmic axis: buckets are equally wide in powers of ten, and what has no place there (x ≤ 0) is left out.
 */
export function thin(
  { x, y }: Curve,
  buckets: number,
  range: readonly [number, number] | null = null,
  logX = false,
): number[] {
  const n = Math.min(x.length, y.length);
  const least = logX ? Math.min(n, firstBeyond(x, 0)) : 0;
  const from = Math.max(least, range ? firstFrom(x, range[0]) - 1 : 0);
  const to = range ? Math.min(n, firstBeyond(x, range[1]) + 1) : n;
  const count = to - from;
  if (count <= 6 * buckets) return Array.from({ length: Math.max(0, count) }, (_, index) => from + index);
  const across = (place: number): number => (logX ? Math.log10(x[place]!) : x[place]!);
  const start = across(from);
  const width = (across(to - 1) - start) / buckets;
  const kept: number[] = [];
  const bucket = new Bucket();
  let current = 0;
  for (let place = from; place < to; place += 1) {
    const at = width > 0 ? Math.min(buckets - 1, Math.floor((across(place) - start) / width)) : 0;
    if (at !== current) {
      bucket.flush(kept);
      current = at;
    }
    bucket.add(place, y);
  }
  bucket.flush(kept);
  return kept;
}
