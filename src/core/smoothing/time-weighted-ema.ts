import { defineSmoothing } from '../smoothing.ts';

/** Into so many steps the whole x range is cut, as in Weights & Biases: the look does not depend on how many points there are. */
const viewport = 1000;

/** No stronger, or nothing would ever move. */
const most = 0.999;

export default defineSmoothing({
  id: 'time-weighted-ema',
  label: 'Time-weighted average',
  about:
    'An average that forgets along the x axis and not by the number of points, so that uneven steps are treated fairly (as in Weights & Biases).',
  amount: {
    type: 'number',
    label: 'Strength',
    help: 'The nearer to 1, the longer a value is remembered.',
    min: 0,
    max: 0.999,
    step: 0.001,
    default: 0.6,
  },
  smooth(x, y, amount) {
    const out = new Float64Array(y.length).fill(NaN);
    const weight = Math.min(Math.sqrt(amount), most);
    const range = x.length > 0 ? x[x.length - 1]! - x[0]! : 0;
    let sum = 0;
    let weights = 0;
    let before = NaN;
    for (let i = 0; i < y.length; i += 1) {
      const value = y[i]!;
      if (!Number.isFinite(value)) continue;
      const way = Number.isNaN(before) || range === 0 ? 0 : ((x[i]! - before) / range) * viewport;
      const kept = weight ** way;
      // Without any strength each point stands for itself, also where two have the same x.
      sum = amount > 0 ? sum * kept + value : value;
      weights = amount > 0 ? weights * kept + 1 : 1;
      before = x[i]!;
      out[i] = sum / weights;
    }
    return out;
  },
});
