// When not to believe an interval as it stands, by figure and by the rows that it rests on. How often each way of giving intervals
// keeps its promise is counted by `npm run bench -- --coverage`: simulated cases of even and of rare classes, of models that are hardly
// ever wrong, and of errors with light and heavy tails. 20 buckets or Poisson replicates, 200 resamples, 400 of BCa.

import type { FigureOf } from './define.ts';
import type { IntervalSpec, Measured } from './evaluation.ts';

interface Promise95 {
  /** From so many rows of the rarer outcome on the 95 % interval held the truth in 93 to 97 of 100 cases or more. */
  readonly keptFrom: number;
  /** Of fewer, ascending: in how many of 100 cases it did for the figure that fared worst. */
  readonly held: readonly (readonly [rests: number, of100: number])[];
}

type Resampling = Exclude<IntervalSpec['method'], 'none'>;

/** Of figures that are a mean, a share, an area or made of such: by the rarer outcome, of a regression by all rows. */
const usual: Readonly<Record<Resampling, Promise95>> = {
  jackknife: {
    keptFrom: 100,
    held: [
      [2, 60],
      [5, 75],
      [10, 85],
      [20, 89],
      [50, 91],
    ],
  },
  'poisson-bootstrap': {
    keptFrom: 200,
    held: [
      [2, 60],
      [5, 73],
      [10, 83],
      [20, 89],
      [50, 91],
      [100, 92],
    ],
  },
  'percentile-bootstrap': {
    keptFrom: 1000,
    held: [
      [2, 60],
      [5, 75],
      [10, 83],
      [20, 89],
      [50, 90],
      [100, 92],
    ],
  },
  'basic-bootstrap': {
    keptFrom: 1000,
    held: [
      [2, 41],
      [5, 60],
      [10, 75],
      [20, 82],
      [50, 90],
      [100, 91],
      [200, 92],
    ],
  },
  'expanded-percentile-bootstrap': {
    keptFrom: 100,
    held: [
      [2, 60],
      [5, 76],
      [10, 84],
      [20, 91],
      [50, 92],
    ],
  },
  bca: {
    keptFrom: 200,
    held: [
      [2, 60],
      [5, 73],
      [10, 84],
      [20, 89],
      [50, 90],
      [100, 92],
    ],
  },
};

/** Of figures of squared errors where a few rows that are far off make most of them. */
const squares: Readonly<Record<Resampling, Promise95>> = {
  jackknife: {
    keptFrom: 1000,
    held: [
      [10, 74],
      [20, 83],
      [50, 87],
      [100, 89],
      [200, 91],
    ],
  },
  'poisson-bootstrap': {
    keptFrom: 1000,
    held: [
      [10, 70],
      [20, 80],
      [50, 85],
      [100, 86],
      [200, 91],
    ],
  },
  'percentile-bootstrap': {
    keptFrom: 4000,
    held: [
      [10, 70],
      [20, 79],
      [50, 84],
      [100, 86],
      [200, 88],
      [400, 90],
      [1000, 91],
    ],
  },
  'basic-bootstrap': {
    keptFrom: 4000,
    held: [
      [10, 70],
      [20, 79],
      [50, 84],
      [100, 86],
      [200, 88],
      [400, 90],
      [1000, 91],
    ],
  },
  'expanded-percentile-bootstrap': {
    keptFrom: 1000,
    held: [
      [10, 74],
      [20, 82],
      [50, 86],
      [100, 88],
      [200, 91],
    ],
  },
  bca: {
    keptFrom: 1000,
    held: [
      [10, 72],
      [20, 82],
      [50, 86],
      [100, 89],
      [200, 91],
    ],
  },
};

export interface Caveat {
  /**
   * - `none`: no interval can be given. `flat`: it has no width, which says nothing about chance.
   * - `upwards`: figure and interval lie too high. `quantile`: the method can't follow it. `few`: it rests on too few rows.
   */
  readonly kind: 'none' | 'flat' | 'upwards' | 'quantile' | 'few';
  /** Rows of the rarer outcome that it rests on. */
  readonly rests: number;
  readonly sentence: string;
}

const rowsOf = (rows: number): string => (rows === 1 ? '1 row' : `${rows.toLocaleString('en')} rows`);

function fewSentence(label: string, rests: number, { held }: Promise95, confidence: number): string {
  const on = `${label} rests on ${rowsOf(rests)} of the rarer kind`;
  const counted = held.findLast(([from]) => from <= rests);
  if (!counted) return `${on}: such an interval is little more than a guess.`;
  if (confidence !== 0.95) return `${on}: such an interval misses the truth more often than it says.`;
  return `${on}: such an interval can hold the truth as rarely as ${counted[1]} times in 100, not 95.`;
}

/** Methods that can't follow a figure which jumps from row to row, such as a median. */
const smoothOnly: readonly IntervalSpec['method'][] = ['jackknife', 'basic-bootstrap'];

/** What to say of the interval of a figure or of a difference; null where it holds what it claims, or claims nothing. */
export function smallSampleCaveat(
  { label, chance, tasks }: Pick<FigureOf, 'label' | 'chance' | 'tasks'>,
  { value, low, high, n, rests }: Measured,
  { method, confidence }: Pick<IntervalSpec, 'method' | 'confidence'>,
): Caveat | null {
  if (method === 'none' || rests === undefined || !Number.isFinite(value)) return null;
  const of = (kind: Caveat['kind'], sentence: string): Caveat => ({ kind, rests, sentence });
  if (n < 2) return of('none', 'There are too few rows here for an interval.');
  if (chance === 'extreme')
    return of(
      'none',
      `${label} is decided by one row, and the next may lie further out: no interval can be given.`,
    );
  if (low === high)
    return of(
      'flat',
      `${label} came to the same on all resamples, which says nothing about rows that were not seen.`,
    );
  if (chance === 'upwards')
    return of(
      'upwards',
      `${label} is made larger by chance alone: it and its interval lie too high, the more so the fewer the rows.`,
    );
  if (chance === 'quantile' && smoothOnly.includes(method))
    return of(
      'quantile',
      `${label} jumps from row to row, which this way of giving intervals can’t follow: the percentile bootstrap can.`,
    );
  const promise = (chance === 'squares' ? squares : usual)[method];
  if (rests >= promise.keptFrom) return null;
  if (tasks.length === 1 && tasks[0] === 'regression')
    return of('few', fewSentence(label, rests, promise, confidence).replace(' of the rarer kind', ''));
  return of('few', fewSentence(label, rests, promise, confidence));
}
