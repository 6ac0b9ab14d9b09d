// Numbers in ascending order, in the time of a few walks over them: some of them tell about where the others lie.

/** So many of the numbers, evenly taken, stand for all. */
const asked = 31;
/** Up to so many numbers of a bucket are put in order one by one. */
const few = 12;
/** For so many numbers the memory to work in is kept. */
const usual = 8192;

let places = new Int32Array(0);
let ends = new Int32Array(0);
const probe = new Float64Array(asked);

/** Puts `values[from]` to `values[to − 1]` in order; quick where each is near its place. */
function insert(values: Float64Array, from: number, to: number): void {
  for (let i = from + 1; i < to; i++) {
    const value = values[i]!;
    let at = i;
    for (; at > from && values[at - 1]! > value; at--) values[at] = values[at - 1]!;
    values[at] = value;
  }
}

function ascending(values: Float64Array, from: number, to: number): boolean {
  for (let i = from + 1; i < to; i++) if (values[i]! < values[i - 1]!) return false;
  return true;
}

/** Neighbouring buckets with few numbers each are put in order together: none leaves its bucket. */
function finish(sorted: Float64Array, count: number): void {
  let from = 0;
  let done = 0;
  for (let at = 0; at < count; at++) {
    const to = ends[at]!;
    if (to - from > few) {
      insert(sorted, done, from);
      done = to;
      if (!ascending(sorted, from, to)) sorted.subarray(from, to).sort();
    }
    from = to;
  }
  insert(sorted, done, count);
}

/**
 * A sorted copy of the first `count` numbers, without NaN among them. Each goes to one of as many buckets of equal width as there are
 * numbers; what lies far out shares the first and the last one. Where that does not part them, they are sorted as usual.
 */
export function sortedNumbers(numbers: Float64Array, count: number): Float64Array<ArrayBuffer> {
  if (ascending(numbers, 0, count)) return numbers.slice(0, count);
  if (count < 2 * asked) return numbers.slice(0, count).sort();
  for (let i = 0; i < asked; i++) probe[i] = numbers[Math.floor((i * count) / asked)]!;
  insert(probe, 0, asked);
  const spread = probe[asked - 2]! - probe[1]!;
  const low = probe[1]! - spread / 2;
  const scale = (count - 1) / (2 * spread);
  // Most are equal, or too far from each other for a double.
  if (!(scale > 0 && scale < Infinity)) return numbers.slice(0, count).sort();
  if (places.length < count) {
    places = new Int32Array(count);
    ends = new Int32Array(count);
  }
  const last = count - 1;
  ends.fill(0, 0, count);
  for (let i = 0; i < count; i++) {
    const place = (numbers[i]! - low) * scale;
    const at = place > 0 ? (place < last ? Math.floor(place) : last) : 0;
    places[i] = at;
    ends[at]!++;
  }
  let before = 0;
  let most = 0;
  for (let at = 0; at < count; at++) {
    const rows = ends[at]!;
    if (rows > most) most = rows;
    ends[at] = before;
    before += rows;
  }
  const sorted = new Float64Array(count);
  for (let i = 0; i < count; i++) sorted[ends[places[i]!]!++] = numbers[i]!;
  if (most > few) finish(sorted, count);
  else insert(sorted, 0, count);
  if (count > usual) places = ends = new Int32Array(0);
  return sorted;
}
