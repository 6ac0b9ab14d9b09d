// Curves of many runs: what the chart of them draws, and which of its traces belongs to which run.

import { thin } from '../../core/thinning.ts';
import type { Metric } from '../../core/define.ts';

/** `share`: how much of its own steps a run had taken, in percent. */
export type CurveAxis = 'step' | 'epoch' | 'share' | 'seconds' | 'clock';

export interface RunLine {
  readonly id: string;
  readonly label: string;
  /** Number of a run colour. */
  readonly colour: number;
  /** Never falling; of a clock milliseconds since 1970. */
  readonly x: ArrayLike<number>;
  /** As measured. NaN and ±Infinity are gaps. */
  readonly y: ArrayLike<number>;
  /** Null: nothing is smoothed. */
  readonly smooth: ArrayLike<number> | null;
}

/** Several runs as one: mean and deviation at each x, over those that have come so far. */
export interface RunBand {
  readonly label: string;
  readonly colour: number;
  readonly ids: readonly string[];
  readonly x: readonly number[];
  readonly mean: readonly number[];
  /** NaN where fewer than two runs have a value. */
  readonly sd: readonly number[];
  readonly n: readonly number[];
  /** Lowest and highest run at each x; NaN where there is none. */
  readonly low: readonly number[];
  readonly high: readonly number[];
}

export interface RunCurvesData {
  /** Name of the metric. */
  readonly metric: string;
  /** Null: no direction is better (a learning rate). */
  readonly better: Metric['better'] | null;
  readonly axis: CurveAxis;
  readonly lines: readonly RunLine[];
  /** Where there are any, the lines are only faintly behind them. */
  readonly bands: readonly RunBand[];
  /** What a band reaches over around its mean. */
  readonly bandEdge: 'deviation' | 'range';
  readonly logX: boolean;
  readonly logY: boolean;
  /** "Gaussian, width 3"; null: nothing is smoothed. */
  readonly smoothing: string | null;
  /** Visible x, in the unit of the lines; null: all. */
  readonly range: readonly [number, number] | null;
  /** Chosen runs that are not drawn, because there are too many. */
  readonly leftOut: number;
}

/** Along the x axis; more would be finer than the pixels of a chart. Among many lines a coarser one looks the same. */
const bucketsOf = (lines: number): number => Math.max(150, Math.min(800, Math.floor(6400 / lines)));

export interface DrawnLine {
  readonly x: (number | null)[];
  readonly y: (number | null)[];
}

/** A log axis has no place for 0 and below: a gap. */
const shown = (value: number, log: boolean): number | null =>
  Number.isFinite(value) && (!log || value > 0) ? value : null;

/** The points of a line that are drawn at this zoom. */
export function drawn(line: Pick<RunLine, 'x'>, y: ArrayLike<number>, data: RunCurvesData): DrawnLine {
  const places = thin({ x: line.x, y }, bucketsOf(data.lines.length), data.range, data.logX);
  return {
    x: places.map((place) => shown(line.x[place]!, data.logX)),
    y: places.map((place) => shown(y[place]!, data.logY)),
  };
}

/** Points with a gap on both sides: a line through them has no length, so each needs a mark. */
export function lonely({ x, y }: DrawnLine): DrawnLine {
  const alone = y.flatMap((value, place) =>
    value !== null && (y[place - 1] ?? null) === null && (y[place + 1] ?? null) === null ? [place] : [],
  );
  return { x: alone.map((place) => x[place]!), y: alone.map((place) => y[place]!) };
}

/** Place of the best measured value; null where there is none. The first of equal ones. */
export function bestPlace(line: Pick<RunLine, 'y'>, better: Metric['better']): number | null {
  let best: number | null = null;
  for (let place = 0; place < line.y.length; place += 1) {
    const value = line.y[place]!;
    if (!Number.isFinite(value)) continue;
    if (best === null || (better === 'higher' ? value > line.y[best]! : value < line.y[best]!)) best = place;
  }
  return best;
}

/** Lowest and highest drawn value within the visible x; null where there is none. */
export function visibleEnds(
  lines: readonly DrawnLine[],
  range: readonly [number, number],
): readonly [number, number] | null {
  let [low, high] = [Infinity, -Infinity];
  for (const { x, y } of lines)
    y.forEach((value, place) => {
      const at = x[place];
      if (value === null || at === null || at === undefined || at < range[0] || at > range[1]) return;
      low = Math.min(low, value);
      high = Math.max(high, value);
    });
  return low <= high ? [low, high] : null;
}

/** Runs that each trace of the chart shows, in the order of its traces. */
export function runsOfTraces({ lines, bands }: RunCurvesData): (readonly string[])[] {
  return [
    ...lines.flatMap(({ id, smooth }) => (smooth && bands.length === 0 ? [[id], [id]] : [[id]])),
    ...bands.flatMap(({ ids }) => [ids, ids]),
    lines.map(({ id }) => id),
  ];
}
