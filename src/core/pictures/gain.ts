// How much of what is looked for lies among the highest scores.

import type { GainStep } from '../pictures.ts';

const tenths = 10;

/**
 * Tenths of the rows by descending score; equal scores keep the order of the rows, and a rest goes to the first tenths, one row each
 * (as numpy's array_split). Tenths without rows are left out.
 * @param truth 1, 0 or NaN; rows of unknown truth or score are left out.
 */
export function gainSteps(truth: Float64Array, scores: Float32Array): GainStep[] {
  const order = [...truth.keys()]
    .filter((place) => !Number.isNaN(truth[place]!) && !Number.isNaN(scores[place]!))
    .sort((a, b) => scores[b]! - scores[a]!);
  const all = order.reduce((sum, place) => sum + truth[place]!, 0);
  const base = all / order.length;
  const steps: GainStep[] = [];
  let from = 0;
  let soFar = 0;
  for (let tenth = 0; tenth < tenths; tenth++) {
    const n = Math.floor(order.length / tenths) + Number(tenth < order.length % tenths);
    if (n === 0) break;
    const positives = order.slice(from, from + n).reduce((sum, place) => sum + truth[place]!, 0);
    from += n;
    soFar += positives;
    steps.push({
      n,
      positives,
      lift: positives / n / base,
      cumulativeGain: soFar / all,
      cumulativeLift: soFar / from / base,
    });
  }
  return steps;
}
