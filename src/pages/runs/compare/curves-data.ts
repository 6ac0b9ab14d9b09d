// From runs and what a person asked for to the data of the chart of curves.

import type { CurveAxis, RunBand, RunCurvesData, RunLine } from '../../../charts/parts/run-lines.ts';
import { bandOf } from '../../../charts/parts/run-bands.ts';
import { runColours, type RunItem } from '../../../core/run-item.ts';
import { smoothings } from '../../../core/smoothing/index.ts';
import { compareText as text } from '../../text/runs-compare.ts';
import { betterOf, groupsBy } from './choices.ts';
import { curveOf, type RunCourse } from './curve-of.ts';

export interface ComparedRun {
  readonly item: RunItem;
  /** Null while it is read, or where it can't be. */
  readonly course: RunCourse | null;
  readonly phase: 'loading' | 'failed' | 'ready';
}

interface CurveChoice {
  readonly metric: string;
  readonly axis: CurveAxis;
  /** Id of a way of smoothing; empty: none. */
  readonly smoothing: string;
  readonly amount: number;
  readonly logX: boolean;
  readonly logY: boolean;
  /** Key of a variable; empty: no groups. */
  readonly groupBy: string;
}

/** More lines than this can't be told apart, and drawing them takes long. */
export const mostLines = 40;

/** The lines, smoothed: all that does not depend on the zoom. */
export function linesOf(runs: readonly ComparedRun[], choice: CurveChoice): RunLine[] {
  const smoothing = choice.smoothing === '' ? null : smoothings.get(choice.smoothing);
  return runs.slice(0, mostLines).flatMap(({ item: { run, name, colour }, course }): RunLine[] => {
    const curve = course && curveOf(course, choice.metric, choice.axis, run);
    if (!curve) return [];
    const smooth = smoothing && smoothing.smooth(curve.x, curve.y, choice.amount);
    return [{ id: run.id, label: name, colour, x: curve.x, y: curve.y, smooth }];
  });
}

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

/** One band per group that has a curve; none where nothing is grouped. */
export function bandsOf(runs: readonly ComparedRun[], lines: readonly RunLine[], groupBy: string): RunBand[] {
  if (groupBy === '') return [];
  const byId = new Map(lines.map((line) => [line.id, line]));
  const label = groupBy.slice(groupBy.indexOf('.') + 1);
  return groupsBy(
    runs.map(({ item }) => item),
    groupBy,
  ).flatMap(({ value, members }, place) => {
    const own = members.flatMap(({ run }) => byId.get(run.id) ?? []);
    return own.length > 0 ? [bandOf(text.group(label, value), place % runColours, own)] : [];
  });
}

/** @param range visible x; null: all. @param chosen how many runs there are, drawn or not. */
export function curvesData(
  drawing: { readonly lines: readonly RunLine[]; readonly bands: readonly RunBand[] },
  choice: CurveChoice,
  range: readonly [number, number] | null,
  chosen: number,
): RunCurvesData {
  const smoothing = choice.smoothing === '' ? null : smoothings.get(choice.smoothing);
  return {
    ...drawing,
    metric: choice.metric,
    better: betterOf(choice.metric),
    axis: choice.axis,
    logX: choice.logX && choice.axis !== 'clock',
    logY: choice.logY,
    smoothing:
      smoothing &&
      `${smoothing.label.toLowerCase()}, ${smoothing.amount.label.toLowerCase()} ${choice.amount}`,
    range,
    leftOut: Math.max(0, chosen - mostLines),
  };
}
