// Rows in the order of their scores: a radix sort of 32-bit floats, three passes of 11 bits, stable. A hundred thousand
// rows take a few milliseconds.

const bits = 11;
const size = 1 << bits;
const mask = size - 1;

/**
 * Places of the scores in descending order; equal ones, and −0 and 0, keep their order.
 * @param scores none of them NaN.
 */
export function descendingOrder(scores: Float32Array): Int32Array<ArrayBuffer> {
  const n = scores.length;
  const floats = new Float32Array(n);
  const keys = new Uint32Array(floats.buffer);
  for (let i = 0; i < n; i++) floats[i] = scores[i]! + 0;
  // The bits of positive floats ascend with them, those of negative ones descend; then all is turned round.
  for (let i = 0; i < n; i++) {
    const key = keys[i]!;
    keys[i] = key >>> 31 ? key : ~(key | 0x80000000);
  }
  const counts = [new Uint32Array(size), new Uint32Array(size), new Uint32Array(size)] as const;
  for (let i = 0; i < n; i++) {
    const key = keys[i]!;
    counts[0][key & mask]!++;
    counts[1][(key >>> bits) & mask]!++;
    counts[2][key >>> (2 * bits)]!++;
  }
  let from = new Int32Array(n);
  let to = new Int32Array(n);
  for (let i = 0; i < n; i++) from[i] = i;
  for (let pass = 0; pass < 3; pass++) {
    const starts = counts[pass]!;
    let sum = 0;
    for (let digit = 0; digit < size; digit++) {
      const count = starts[digit]!;
      starts[digit] = sum;
      sum += count;
    }
    for (let i = 0; i < n; i++) {
      const place = from[i]!;
      to[starts[(keys[place]! >>> (pass * bits)) & mask]!++] = place;
    }
    [from, to] = [to, from];
  }
  return from;
}
