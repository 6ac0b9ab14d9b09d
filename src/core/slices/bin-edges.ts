// Bins that can be read: their bounds are short numbers, and a bin holds exactly what its name says.

import { quantileOfSorted } from '../statistics.ts';
import type { NumberColumn } from '../table.ts';

export interface Bins {
  /** Where the second and every later bin begins, ascending. */
  readonly edges: Float64Array;
  /** One name more than edges. */
  readonly names: readonly string[];
}

const dayMs = 86_400_000;
const minuteMs = 60_000;

const span = (low: string, high: string): string =>
  low === high ? low : /^-/u.test(low) || /\d{4}-/u.test(low) ? `${low} to ${high}` : `${low}–${high}`;

/** Whether a value of a slice's key can be the name of a bin. */
export const isBinName = (text: string): boolean =>
  text === '' ||
  /^-?[\d.]+(?:e[+-]\d+)?(?:(?:–| to )-?[\d.]+(?:e[+-]\d+)?)?$/u.test(text) ||
  /^\d{4}-\d\d-\d\d/u.test(text);

/** Inner edges before they are made readable. */
function rawEdges(sorted: Float64Array, bins: number, how: 'quantile' | 'width'): number[] {
  const [least, most] = [sorted[0]!, sorted.at(-1)!];
  const edges: number[] = [];
  for (let i = 1; i < bins; i++) {
    const share = i / bins;
    const edge = how === 'quantile' ? quantileOfSorted(sorted, share) : least * (1 - share) + most * share;
    // Where many rows share the least value they are a bin: the next one begins at the next value.
    edges.push(edge > least ? edge : (sorted.find((value) => value > least) ?? Infinity));
  }
  return [...new Set(edges)].filter((edge) => edge <= most).sort((a, b) => a - b);
}

/** Bins of values that come in steps: whole numbers, days, minutes. Names hold the first and the last step of a bin. */
function steppedBins(
  raw: readonly number[],
  sorted: Float64Array,
  step: number,
  text: (step: number) => string,
): Bins {
  const first = Math.floor(sorted[0]! / step);
  const last = Math.floor(sorted.at(-1)! / step);
  const steps = [...new Set(raw.map((edge) => Math.ceil(edge / step)))].filter(
    (at) => at > first && at <= last,
  );
  const from = [first, ...steps];
  const to = [...steps.map((at) => at - 1), last];
  return {
    edges: Float64Array.from(steps, (at) => at * step),
    names: from.map((at, i) => span(text(at), text(to[i]!))),
  };
}

/** Edges with the fewest decimals that keep them apart; a name holds the first number and what lies below the second. */
function decimalBins(raw: readonly number[], sorted: Float64Array): Bins {
  const [least, most] = [sorted[0]!, sorted.at(-1)!];
  const width = (most - least) / (raw.length + 1);
  const wanted = Math.max(0, Math.min(18, 1 - Math.floor(Math.log10(width))));
  const inside = (edges: readonly number[]): number[] =>
    [...new Set(edges)].filter((edge) => edge > least && edge <= most);
  let decimals = wanted;
  const second = sorted.find((value) => value > least);
  const rounded = (edge: number): number => {
    const near = Number(edge.toFixed(decimals));
    // The edge that parts the least value from the next one must not move past that.
    return edge === second && near > edge ? Number((near - 10 ** -decimals).toFixed(decimals)) : near;
  };
  const at = (): number[] => inside(raw.map(rounded));
  let edges = at();
  for (; edges.length < raw.length && decimals < Math.min(20, wanted + 8); edges = at()) decimals++;
  const scale = 10 ** decimals;
  const low = Math.floor(least * scale) / scale;
  const high = Math.ceil(most * scale) / scale;
  const bounds = [low, ...edges, high].map(String);
  const names = bounds.slice(0, -1).map((bound, i) => span(bound, bounds[i + 1]!));
  // The first bin may hold one value only, the one that many rows share.
  if (edges[0] !== undefined && second !== undefined && second >= edges[0]) names[0] = String(least);
  return { edges: Float64Array.from(edges), names };
}

/**
 * @param sorted finite values, ascending, at least one.
 * @param bins how many are wanted; fewer come where values are shared or edges coincide.
 */
export function binsOf(
  sorted: Float64Array,
  bins: number,
  how: 'quantile' | 'width',
  kind: NumberColumn['kind'],
): Bins {
  const raw = rawEdges(sorted, bins, how);
  const range = sorted.at(-1)! - sorted[0]!;
  if (kind === 'time') {
    const byDay = range >= 2 * bins * dayMs;
    const text = (ms: number): string =>
      new Date(ms)
        .toISOString()
        .slice(0, byDay ? 10 : 16)
        .replace('T', ' ');
    const step = byDay ? dayMs : minuteMs;
    return steppedBins(raw, sorted, step, (at) => text(at * step));
  }
  if (range === 0) return { edges: new Float64Array(0), names: [String(sorted[0])] };
  if (sorted.every(Number.isInteger)) return steppedBins(raw, sorted, 1, String);
  return decimalBins(raw, sorted);
}

/** Which bin a value is in: that of the last edge at or below it. */
export function binOf(value: number, edges: Float64Array): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (edges[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
