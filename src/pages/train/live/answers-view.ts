// Answers against the truth on the rows that are looked at again and again.

import type { Task } from '../../../core/define.ts';
import type { LiveLook } from '../../../core/training-report.ts';

type Sample = LiveLook['sample'];

/** Class that is answered for each row of the sample; NaN scores answer class −1. */
export function saidClasses({ scores, outputs, truth }: Sample): Int32Array {
  return Int32Array.from(truth, (_, place) => {
    if (outputs === 1) {
      const score = scores[place]!;
      return Number.isNaN(score) ? -1 : Number(score >= 0.5);
    }
    let best = -1;
    for (let output = 0; output < outputs; output++)
      if (scores[place * outputs + output]! > (best < 0 ? -Infinity : scores[place * outputs + best]!))
        best = output;
    return best;
  });
}

export interface Confusion {
  /** counts[truth][said]. */
  readonly counts: readonly (readonly number[])[];
  readonly right: number;
  readonly rows: number;
}

/** Rows without a known answer are left out. */
export function confusionOf(sample: Sample, classes: number): Confusion {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  const said = saidClasses(sample);
  let [right, rows] = [0, 0];
  sample.truth.forEach((truth, place) => {
    const row = counts[truth];
    if (!row) return;
    rows++;
    const answer = said[place]!;
    if (answer === truth) right++;
    if (answer >= 0 && answer < classes) row[answer]!++;
  });
  return { counts, right, rows };
}

/** The most frequent wrong answers, at most `most`. */
export function mixUps({ counts }: Confusion, most: number): { truth: number; said: number; n: number }[] {
  return counts
    .flatMap((row, truth) => row.map((n, said) => ({ truth, said, n })))
    .filter(({ truth, said, n }) => truth !== said && n > 0)
    .sort((a, b) => b.n - a.n)
    .slice(0, most);
}

export interface Strip {
  /** Index of the class that the rows are. */
  readonly truth: number;
  readonly n: number;
  readonly right: number;
  readonly median: number;
  /** Rows by score, twenty bins from 0 to 1. */
  readonly counts: readonly number[];
}

const bins = 20;

/** Scores of a binary model, the rows of each class apart. */
export function stripsOf({ scores, truth }: Sample): Strip[] {
  return [0, 1].map((index) => {
    const own = [...scores].filter((score, place) => truth[place] === index && !Number.isNaN(score));
    const counts = new Array<number>(bins).fill(0);
    for (const score of own) counts[Math.min(bins - 1, Math.floor(score * bins))]!++;
    return {
      truth: index,
      n: own.length,
      right: own.filter((score) => Number(score >= 0.5) === index).length,
      median: own.sort((a, b) => a - b)[own.length >> 1] ?? NaN,
      counts,
    };
  });
}

/** Half of the answers of a regression are at most this far from the truth. */
export function typicalError({ scores, truth }: Sample): number {
  const errors = [...truth].map((value, place) => Math.abs(scores[place]! - value)).filter(Number.isFinite);
  return errors.sort((a, b) => a - b)[errors.length >> 1] ?? NaN;
}

/** Places in the sample of some rows that are answered rightly, and of some that are not. */
export function rightAndWrong(sample: Sample, most: number): { right: number[]; wrong: number[] } {
  const said = saidClasses(sample);
  const known = [...sample.truth.keys()].filter((place) => !Number.isNaN(sample.truth[place]));
  return {
    right: known.filter((place) => said[place] === sample.truth[place]).slice(0, most),
    wrong: known.filter((place) => said[place] !== sample.truth[place]).slice(0, most),
  };
}

/** Class that is answered at each point of a surface; for a regression there is none. */
export function surfaceClasses(scores: Float32Array, task: Task): Int32Array | null {
  if (task === 'regression') return null;
  return Int32Array.from(scores, (score) => (task === 'binary' ? Number(score >= 0.5) : score));
}
