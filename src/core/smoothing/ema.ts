import { defineSmoothing } from '../smoothing.ts';

export default defineSmoothing({
  id: 'ema',
  label: 'Exponential average',
  about:
    'Each point counts, every one before it a little less; corrected at the beginning (as in TensorBoard).',
  amount: {
    type: 'number',
    label: 'Strength',
    help: 'The nearer to 1, the more points are remembered.',
    min: 0,
    max: 0.999,
    step: 0.001,
    default: 0.6,
  },
  smooth(_, y, amount) {
    const out = new Float64Array(y.length).fill(NaN);
    let last = 0;
    let taken = 0;
    for (let i = 0; i < y.length; i += 1) {
      const value = y[i]!;
      if (!Number.isFinite(value)) continue;
      last = last * amount + (1 - amount) * value;
      taken += 1;
      out[i] = last / (1 - amount ** taken);
    }
    return out;
  },
});
