import { defineSmoothing } from '../smoothing.ts';

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
    const out = new Float64Array(y.length).fill(NaN);
    for (let i = 0; i < y.length; i += 1) {
      if (!Number.isFinite(y[i]!)) continue;
      let sum = 0;
      let n = 0;
      // Added up anew for each point: a running sum would carry the rounding of one huge value along.
      const to = Math.min(y.length - 1, i + amount);
      for (let j = Math.max(0, i - amount); j <= to; j += 1) {
        const value = y[j]!;
        if (!Number.isFinite(value)) continue;
        sum += value;
        n += 1;
      }
      out[i] = sum / n;
    }
    return out;
  },
});
