// What a figure of some rows rests on when few of them decide: which rows a plain share counts, and how many there are of the
// rarer outcome.

import type { FigureOf } from '../define.ts';
import type { Bounds } from '../interval-method.ts';
import { exactShare, pairedShareDifference } from '../exact-share.ts';
import type { Rows } from '../parts/known-rows.ts';
import { answerOf, classesOf } from '../parts/matrix.ts';

/** Of each row: 1 it counts, 0 it does not, −1 it is not among them. */
export type Counted = Int8Array;

/** Null: the figure is no plain share. */
export function countedRows(figure: FigureOf, rows: Rows, threshold: number): Counted | null {
  const { share } = figure;
  if (!share) return null;
  const { truth, scores, outputs } = rows;
  return Int8Array.from(truth, (known, row) => {
    const at = row * outputs;
    const counts = share(known, answerOf(scores, at, outputs, threshold), scores, at, outputs);
    return counts === null ? -1 : Number(counts);
  });
}

function sumsOf(counted: Counted): { count: number; n: number } {
  let [count, n] = [0, 0];
  for (const one of counted) {
    if (one >= 0) n++;
    if (one === 1) count++;
  }
  return { count, n };
}

export function shareBounds(counted: Counted, confidence: number): Pick<Bounds, 'low' | 'high'> {
  const { count, n } = sumsOf(counted);
  return exactShare(count, n, confidence);
}

/** Rows that only the one of two models counts, and those that only the other does; null where they are shares of different rows. */
function discordant(one: Counted, other: Counted): { gained: number; lost: number; n: number } | null {
  let [gained, lost, n] = [0, 0, 0];
  for (let row = 0; row < one.length; row++) {
    const [a, b] = [one[row]!, other[row]!];
    if (a < 0 !== b < 0) return null;
    if (a < 0) continue;
    n++;
    if (a > b) gained++;
    else if (a < b) lost++;
  }
  return { gained, lost, n };
}

/** Null where the two are no plain shares, or shares of different rows. */
export function shareDifferenceBounds(
  [one, other]: readonly [Counted | null, Counted | null],
  confidence: number,
): Pick<Bounds, 'low' | 'high'> | null {
  const found = one && other && discordant(one, other);
  return found && pairedShareDifference(found.gained, found.lost, found.n, confidence);
}

/** Rows of the rarest class that occurs, and the fewest right or wrong answers of any; a yes-or-no task always has both classes. */
interface Rarest {
  readonly truth: number;
  readonly answers: number;
}

export function rarestOf({ truth, scores, outputs }: Rows, threshold: number): Rarest {
  const classes = new Float64Array(classesOf({ outputs }));
  const right = new Float64Array(classes.length);
  for (let row = 0; row < truth.length; row++) {
    const known = truth[row]!;
    // The answers of a regression are no classes, and looking for them takes long.
    if (known >>> 0 !== known || known >= classes.length) continue;
    classes[known]!++;
    if (answerOf(scores, row * outputs, outputs, threshold) === known) right[known]!++;
  }
  const occurring = [...classes.keys()].filter((u) => outputs === 1 || classes[u]! > 0);
  return {
    truth: Math.min(...occurring.map((u) => classes[u]!)),
    answers: Math.min(...occurring.map((u) => Math.min(right[u]!, classes[u]! - right[u]!))),
  };
}

/**
 * How many rows a figure rests on: of a plain share the rarer outcome; of what else is read from the confusion the fewest right or
 * wrong answers of any class; of scores of classes the rarest class; of a regression all.
 */
export function restsOn(
  { tasks, shared }: FigureOf,
  rows: Rows,
  counted: Counted | null,
  rarest: Rarest,
): number {
  if (counted) {
    const { count, n } = sumsOf(counted);
    return Math.min(count, n - count);
  }
  if (tasks.includes('regression') && !rows.truth.every((truth) => truth === 0 || truth === 1))
    return rows.truth.length;
  return shared?.of === 'confusion' || shared?.of === 'matrix' ? rarest.answers : rarest.truth;
}

/** Of a difference: of plain shares of the same rows those that only one of the two counts; else the fewer. */
export function differenceRestsOn(
  [one, other]: readonly [Counted | null, Counted | null],
  [restsOne, restsOther]: readonly [number, number],
): number {
  const found = one && other && discordant(one, other);
  return found ? found.gained + found.lost : Math.min(restsOne, restsOther);
}
