// The streams that detectors of the alert lab look at: one that changes, and one that does not.

import { strengthOf } from '../injecting/strength.ts';
import { Random } from '../random.ts';
import type { LabWorld } from './lab.ts';

export interface LabStreams {
  readonly changed: Float64Array;
  readonly quiet: Float64Array;
}

/** @param index of the seed, from 0. */
export type StreamSource = (world: LabWorld, seed: number, index: number) => LabStreams;

/** By lot, row by row. */
function byRates(before: number, after: number, strengths: Float64Array, random: Random): Float64Array {
  return strengths.map((strength) => (random.uniform() < before + strength * (after - before) ? 1 : 0));
}

/** Stretches of `from`, one after another, each from a place of its own. */
function resampled(from: Float64Array, rows: number, block: number, random: Random): Float64Array {
  const drawn = new Float64Array(rows);
  const length = Math.max(1, Math.min(block, from.length));
  for (let at = 0; at < rows; at += length) {
    const start = random.integer(from.length - length + 1);
    drawn.set(from.subarray(start, start + Math.min(length, rows - at)), at);
  }
  return drawn;
}

/** How much of the change each row has. Without a change: none. */
function strengthsOf({ rows, changeAt, course, overRows }: LabWorld, random: Random): Float64Array {
  const strength = strengthOf({ course, overRows, fromRow: changeAt }, () => random.uniform());
  return Float64Array.from({ length: rows }, (_, row) => (row < changeAt ? 0 : strength(row)));
}

function drawn({ errors, rows }: LabWorld, strengths: Float64Array, random: Random): Float64Array {
  if (errors.from === 'rates') return byRates(errors.before, errors.after, strengths, random);
  const before = resampled(errors.before, rows, errors.block, random);
  if (strengths.every((strength) => strength === 0)) return before;
  const after = resampled(errors.after, rows, errors.block, random);
  // Half an error there is not: the stronger the change, the more rows have it whole.
  return strengths.map((strength, row) => (random.uniform() < strength ? after[row]! : before[row]!));
}

/**
 * Both streams of a seed. Each row hangs on the seed and its index alone, so more seeds leave those before as they were. Between
 * a change that comes row by row by lot and one that grows, errors of 0 and 1 can't tell: their chances are the same.
 */
export const seededStreams: StreamSource = (world, seed, index) => {
  const random = new Random(seed).stream(`alert lab ${index}`);
  return {
    changed: drawn(world, strengthsOf(world, random.stream('course')), random.stream('changed')),
    quiet: drawn(world, new Float64Array(world.rows), random.stream('quiet')),
  };
};
