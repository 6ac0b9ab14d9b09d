// Two versions compared, as tables: every figure, every slice, and the rows where their answers differ.

import type { Evaluation, Measured, SliceResult } from '../../../core/evaluation.ts';
import { figureOf, hasFigure, isMetric } from '../../../core/figures.ts';
import { sayNumber } from '../../../core/gate-check/say.ts';
import { answerAt } from '../../../core/pictures/answers.ts';
import { sliceLabel } from '../../../core/slices/slice-label.ts';
import type { ScoredPair } from '../../../state/evaluations.svelte.ts';
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
}

const signed = (value: number): string => (value > 0 ? `+${sayNumber(value)}` : sayNumber(value));

/** "+0.03 (−0.01 to +0.07)" */
export function differenceText({ value, low, high }: Measured): string {
  return low === high ? signed(value) : `${signed(value)} (${signed(low)} to ${signed(high)})`;
}

function tellsOf(id: string, { low, high }: Measured): Tells {
  const figure = figureOf(id);
  if (!isMetric(figure)) return 'neither';
  if (!(low > 0) && !(high < 0)) return 'open';
  return low > 0 === (figure.better === 'higher') ? 'better' : 'worse';
}

function rowOf(slice: SliceResult, id: string, label: string): DifferenceRow | null {
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
  };
}

/** Every figure on all rows, in the order in which they were asked for. */
export function differenceRows({ slices, settings }: Evaluation, metric: string): DifferenceRow[] {
  const whole = slices.find(({ key }) => key.length === 0);
  if (!whole) return [];
  return [...new Set([metric, ...settings.figures])]
    .filter(hasFigure)
    .flatMap((id) => rowOf(whole, id, figureOf(id).label) ?? []);
}

interface SliceDifference extends DifferenceRow {
  readonly slice: SliceResult;
}

/** One metric slice by slice, the largest loss first. */
export function sliceDifferences({ slices }: Evaluation, metric: string): SliceDifference[] {
  const figure = figureOf(metric);
  const sign = isMetric(figure) && figure.better === 'lower' ? -1 : 1;
  return slices
    .flatMap((slice) => {
      const row = rowOf(slice, metric, sliceLabel(slice.key));
      return row && !Number.isNaN(row.difference.value) ? [{ ...row, slice }] : [];
    })
    .toSorted((a, b) => sign * (a.difference.value - b.difference.value));
}

export type FlipKind = 'gained' | 'lost' | 'other';

export interface Flip {
  readonly place: number;
  readonly kind: FlipKind;
}

/**
 * Places of rows with a known answer on which the two answer differently; of a regression all, those first whose answers moved most.
 * `gained`: only the candidate is right; `lost`: only the baseline is. Of a regression: which of the two is nearer.
 */
export function flipsOf(open: OpenDataset, pair: ScoredPair, threshold: number): Flip[] {
  const { truth, candidate, baseline, outputs } = pair;
  if (!baseline) return [];
  const { task } = open.scenario;
  const places = Array.from(truth, (_, place) => place).filter((place) => !Number.isNaN(truth[place]));
  if (task === 'regression') {
    const moved = (place: number): number => Math.abs(candidate[place]! - baseline[place]!);
    return places
      .toSorted((a, b) => moved(b) - moved(a))
      .map((place) => {
        const gain = Math.abs(baseline[place]! - truth[place]!) - Math.abs(candidate[place]! - truth[place]!);
        return { place, kind: gain > 0 ? 'gained' : gain < 0 ? 'lost' : 'other' };
      });
  }
  const answer = (scores: Float32Array, place: number): number =>
    answerAt({ task, truth, scores, outputs, threshold }, place);
  return places.flatMap((place): Flip[] => {
    const [mine, theirs] = [answer(candidate, place), answer(baseline, place)];
    if (mine === theirs) return [];
    const right = truth[place];
    return [{ place, kind: mine === right ? 'gained' : theirs === right ? 'lost' : 'other' }];
  });
}

/** Places that the baseline (row) and the candidate (column) answer with these classes. */
export function cellPlaces(
  open: OpenDataset,
  { truth, candidate, baseline, outputs }: ScoredPair,
  threshold: number,
  theirs: number,
  mine: number,
): number[] {
  const { task } = open.scenario;
  const says = (scores: Float32Array, place: number): number =>
    answerAt({ task, truth, scores, outputs, threshold }, place);
  return Array.from(truth, (_, place) => place).filter(
    (place) =>
      !Number.isNaN(truth[place]) &&
      baseline !== null &&
      says(baseline, place) === theirs &&
      says(candidate, place) === mine,
  );
}
