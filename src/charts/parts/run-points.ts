// A run as a point: what the charts of settings against metrics share.

import type { Axis, ChartTheme, PlotText } from './types.ts';
import { compareValues } from '../../core/run-groups.ts';
import { axis } from './layout.ts';
import { plotText } from './types.ts';

/** What is drawn along an axis: a setting or a metric of every run. Numbers, or texts where one of them is none. */
export interface RunScale {
  readonly label: string;
  readonly log: boolean;
  /** As the run has it; null where it has none. */
  readonly values: readonly (number | string | null)[];
}

export interface RunPoint {
  readonly id: string;
  readonly label: string;
  /** Number of a run colour. */
  readonly colour: number;
}

/** Places on the axis: the numbers themselves, or 0, 1, 2 … for texts in their order; NaN where there is nothing to draw. */
interface Placed {
  readonly places: readonly number[];
  /** Null for numbers. */
  readonly levels: readonly string[] | null;
}

export function placed({ values, log }: RunScale): Placed {
  const known = values.filter((value) => value !== null);
  if (known.every((value) => typeof value === 'number'))
    return {
      places: values.map((value) =>
        typeof value === 'number' && Number.isFinite(value) && (!log || value > 0) ? value : NaN,
      ),
      levels: null,
    };
  const levels = [...new Set(known.map(String))].sort(compareValues);
  const at = new Map(levels.map((level, place) => [level, place]));
  return { places: values.map((value) => (value === null ? NaN : at.get(String(value))!)), levels };
}

/** Of at most so many letters, for names along an axis. */
const short = (text: string): PlotText => plotText(text.length > 20 ? `${text.slice(0, 19)}…` : text);

/** More names along an axis would lie over each other, and placing them takes long. */
const mostNamed = 20;

/** Places of those that are named: every one, or every second, third … */
function named(count: number): number[] {
  const step = Math.ceil(count / mostNamed);
  return Array.from({ length: Math.ceil(count / step) }, (_, nth) => nth * step);
}

export function scaleAxis(theme: ChartTheme, scale: RunScale, { levels }: Placed): Axis {
  return axis(theme, plotText(scale.label), {
    ...(levels
      ? {
          tickvals: named(levels.length),
          ticktext: named(levels.length).map((place) => short(levels[place] || '(empty)')),
          range: [-0.5, levels.length - 0.5],
        }
      : { type: scale.log ? 'log' : 'linear', autorange: true, nticks: 7 }),
  });
}

/** Ranks with equal ones in the middle of theirs. */
function ranks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const out = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to + 1 < order.length && values[order[to + 1]!] === values[order[from]!]) to += 1;
    for (let at = from; at <= to; at += 1) out[order[at]!] = (from + to) / 2;
    from = to + 1;
  }
  return out;
}

/** Spearman's rank correlation of the pairs that are known on both sides; NaN where there are fewer than three or one never changes. */
export function rankCorrelation(one: readonly number[], other: readonly number[]): { r: number; n: number } {
  const both = one.flatMap((a, i) =>
    Number.isFinite(a) && Number.isFinite(other[i]!) ? [[a, other[i]!] as const] : [],
  );
  const n = both.length;
  if (n < 3) return { r: NaN, n };
  const [a, b] = [ranks(both.map(([x]) => x)), ranks(both.map(([, y]) => y))];
  const middle = (n - 1) / 2;
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < n; i += 1) {
    ab += (a[i]! - middle) * (b[i]! - middle);
    aa += (a[i]! - middle) ** 2;
    bb += (b[i]! - middle) ** 2;
  }
  return { r: aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : NaN, n };
}

/** 0 for the lowest of the values, 1 for the highest; 0.5 where all are alike. NaN stays NaN. */
export function shares(values: readonly number[]): number[] {
  const known = values.filter(Number.isFinite);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return values.map((value) =>
    Number.isFinite(value) ? (high > low ? (value - low) / (high - low) : 0.5) : NaN,
  );
}
