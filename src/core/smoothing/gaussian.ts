import { defineSmoothing } from '../smoothing.ts';

/** Farther than so many standard deviations nothing counts. */
const reach = 3;

export default defineSmoothing({
  id: 'gaussian',
  label: 'Gaussian',
  about:
    'Looks to both sides: the neighbours count by a bell curve over their number. It knows what comes later.',
  amount: {
    type: 'number',
    label: 'Width',
    help: 'Standard deviation of the bell, in points.',
    min: 0,
    max: 100,
    step: 0.5,
    default: 3,
  },
  smooth(_, y, amount) {
    const out = new Float64Array(y.length).fill(NaN);
    const radius = Math.floor(reach * amount + 0.5);
    const bell = Float64Array.from({ length: radius + 1 }, (__, away) =>
      amount > 0 ? Math.exp(-0.5 * (away / amount) ** 2) : 1,
    );
    for (let i = 0; i < y.length; i += 1) {
      if (!Number.isFinite(y[i]!)) continue;
      let sum = 0;
      let weights = 0;
      const to = Math.min(y.length - 1, i + radius);
      for (let j = Math.max(0, i - radius); j <= to; j += 1) {
        const value = y[j]!;
        if (!Number.isFinite(value)) continue;
        const weight = bell[Math.abs(i - j)]!;
        sum += weight * value;
        weights += weight;
      }
      out[i] = sum / weights;
    }
    return out;
  },
});
