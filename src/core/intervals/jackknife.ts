import { defineInterval, leavingOut, noBounds, spreadOf } from '../interval-method.ts';
import { studentQuantile } from '../student-t.ts';

/** Asked for again and again with the same parts, and slow. */
const latest = { share: NaN, freedom: NaN, quantile: NaN };

function quantileOf(share: number, freedom: number): number {
  if (latest.share !== share || latest.freedom !== freedom)
    Object.assign(latest, { share, freedom, quantile: studentQuantile(share, freedom) });
  return latest.quantile;
}

/**
 * TensorFlow Model Analysis' (0.52) jackknife over k buckets: pseudo-values kθ − (k − 1)θ₋ᵢ, whose standard deviation (divisor
 * k − 1) over √k is the standard error; the interval is mean(θ₋ᵢ) ± t·SE with k − 1 degrees of freedom. The pseudo-values
 * spread (k − 1) times as wide as the θ₋ᵢ.
 */
export default defineInterval({
  id: 'jackknife',
  label: 'Jackknife',
  about:
    'The rows are dealt into 20 parts and the figure is taken 20 times, each time without one part. Quick, and good for figures that move smoothly with the rows.',
  bootstraps: false,
  usual: 20,
  least: 2,
  resample: (places, { resamples, seed }) => leavingOut(places.length, resamples, seed),
  bounds(value, values, { confidence }) {
    const { count, mean, deviation } = spreadOf(values);
    if (count < 2) return noBounds(value);
    const standardError = ((count - 1) * deviation) / Math.sqrt(count);
    const half = quantileOf((1 + confidence) / 2, count - 1) * standardError;
    return { low: mean - half, high: mean + half, standardError };
  },
});
