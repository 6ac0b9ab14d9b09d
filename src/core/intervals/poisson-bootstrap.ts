import { defineInterval, noBounds, spreadOf } from '../interval-method.ts';
import { poissonCounts } from '../poisson-counts.ts';
import { studentQuantile } from '../student-t.ts';

/**
 * TensorFlow Model Analysis' (0.52) Poisson bootstrap: every row is in a replicate Poisson(1) times; the interval is
 * mean ± t·SE over the k replicates with k − 1 degrees of freedom, SE their standard deviation (divisor k − 1). How often a
 * row is in a replicate follows from seed, replicate and its place, so that all slices see the same replicates.
 */
export default defineInterval({
  id: 'poisson-bootstrap',
  label: 'Poisson bootstrap',
  about:
    'Every row is left out, taken once or taken several times by chance, 20 times over, and the interval follows from how much the figure moves.',
  bootstraps: true,
  usual: 20,
  least: 2,
  resample(places, { resamples, seed }) {
    const draw = poissonCounts(places, seed);
    let replicate = 0;
    return { count: resamples, next: (weights) => void draw(replicate++, weights) };
  },
  bounds(value, values, { confidence }) {
    const { count, mean, deviation } = spreadOf(values);
    if (count < 2) return noBounds(value);
    const half = studentQuantile((1 + confidence) / 2, count - 1) * deviation;
    return { low: mean - half, high: mean + half, standardError: deviation };
  },
});
