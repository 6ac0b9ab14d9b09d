// Rows in ascending order of their scores: several monitors ask for that of the same window.

const size = 256;

/** Of the four bytes of a key, lowest first: how many keys have which value there, then where they go. */
const lowest = new Int32Array(size);
const lower = new Int32Array(size);
const higher = new Int32Array(size);
const highest = new Int32Array(size);
const digits = [lowest, lower, higher, highest];

/** Kept from call to call, for windows are many and small; that for more rows than this is let go. */
const keptRoom = 65_536;
let floats = new Float32Array(1024);
let keys = new Int32Array(floats.buffer);
let places = new Int32Array(floats.length);
let other = new Int32Array(floats.length);

function makeRoom(rows: number): void {
  const enough = floats.length >= rows && floats.length <= keptRoom;
  if (enough) return;
  floats = new Float32Array(rows);
  keys = new Int32Array(floats.buffer);
  places = new Int32Array(floats.length);
  other = new Int32Array(floats.length);
}

/** Where the keys of each value of a byte begin. @returns false where all have the same. */
function startsOf(counts: Int32Array, rows: number): boolean {
  let sum = 0;
  for (let digit = 0; digit < size; digit++) {
    const count = counts[digit]!;
    if (count === rows) return false;
    counts[digit] = sum;
    sum += count;
  }
  return true;
}

/**
 * Places in ascending order, equal ones (0 and −0 too) in their own; those that are not numbers at one end. A radix sort, a
 * byte at a time: of scores, which lie close to each other, the highest often says nothing.
 */
export function orderOfFloats(values: Float32Array): Int32Array {
  const n = values.length;
  makeRoom(n);
  for (const counts of digits) counts.fill(0);
  for (let i = 0; i < n; i++) floats[i] = values[i]! + 0;
  for (let i = 0; i < n; i++) {
    const bits = keys[i]!;
    // The bits of positive floats ascend with them, those of negative ones descend.
    const key = bits ^ ((bits >> 31) | 0x80000000);
    keys[i] = key;
    lowest[key & 255]!++;
    lower[(key >>> 8) & 255]!++;
    higher[(key >>> 16) & 255]!++;
    highest[key >>> 24]!++;
    places[i] = i;
  }
  for (let byte = 0; byte < digits.length; byte++) {
    const starts = digits[byte]!;
    if (!startsOf(starts, n)) continue;
    const shift = 8 * byte;
    for (let i = 0; i < n; i++) {
      const place = places[i]!;
      other[starts[(keys[place]! >>> shift) & 255]!++] = place;
    }
    const sorted = other;
    other = places;
    places = sorted;
  }
  return places.slice(0, n);
}

const kept = new WeakMap<Float32Array, Int32Array>();

/**
 * The same, kept as long as the scores are: for scores that nobody changes any more, as those that went out. Nobody may change
 * what it returns.
 */
export function orderOfScores(scores: Float32Array): Int32Array {
  let order = kept.get(scores);
  if (!order) kept.set(scores, (order = orderOfFloats(scores)));
  return order;
}
