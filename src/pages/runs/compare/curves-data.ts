// From runs and what a person asked for to the data of the chart of curves.

import type { CurveAxis, RunBand, RunCurvesData, RunLine } from '../../../charts/parts/run-lines.ts';
import { bandOf } from '../../../charts/parts/run-bands.ts';
import { betterOf } from '../../../core/better-of.ts';
import { runColours, type RunItem } from '../../../core/run-item.ts';
import { smoothings } from '../../../core/smoothing/index.ts';
import { compareText as text } from '../../text/runs-compare.ts';
import { groupsBy } from './choices.ts';
import type { RunCourse } from './curve-of.ts';

export interface ComparedRun {
  readonly item: RunItem;
  /** Null while it is read, or where it can't be. */
  readonly course: RunCourse | null;
  readonly phase: 'loading' | 'failed' | 'ready';
}

export interface CurveChoice {
  readonly metric: string;
  readonly axis: CurveAxis;
  /** Id of a way of smoothing; empty: none. */
  readonly smoothing: string;
  readonly amount: number;
  readonly logX: boolean;
  readonly logY: boolean;
  /** Key of a variable; empty: no groups. */
  readonly groupBy: string;
  readonly bandEdge: RunCurvesData['bandEdge'];
}

/** More runs than this can't be told apart, and reading and drawing them takes long. */
export const mostShown = 40;
/** As many lines are drawn across axes. */
export const mostAcross = 300;

/** Ends of all lines along x. */
export function endsOf(lines: readonly RunLine[], logX: boolean): readonly [number, number] | null {
  let [low, high] = [Infinity, -Infinity];
  for (const { x } of lines) {
    if (x.length === 0) continue;
    let first = 0;
    while (logX && first < x.length - 1 && x[first]! <= 0) first += 1;
    low = Math.min(low, x[first]!);
    high = Math.max(high, x[x.length - 1]!);
  }
  return low <= high ? [low, high] : null;
}

/** The last x of the run that ends first; null where there are no two lines, or all go as far. */
export function shortestOf(
  lines: readonly RunLine[],
): { readonly label: string; readonly end: number } | null {
  const ends = lines.flatMap(({ label, x }) => (x.length > 0 ? [{ label, end: x[x.length - 1]! }] : []));
  if (ends.length < 2) return null;
  const shortest = ends.reduce((found, one) => (one.end < found.end ? one : found));
  return ends.some(({ end }) => end > shortest.end) ? shortest : null;
}

/** One band per group that has a curve; none where nothing is grouped. */
export function bandsOf(
  runs: readonly ComparedRun[],
  lines: readonly RunLine[],
  { groupBy, logX, axis }: CurveChoice,
): RunBand[] {
  if (groupBy === '') return [];
  const byId = new Map(lines.map((line) => [line.id, line]));
  const label = groupBy.slice(groupBy.indexOf('.') + 1);
  return groupsBy(
    runs.map(({ item }) => item),
    groupBy,
  ).flatMap(({ value, members }, place) => {
    const own = members.flatMap(({ run }) => byId.get(run.id) ?? []);
    return own.length > 0
      ? [bandOf(text.group(label, value), place % runColours, own, logX && axis !== 'clock')]
      : [];
  });
}

/** @param range visible x; null: all. @param leftOut how many runs were chosen and are not shown. */
export function curvesData(
  drawing: { readonly lines: readonly RunLine[]; readonly bands: readonly RunBand[] },
  choice: CurveChoice,
  range: readonly [number, number] | null,
  leftOut: number,
): RunCurvesData {
  const smoothing = choice.smoothing === '' ? null : smoothings.get(choice.smoothing);
  return {
    ...drawing,
    metric: choice.metric,
    better: betterOf(choice.metric),
    axis: choice.axis,
    bandEdge: choice.bandEdge,
    logX: choice.logX && choice.axis !== 'clock',
    logY: choice.logY,
    smoothing:
      smoothing &&
      `${smoothing.label.toLowerCase()}, ${smoothing.amount.label.toLowerCase()} ${choice.amount}`,
    range,
    leftOut,
  };
}
