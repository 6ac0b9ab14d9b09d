// Figures of one or two models on many slices, with their intervals. Candidate, baseline and their difference are taken of the
// same resamples, so what both find hard cancels out.

import type { FigureOf } from '../define.ts';
import type { EvaluationSpec, SliceResult } from '../evaluation.ts';
import { checkResamples, type IntervalMethod, type Resampling } from '../interval-method.ts';
import { intervals } from '../intervals/index.ts';
import type { Rows } from '../parts/known-rows.ts';
import type { Slice } from '../slice.ts';
import { blockFor, fillBlock, lanes, type Reader } from './block.ts';
import { measure, type Taken } from './measure.ts';
import { readersOf } from './readers.ts';

/** What one or two models answer for the same rows. */
export interface Answers {
  /** NaN where unknown. */
  readonly truth: Float64Array;
  /** Row-major n × outputs. */
  readonly candidate: Float32Array;
  readonly baseline: Float32Array | null;
  readonly outputs: number;
  /** What each row counts; absent: 1. */
  readonly weights?: Float64Array;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
}

interface Asked extends Pick<EvaluationSpec, 'minSliceSize' | 'interval' | 'threshold'> {
  /** By which the baseline answers; absent: the same. */
  readonly baselineThreshold?: number;
}

/** The rows of a slice whose answer is known. */
function knownPlaces({ truth }: Answers, { places }: Slice): Int32Array {
  return places.filter((place) => !Number.isNaN(truth[place]!));
}

function rowsAt(answers: Answers, scores: Float32Array, places: Int32Array): Rows {
  const { truth, outputs } = answers;
  const taken = new Float32Array(places.length * outputs);
  const known = new Float64Array(places.length);
  for (let i = 0, at = 0; i < places.length; i++) {
    known[i] = truth[places[i]!]!;
    for (let u = 0, from = places[i]! * outputs; u < outputs; u++) taken[at++] = scores[from + u]!;
  }
  return { truth: known, scores: taken, outputs };
}

/** @throws RangeError for scores that do not fit the rows, or resamples that no method can work with. */
function check(answers: Answers, { interval }: Asked): IntervalMethod {
  const { truth, candidate, baseline, outputs } = answers;
  for (const scores of [candidate, baseline])
    if (scores && scores.length !== truth.length * outputs)
      throw new RangeError(`${scores.length} scores do not fit ${truth.length} rows of ${outputs}.`);
  const method = intervals.get(interval.method);
  checkResamples(method, interval);
  return method;
}

/** One model's figures in a slice, while they are taken. */
interface Taking extends Taken {
  readonly readers: readonly Reader[];
}

/** Takes the figures of a slice, a part of four resamples at a time. @returns those of the models, in their order. */
function* takeSlice(
  answers: Answers,
  places: Int32Array,
  figures: readonly FigureOf[],
  asked: Asked,
  resampling: Resampling,
): Generator<number, Taking[]> {
  const own = answers.weights ? Float64Array.from(places, (place) => answers.weights![place]!) : null;
  const { candidate, baseline } = answers;
  const { threshold, baselineThreshold = threshold } = asked;
  const models = [
    { scores: candidate, from: threshold },
    ...(baseline ? [{ scores: baseline, from: baselineThreshold }] : []),
  ];
  const taken = models.map(({ scores, from }): Taking => {
    const rows = rowsAt(answers, scores, places);
    return {
      rows,
      readers: readersOf(rows, figures, from, own),
      values: figures.map(() => new Float64Array(1)),
      resampled: figures.map(() => new Float64Array(resampling.count)),
    };
  });
  const block = blockFor(places.length);
  fillBlock(block, 1, (weights) => weights.fill(1));
  for (const { readers, values } of taken)
    for (const read of readers) {
      read(block, values, 0);
      yield 0;
    }
  for (let at = 0; at < resampling.count; at += lanes) {
    fillBlock(block, Math.min(lanes, resampling.count - at), (weights) => resampling.next(weights));
    for (const { readers, resampled } of taken)
      for (const read of readers) {
        read(block, resampled, at);
        yield at;
      }
  }
  return taken;
}

const nothing: Resampling = { count: 0, next: () => undefined };

/**
 * Figures of every slice. A slice with fewer known rows than `minSliceSize` is named without figures; the whole always has them. An interval is the
 * value itself where there are fewer than two rows, or the value is not finite; resamples whose figure is undefined are left
 * out. Yields every few milliseconds of work; `done` never falls.
 * @throws RangeError for scores that do not fit the rows, or resamples that no method can work with.
 */
export function* evaluateSlices(
  answers: Answers,
  slices: readonly Slice[],
  figures: readonly FigureOf[],
  asked: Asked,
): Generator<Progress, SliceResult[]> {
  const method = check(answers, asked);
  const { interval, minSliceSize } = asked;
  const known = slices.map((slice) => knownPlaces(answers, slice));
  // The work is about as much as there are rows; a slice is never for nothing.
  const total = known.reduce((sum, { length }) => sum + length + 1, 0);
  let done = 0;
  const results: SliceResult[] = [];
  for (const [i, { key, spec, places: all }] of slices.entries()) {
    const places = known[i]!;
    const n = places.length;
    const named = { key, spec, rows: all.length, known: n };
    // The whole is never too small to be spoken of, as in TFMA: its interval says how little is known.
    if (n < minSliceSize && key.length > 0) {
      const empty = answers.baseline ? {} : null;
      results.push({ ...named, omitted: true, candidate: {}, baseline: empty, difference: empty });
    } else {
      const resampling = n < 2 ? nothing : method.resample(places, interval);
      const taking = takeSlice(answers, places, figures, asked, resampling);
      let step = taking.next();
      for (; !step.done; step = taking.next())
        yield { done: done + (n * step.value) / Math.max(1, resampling.count), total };
      const figured = measure(figures, step.value, method, asked, answers.weights !== undefined);
      results.push({ ...named, omitted: false, ...figured });
    }
    done += n + 1;
    yield { done, total };
  }
  return results;
}
