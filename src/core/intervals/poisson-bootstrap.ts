import { defineInterval, noBounds, spreadOf } from '../interval-method.ts';
import { hashText, mix32 } from '../random.ts';
import { studentQuantile } from '../student-t.ts';

/** P(count ≤ k) of a Poisson variable with mean 1, of 2³²; from the 13th on it can't be told from 1. */
const below = Array.from({ length: 13 }, () => 0);
for (let k = 0, term = Math.exp(-1), sum = 0; k < below.length; term /= ++k)
  below[k] = Math.min(4294967296, Math.round((sum += term) * 4294967296));

const countOf = (draw: number): number => {
  const count = below.findIndex((bound) => draw < bound);
  return count < 0 ? below.length : count;
};

/** The count by the highest 12 bits of a draw, where they settle it. */
const unsettled = 255;
const settled = Uint8Array.from({ length: 4096 }, (_, high) => {
  const count = countOf(high * 1048576);
  return count === countOf(high * 1048576 + 1048575) ? count : unsettled;
});

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
  usual: 20,
  least: 2,
  resample(places, { resamples, seed }) {
    const base = mix32((seed >>> 0) ^ hashText('poisson'));
    const hashes = Int32Array.from({ length: places.length }, (_, i) => mix32(places[i]! ^ base));
    let replicate = 0;
    return {
      count: resamples,
      next: (weights) => {
        const key = mix32(base + ++replicate);
        for (let i = 0; i < hashes.length; i++) {
          // mix32, written out: a call for each of hundreds of millions of draws takes twice as long.
          let h = hashes[i]! ^ key;
          h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
          h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
          h ^= h >>> 16;
          const count = settled[h >>> 20]!;
          weights[i] = count === unsettled ? countOf(h >>> 0) : count;
        }
      },
    };
  },
  bounds(value, values, { confidence }) {
    const { count, mean, deviation } = spreadOf(values);
    if (count < 2) return noBounds(value);
    const half = studentQuantile((1 + confidence) / 2, count - 1) * deviation;
    return { low: mean - half, high: mean + half, standardError: deviation };
  },
});
