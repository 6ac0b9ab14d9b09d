// From how many rows on a way of giving intervals keeps its promise, as `npm run bench -- --coverage` counts it: 2,000
// simulated cases each of accuracy, log loss, ROC AUC, mean absolute error, root mean squared error, R², and the
// difference of two models in each of them. 20 buckets or Poisson replicates, 200 percentile and 400 BCa resamples.

import type { IntervalSpec } from './evaluation.ts';

interface Promise95 {
  /** From so many rows on the 95 % interval held the truth in 93 to 97 of 100 cases, whatever the figure. */
  readonly keptFrom: number;
  /** Of fewer rows, ascending: in how many of 100 cases it did for the figure that fared worst. */
  readonly held: readonly (readonly [rows: number, of100: number])[];
}

const promises: Readonly<Record<Exclude<IntervalSpec['method'], 'none'>, Promise95>> = {
  jackknife: {
    keptFrom: 100,
    held: [
      [10, 79],
      [20, 90],
      [30, 92],
      [50, 92],
    ],
  },
  'poisson-bootstrap': {
    keptFrom: 200,
    held: [
      [10, 75],
      [20, 88],
      [30, 90],
      [50, 91],
      [100, 93],
    ],
  },
  'percentile-bootstrap': {
    keptFrom: 1000,
    held: [
      [10, 66],
      [20, 84],
      [30, 89],
      [50, 89],
      [100, 92],
      [200, 93],
    ],
  },
  'expanded-percentile-bootstrap': {
    keptFrom: 100,
    held: [
      [10, 69],
      [20, 86],
      [30, 91],
      [50, 91],
    ],
  },
  bca: {
    keptFrom: 200,
    held: [
      [10, 63],
      [20, 78],
      [30, 88],
      [50, 91],
      [100, 92],
    ],
  },
};

/**
 * What to say of an interval of few rows; null where it holds what it claims, or claims nothing.
 * @param rows with a known answer.
 */
export function smallSampleCaveat(
  method: IntervalSpec['method'],
  rows: number,
  confidence = 0.95,
): string | null {
  if (method === 'none') return null;
  const { keptFrom, held } = promises[method];
  if (rows >= keptFrom) return null;
  if (rows < 2) return 'There are too few rows here for an interval.';
  const counted = held.findLast(([from]) => from <= rows);
  if (!counted) return `With ${rows} rows an interval is little more than a guess.`;
  if (confidence !== 0.95)
    return `With ${rows} rows such an interval misses the truth more often than it says.`;
  return `With ${rows} rows such an interval holds the truth about ${counted[1]} times in 100 for some figures, not 95.`;
}
