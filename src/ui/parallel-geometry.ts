// Where things are on parallel coordinates: axes side by side, one line per run across them.

import { placed } from '../charts/parts/run-points.ts';
import type { RunScale } from '../charts/parts/run-points.ts';

export interface ParallelAxis {
  readonly key: string;
  readonly scale: RunScale;
}

/** A chosen stretch of an axis: shares of its height, 0 at the bottom. */
export type Brush = readonly [number, number];

interface Tick {
  /** 0 at the bottom, 1 at the top. */
  readonly at: number;
  readonly text: string;
}

interface LaidAxis {
  readonly key: string;
  readonly label: string;
  /** Share of each run; `noNumber` where its value is no number, NaN where it has none. */
  readonly shares: readonly number[];
  readonly ticks: readonly Tick[];
  /** The value at a share, in words. */
  valueAt(share: number): string;
}

/** Where runs are whose value is NaN or infinite: below the axis, so that they don't look like runs without a value. */
export const noNumber = -0.12;

const isNoNumber = (value: number | string | null): boolean =>
  typeof value === 'number' && !Number.isFinite(value);

/** Four significant digits, without noughts at the end. */
const numberText = (value: number): string => String(Number(value.toPrecision(4)));

export function layAxis({ key, scale }: ParallelAxis): LaidAxis {
  const { places, levels } = placed(scale);
  const bend = (value: number): number => (scale.log && !levels ? Math.log10(value) : value);
  const known = places.filter(Number.isFinite).map(bend);
  const low = known.length > 0 ? Math.min(...known) : 0;
  const high = known.length > 0 ? Math.max(...known) : 1;
  const width = high - low;
  const share = (place: number): number =>
    Number.isFinite(place) ? (width > 0 ? (bend(place) - low) / width : 0.5) : NaN;
  const back = (at: number): number => {
    const bent = low + at * width;
    return scale.log && !levels ? 10 ** bent : bent;
  };
  const ticks: Tick[] = levels
    ? levels.map((text, place) => ({ at: share(place), text: text === '' ? '(empty)' : text }))
    : (width > 0 ? [0, 0.5, 1] : [0.5]).map((at) => ({ at, text: numberText(back(at)) }));
  const odd = levels ? [] : scale.values.filter(isNoNumber);
  const oddTick = { at: noNumber, text: odd.every(Number.isNaN) ? 'NaN' : 'NaN, ∞' };
  return {
    key,
    label: scale.label,
    shares: places.map((place, run) => (!levels && isNoNumber(scale.values[run]!) ? noNumber : share(place))),
    ticks: [...(odd.length > 0 ? [oddTick] : []), ...(known.length > 0 ? ticks : [])],
    valueAt: (at) => (levels ? (levels[Math.round(back(at))] ?? '') : numberText(back(at))),
  };
}

/** Whether a run lies within every brush; without a number on a brushed axis it does not. */
export function isInside(
  axes: readonly LaidAxis[],
  brushes: ReadonlyMap<string, Brush>,
  run: number,
): boolean {
  return axes.every(({ key, shares }) => {
    const brush = brushes.get(key);
    if (!brush) return true;
    const share = shares[run]!;
    // A hair wider than it is, so that the ends of the axis are in it.
    return share >= brush[0] - 1e-9 && share <= brush[1] + 1e-9;
  });
}

/** Points of a run's line; null where it has no value, and the line is broken. */
export function pointsOf(
  axes: readonly LaidAxis[],
  run: number,
  xOf: (axis: number) => number,
  yOf: (share: number) => number,
): ({ readonly x: number; readonly y: number } | null)[] {
  return axes.map(({ shares }, axis) => {
    const share = shares[run]!;
    return Number.isNaN(share) ? null : { x: xOf(axis), y: yOf(share) };
  });
}

/** An SVG path through the points. A point with a gap on both sides becomes a short stroke, so that it is seen. */
export function pathOf(points: readonly ({ readonly x: number; readonly y: number } | null)[]): string {
  return points
    .map((point, i) => {
      if (!point) return '';
      const place = `${point.x.toFixed(1)} ${point.y.toFixed(1)}`;
      if (points[i - 1]) return `L${place}`;
      return points[i + 1] ? `M${place}` : `M${(point.x - 6).toFixed(1)} ${point.y.toFixed(1)}h12`;
    })
    .join('');
}
