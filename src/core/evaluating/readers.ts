// How each figure of some rows is taken of a resample: the many that share a part from the part, all others on their own.

import type { FigureOf } from '../define.ts';
import type { Rows } from '../parts/known-rows.ts';
import { prepare } from '../parts/prepare.ts';
import type { SharedParts } from '../shared-parts.ts';
import type { Reader, Reading, ReadingOf } from './block.ts';
import { cellsReader } from './cells.ts';
import { groupedReaders } from './grouped.ts';
import { rankingReader } from './ranking.ts';
import { sortedReaders } from './sorted.ts';
import { sumsReader } from './sums.ts';

/** Takes one figure of each resample with a function of the weights. */
const alone =
  (figure: number, take: (weights: Uint8Array) => number): Reader =>
  (block, values, at) => {
    for (let lane = 0; lane < block.used; lane++) values[figure]![at + lane] = take(block.lanes[lane]!);
  };

/** A figure that shares no part: of the rows as they were drawn, one after the other. */
function computed(rows: Rows, compute: FigureOf['compute'], own: Float64Array | null) {
  const { truth, scores, outputs } = rows;
  return (weights: Uint8Array): number => {
    let total = 0;
    for (let row = 0; row < truth.length; row++) total += weights[row]!;
    const drawn = new Int32Array(total);
    for (let row = 0, at = 0; row < truth.length; row++)
      for (let i = 0; i < weights[row]!; i++) drawn[at++] = row;
    const taken = new Float32Array(total * outputs);
    for (let i = 0, at = 0; i < total; i++)
      for (let u = 0, from = drawn[i]! * outputs; u < outputs; u++) taken[at++] = scores[from + u]!;
    return compute({
      truth: Float64Array.from(drawn, (row) => truth[row]!),
      scores: taken,
      outputs,
      ...(own && { weights: Float64Array.from(drawn, (row) => own[row]!) }),
    });
  };
}

/** A figure of rows that have weights of their own. */
function weighted(rows: Rows, shared: SharedParts, threshold: number, own: Float64Array) {
  const read = prepare(shared, rows, threshold);
  const both = new Float64Array(own.length);
  return (weights: Uint8Array): number => {
    for (let row = 0; row < own.length; row++) both[row] = weights[row]! * own[row]!;
    return read(both);
  };
}

/**
 * @param rows all with a known answer. @param own weights of the rows themselves; null: all 1.
 * @param threshold from which score on a binary answer is positive.
 */
export function readersOf(
  rows: Rows,
  figures: readonly FigureOf[],
  threshold: number,
  own: Float64Array | null,
): Reader[] {
  const readers: Reader[] = [];
  const shared: Reading[] = [];
  figures.forEach((one, figure) => {
    if (!one.shared) readers.push(alone(figure, computed(rows, one.compute, own)));
    else if (own) readers.push(alone(figure, weighted(rows, one.shared, threshold, own)));
    else shared.push({ figure, shared: one.shared });
  });
  const of = <K extends SharedParts['of']>(...parts: readonly K[]) =>
    shared.filter((reading): reading is ReadingOf<K> => parts.some((part) => part === reading.shared.of));
  const cells = of('confusion', 'matrix');
  const sums = of('sums');
  const ranking = of('ranking', 'top');
  if (cells.length > 0) readers.push(cellsReader(rows, cells, threshold));
  if (sums.length > 0) readers.push(sumsReader(rows, sums));
  if (ranking.length > 0) readers.push(rankingReader(rows, ranking));
  readers.push(...groupedReaders(rows, of('grouped')), ...sortedReaders(rows, of('sorted')));
  for (const { figure, shared: pairs } of of('pairs'))
    readers.push(alone(figure, prepare(pairs, rows, threshold)));
  return readers;
}
