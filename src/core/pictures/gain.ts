// How much of what is looked for lies among the highest scores.

import type { GainStep } from '../pictures.ts';

const tenths = 10;

/** Places of known rows, the highest scores first; equal scores keep the order of the rows. */
const ranked = (truth: Float64Array, scores: Float32Array): number[] =>
  [...truth.keys()]
    .filter((place) => !Number.isNaN(truth[place]!) && !Number.isNaN(scores[place]!))
    .sort((a, b) => scores[b]! - scores[a]!);

/** Where each tenth ends; a rest goes to the first tenths, one row each (as numpy's array_split). */
const endOf = (rows: number, tenth: number): number =>
  Math.floor(rows / tenths) * (tenth + 1) + Math.min(tenth + 1, rows % tenths);

/** Places of the rows of a tenth (0 … 9). @param truth and @param scores as of `gainSteps`. */
export function placesOfTenth(truth: Float64Array, scores: Float32Array, tenth: number): Int32Array {
  const order = ranked(truth, scores);
  return Int32Array.from(order.slice(endOf(order.length, tenth - 1), endOf(order.length, tenth))).sort();
}

/**
 * Tenths of the rows by descending score. Tenths without rows are left out.
 * @param truth 1, 0 or NaN; rows of unknown truth or score are left out.
 */
export function gainSteps(truth: Float64Array, scores: Float32Array): GainStep[] {
  const order = ranked(truth, scores);
  const all = order.reduce((sum, place) => sum + truth[place]!, 0);
  const base = all / order.length;
  const steps: GainStep[] = [];
  let soFar = 0;
  for (let tenth = 0; tenth < tenths; tenth++) {
    const from = endOf(order.length, tenth - 1);
    const to = endOf(order.length, tenth);
    if (to === from) break;
    const positives = order.slice(from, to).reduce((sum, place) => sum + truth[place]!, 0);
    soFar += positives;
    steps.push({
      n: to - from,
      positives,
      lift: positives / (to - from) / base,
      cumulativeGain: soFar / all,
      cumulativeLift: soFar / to / base,
    });
  }
  return steps;
}
