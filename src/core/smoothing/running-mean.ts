import { defineSmoothing } from '../smoothing.ts';

/**
 * Sums of all windows of so many values, with as many additions as there are values. Values are cut into blocks as wide as a
 * window, so that each window is the end of one block and the beginning of the next; no window's sum holds the rounding of a
 * value outside of it, as one running sum would.
 */
function windowSums(values: Float64Array, width: number): Float64Array {
  const n = values.length;
  const fromBlock = new Float64Array(n);
  const toBlock = new Float64Array(n);
  for (let i = 0; i < n; i += 1) fromBlock[i] = i % width === 0 ? values[i]! : fromBlock[i - 1]! + values[i]!;
  for (let i = n - 1; i >= 0; i -= 1)
    toBlock[i] = (i + 1) % width === 0 || i === n - 1 ? values[i]! : toBlock[i + 1]! + values[i]!;
  return Float64Array.from({ length: n - width + 1 }, (_, i) =>
    i % width === 0 ? toBlock[i]! : toBlock[i]! + fromBlock[i + width - 1]!,
  );
}

export default defineSmoothing({
  id: 'running-mean',
  label: 'Running mean',
  about: 'The plain mean of a point and as many on each side; at the ends of those that are there.',
  amount: {
    type: 'integer',
    label: 'Points on each side',
    help: 'How many neighbours to the left and to the right count.',
    min: 0,
    max: 200,
    default: 5,
  },
  smooth(_, y, amount) {
    const n = y.length;
    // Room on both sides for the windows of the first and the last point.
    const values = new Float64Array(n + 2 * amount);
    const known = new Float64Array(n + 2 * amount);
    for (let i = 0; i < n; i += 1) {
      const value = y[i]!;
      if (!Number.isFinite(value)) continue;
      values[i + amount] = value;
      known[i + amount] = 1;
    }
    const sums = windowSums(values, 2 * amount + 1);
    const counts = windowSums(known, 2 * amount + 1);
    return Float64Array.from(sums, (sum, i) => (known[i + amount] === 1 ? sum / counts[i]! : NaN)).subarray(
      0,
      n,
    );
  },
});
