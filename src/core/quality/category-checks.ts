// Categories that a window has and the reference has not, and the other way round.

import type { CategorySample } from '../drift-sample.ts';
import { allDrawn, logChoose } from './exact-tails.ts';

export interface LevelCheck {
  /** How many categories. */
  readonly levels: number;
  /** New: their rows in the window. Vanished: their rows in the reference. */
  readonly rows: number;
  readonly pValue: number;
}

const none: LevelCheck = { levels: 0, rows: 0, pValue: 1 };

const sum = (counts: Float64Array): number => counts.reduce((all, count) => all + count, 0);

/** P(all of so many rows lie among `drawn` of `all`). */
const allAmong = (rows: number, all: number, drawn: number): number =>
  rows <= 64 ? allDrawn(rows, all, drawn) : Math.exp(logChoose(drawn, rows) - logChoose(all, rows));

/**
 * The chance is a bound, given how often each category occurs in both together: twice the smaller of two. Some category with at
 * least as many rows as the largest that is only here lies wholly here (the sum over all that have as many); and so many rows in
 * all belong to categories that lie wholly here (their expected number over the number found: Markov).
 */
function onlyHere(here: Float64Array, there: Float64Array): LevelCheck {
  let levels = 0;
  let rows = 0;
  let largest = 0;
  for (let i = 0; i < here.length; i++) {
    const count = here[i]!;
    if (count === 0 || there[i]! > 0) continue;
    levels++;
    rows += count;
    if (count > largest) largest = count;
  }
  if (levels === 0) return none;
  const drawn = sum(here);
  const all = drawn + sum(there);
  let byLargest = 0;
  let expected = 0;
  for (let i = 0; i < here.length; i++) {
    const together = here[i]! + there[i]!;
    if (together === 0 || together > drawn) continue;
    const chance = allAmong(together, all, drawn);
    expected += together * chance;
    if (together >= largest) byLargest += chance;
  }
  return { levels, rows, pValue: Math.min(1, 2 * Math.min(byLargest, expected / rows)) };
}

/** A table's list of categories may grow: what is not in the shorter list has no rows there. */
function asLong(counts: Float64Array, length: number): Float64Array {
  if (counts.length >= length) return counts;
  const longer = new Float64Array(length);
  longer.set(counts);
  return longer;
}

/** Rows of the reference's categories in the order of the window's. */
function aligned(reference: CategorySample, levels: readonly string[]): Float64Array {
  if (reference.levels === levels) return reference.counts;
  const place = new Map(levels.map((level, i) => [level, i]));
  const counts = new Float64Array(levels.length);
  const rest: number[] = [];
  reference.levels.forEach((level, i) => {
    const at = place.get(level);
    const count = reference.counts[i]!;
    if (at !== undefined) counts[at] = count;
    else if (count > 0) rest.push(count);
  });
  return rest.length === 0 ? counts : Float64Array.from([...counts, ...rest]);
}

/** Learns the categories of the reference. */
export function levelsAgainst(
  reference: CategorySample,
): (window: CategorySample) => { readonly fresh: LevelCheck; readonly vanished: LevelCheck } {
  let levels: readonly string[] | null = null;
  let before = reference.counts;
  return (window) => {
    if (window.levels !== levels) {
      levels = window.levels;
      before = aligned(reference, levels);
    }
    const now = asLong(window.counts, before.length);
    return { fresh: onlyHere(now, before), vanished: onlyHere(before, now) };
  };
}
