// Figures that are read from binary rows in descending order of score.

import type { Rows } from '../parts/known-rows.ts';
import { descendingOrder } from '../parts/stable-order.ts';
import type { Confusion, Ranking } from '../shared-parts.ts';
import type { Block, Reader, ReadingOf } from './block.ts';

/** Rows down the ranking: place × 4, + 2 for the last one of its score, + 1 for a positive; and their scores. */
interface Ranked {
  readonly entries: Int32Array;
  readonly scores: Float32Array;
  /** Rows whose score is NaN. */
  readonly broken: readonly number[];
}

function ranked({ truth, scores }: Rows): Ranked {
  const broken: number[] = [];
  const sound = new Int32Array(truth.length);
  const soundScores = new Float32Array(truth.length);
  let count = 0;
  for (let row = 0; row < truth.length; row++) {
    const score = scores[row]!;
    if (Number.isNaN(score)) broken.push(row);
    else {
      sound[count] = row;
      soundScores[count++] = score;
    }
  }
  const order = descendingOrder(soundScores.subarray(0, count));
  const inOrder = new Float32Array(count);
  for (let i = 0; i < count; i++) inOrder[i] = soundScores[order[i]!]!;
  const entries = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const row = sound[order[i]!]!;
    entries[i] = row * 4 + (inOrder[i] === inOrder[i + 1] ? 0 : 2) + (truth[row] === 1 ? 1 : 0);
  }
  return { entries, scores: inOrder, broken };
}

interface Room {
  readonly scores: Float32Array;
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
}

/**
 * Cumulative weights of positives and negatives after each distinct score that a row of the resample has. Written without a
 * branch: what a resample leaves out is as unpredictable as can be, and every place is written over until it counts.
 * @returns how many distinct scores there are.
 */
function descend({ entries, scores }: Ranked, weights: Uint8Array, room: Room): number {
  const { scores: outScores, positives: outPositives, negatives: outNegatives } = room;
  let count = 0;
  let positives = 0;
  let negatives = 0;
  let seen = 0;
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i]!;
    const weight = weights[entry >>> 2]!;
    const positive = weight & -(entry & 1);
    positives = (positives + positive) | 0;
    negatives = (negatives + weight - positive) | 0;
    seen |= weight;
    outScores[count] = scores[i]!;
    outPositives[count] = positives;
    outNegatives[count] = negatives;
    const last = (entry >>> 1) & 1;
    count = (count + (((seen + 255) >>> 8) & last)) | 0;
    seen &= last - 1;
  }
  return count;
}

const undefinedRanking: Ranking = {
  scores: Float32Array.of(NaN),
  positives: Float64Array.of(NaN),
  negatives: Float64Array.of(NaN),
};

/** The first `share` of the weight, the row on the border in part: parts/ranking.ts, prepareTop. */
function topOf(
  { entries }: Ranked,
  share: number,
  weights: Uint8Array,
  positives: number,
  negatives: number,
): Confusion {
  let room = share * (positives + negatives);
  let truePositives = Number.isNaN(room) ? NaN : 0;
  let falsePositives = truePositives;
  for (let i = 0; i < entries.length && room > 0; i++) {
    const entry = entries[i]!;
    const taken = Math.min(room, weights[entry >>> 2]!);
    if (entry & 1) truePositives += taken;
    else falsePositives += taken;
    room -= taken;
  }
  return {
    truePositives,
    falsePositives,
    trueNegatives: negatives - falsePositives,
    falseNegatives: positives - truePositives,
  };
}

/** @param rows all with a known answer. */
export function rankingReader(rows: Rows, readings: readonly ReadingOf<'ranking' | 'top'>[]): Reader {
  const order = ranked(rows);
  const room: Room = {
    scores: new Float32Array(order.entries.length + 1),
    positives: new Float64Array(order.entries.length + 1),
    negatives: new Float64Array(order.entries.length + 1),
  };
  const rankingOf = (weights: Uint8Array): Ranking => {
    if (order.broken.some((row) => weights[row]! > 0)) return undefinedRanking;
    const count = descend(order, weights, room);
    return {
      scores: room.scores.subarray(0, count),
      positives: room.positives.subarray(0, count),
      negatives: room.negatives.subarray(0, count),
    };
  };
  return (block: Block, values, at) => {
    for (let lane = 0; lane < block.used; lane++) {
      const weights = block.lanes[lane]!;
      const ranking = rankingOf(weights);
      const positives = ranking.positives.at(-1) ?? 0;
      const negatives = ranking.negatives.at(-1) ?? 0;
      for (const { figure, shared } of readings)
        values[figure]![at + lane] =
          shared.of === 'ranking'
            ? shared.read(ranking)
            : shared.read(topOf(order, shared.share, weights, positives, negatives));
    }
  };
}
