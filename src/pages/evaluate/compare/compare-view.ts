// Two versions compared, as tables: every figure, every slice, and the rows where their answers differ.

import type { Evaluation, Measured, SliceResult } from '../../../core/evaluation.ts';
import { largest } from '../../../core/largest.ts';
import { figureOf, hasFigure, isMetric } from '../../../core/figures.ts';
import { sayNumber } from '../../../core/gate-check/say.ts';
import { answerAt } from '../../../core/pictures/answers.ts';
import type { Caveat } from '../../../core/small-sample.ts';
import { sliceLabel } from '../../../core/slices/slice-label.ts';
import type { ScoredPair } from '../../../state/evaluations.svelte.ts';
import { caveatOf } from '../caveats.ts';
import type { OpenDataset } from '../../../state/datasets.svelte.ts';

export type Tells = 'better' | 'worse' | 'open' | 'neither';

export interface DifferenceRow {
  readonly id: string;
  readonly label: string;
  readonly n: number;
  readonly candidate: number;
  readonly baseline: number;
  readonly difference: Measured;
  readonly tells: Tells;
  /** What must be known of the interval of the difference; null: nothing. */
  readonly caveat: Caveat | null;
}

const signed = (value: number): string => (value > 0 ? `+${sayNumber(value)}` : sayNumber(value));

/** "+0.03 (−0.01 to +0.07)" */
export function differenceText({ value, low, high }: Measured): string {
  return low === high ? signed(value) : `${signed(value)} (${signed(low)} to ${signed(high)})`;
}

function tellsOf(id: string, { low, high, rests }: Measured): Tells {
  const figure = figureOf(id);
  if (!isMetric(figure)) return 'neither';
  // No width from resamples is no certainty.
  const flat = low === high && rests !== undefined;
  if (flat || (!(low > 0) && !(high < 0))) return 'open';
  return low > 0 === (figure.better === 'higher') ? 'better' : 'worse';
}

function rowOf(
  slice: SliceResult,
  id: string,
  label: string,
  { interval }: Evaluation['settings'],
): DifferenceRow | null {
  const [mine, theirs, difference] = [slice.candidate[id], slice.baseline?.[id], slice.difference?.[id]];
  if (!mine || !theirs || !difference || !hasFigure(id)) return null;
  return {
    id,
    label,
    n: slice.known,
    candidate: mine.value,
    baseline: theirs.value,
    difference,
    tells: tellsOf(id, difference),
    caveat: caveatOf(id, difference, interval),
  };
}

/** Every figure on all rows, in the order in which they were asked for. */
export function differenceRows({ slices, settings }: Evaluation, metric: string): DifferenceRow[] {
  const whole = slices.find(({ key }) => key.length === 0);
  if (!whole) return [];
  return [...new Set([metric, ...settings.figures])]
    .filter(hasFigure)
    .flatMap((id) => rowOf(whole, id, figureOf(id).label, settings) ?? []);
}

interface SliceDifference extends DifferenceRow {
  readonly slice: SliceResult;
}

/** One metric slice by slice, the largest loss first. */
export function sliceDifferences({ slices, settings }: Evaluation, metric: string): SliceDifference[] {
  const figure = figureOf(metric);
  const sign = isMetric(figure) && figure.better === 'lower' ? -1 : 1;
  return slices
    .flatMap((slice) => {
      const row = rowOf(slice, metric, sliceLabel(slice.key), settings);
      return row && !Number.isNaN(row.difference.value) ? [{ ...row, slice }] : [];
    })
    .toSorted((a, b) => sign * (a.difference.value - b.difference.value));
}

export type FlipKind = 'gained' | 'lost' | 'other';

export interface Flip {
  readonly place: number;
  readonly kind: FlipKind;
}

/** Of a regression so many rows are listed. */
const mostMoved = 200;

/**
 * Places of rows with a known answer on which the two answer differently; of a regression the 200 whose answers moved most.
 * `gained`: only the candidate is right; `lost`: only the baseline is. Of a regression: which of the two is nearer.
 */
export function flipsOf(open: OpenDataset, pair: ScoredPair, threshold: number): Flip[] {
  const { truth, candidate, baseline, outputs } = pair;
  if (!baseline) return [];
  const { task } = open.scenario;
  if (task === 'regression') {
    const moved = (place: number): number =>
      Number.isNaN(truth[place]) ? NaN : Math.abs(candidate[place]! - baseline[place]!);
    return largest(truth.length, mostMoved, moved).map((place) => {
      const gain = Math.abs(baseline[place]! - truth[place]!) - Math.abs(candidate[place]! - truth[place]!);
      return { place, kind: gain > 0 ? 'gained' : gain < 0 ? 'lost' : 'other' };
    });
  }
  const places = Array.from(truth, (_, place) => place).filter((place) => !Number.isNaN(truth[place]));
  const { baselineThreshold = threshold } = pair;
  const answer = (scores: Float32Array, place: number, from: number): number =>
    answerAt({ task, truth, scores, outputs, threshold: from }, place);
  return places.flatMap((place): Flip[] => {
    const [mine, theirs] = [answer(candidate, place, threshold), answer(baseline, place, baselineThreshold)];
    if (mine === theirs) return [];
    const right = truth[place];
    return [{ place, kind: mine === right ? 'gained' : theirs === right ? 'lost' : 'other' }];
  });
}

/** Places that the baseline (row) and the candidate (column) answer with these classes. */
export function cellPlaces(
  open: OpenDataset,
  { truth, candidate, baseline, outputs, baselineThreshold }: ScoredPair,
  threshold: number,
  theirs: number,
  mine: number,
): number[] {
  const { task } = open.scenario;
  const says = (scores: Float32Array, place: number, from = threshold): number =>
    answerAt({ task, truth, scores, outputs, threshold: from }, place);
  return Array.from(truth, (_, place) => place).filter(
    (place) =>
      !Number.isNaN(truth[place]) &&
      baseline !== null &&
      says(baseline, place, baselineThreshold) === theirs &&
      says(candidate, place) === mine,
  );
}
