// Runs that have a setting or a tag in common, and how far a metric spreads among them.

import type { RunItem } from './run-item.ts';
import type { MetricSummary } from './run-records.ts';

/** What runs are told apart by. */
export interface GroupKey {
  readonly of: 'params' | 'tags';
  readonly name: string;
}

export interface RunGroup {
  /** Null: those that have no such setting or tag. */
  readonly value: string | null;
  readonly members: readonly RunItem[];
}

/** Over the values that are numbers. Everything but n is NaN where there are none; sd and standard error also where there is one. */
export interface Spread {
  readonly n: number;
  readonly mean: number;
  /** With n − 1. */
  readonly sd: number;
  /** sd / √n */
  readonly standardError: number;
  readonly min: number;
  readonly max: number;
}

/** A figure of a metric's summary that a table can show. */
export type SummaryFigure = 'last' | 'min' | 'max' | 'mean' | 'first';

/** NaN where the run has no such metric. */
export function metricOf(item: RunItem, metric: string, figure: SummaryFigure = 'last'): number {
  const summary: MetricSummary | undefined = Object.hasOwn(item.metrics, metric)
    ? item.metrics[metric]
    : undefined;
  return summary ? summary[figure] : NaN;
}

/** Two values as people order them: numbers by size, before texts by letter. */
export function compareValues(one: string, other: string): number {
  const [a, b] = [one, other].map((text) => (text.trim() === '' ? NaN : Number(text)));
  const [isA, isB] = [!Number.isNaN(a!), !Number.isNaN(b!)];
  if (isA && isB) return a! - b! || (one < other ? -1 : one > other ? 1 : 0);
  if (isA !== isB) return isA ? -1 : 1;
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Every run is in exactly one group, in its order; groups by value, those without one last. */
export function groupRuns(items: readonly RunItem[], by: GroupKey): RunGroup[] {
  const members = new Map<string | null, RunItem[]>();
  for (const item of items) {
    const values = item[by.of];
    const value = Object.hasOwn(values, by.name) ? values[by.name]! : null;
    const group = members.get(value);
    if (group) group.push(item);
    else members.set(value, [item]);
  }
  return [...members]
    .map(([value, list]) => ({ value, members: list }))
    .sort((a, b) =>
      a.value === null || b.value === null
        ? Number(a.value === null) - Number(b.value === null)
        : compareValues(a.value, b.value),
    );
}

/** NaN and ±Infinity are left out and not counted. */
export function spreadOf(values: readonly number[]): Spread {
  const known = values.filter((value) => Number.isFinite(value));
  const n = known.length;
  if (n === 0) return { n, mean: NaN, sd: NaN, standardError: NaN, min: NaN, max: NaN };
  const [min, max] = [Math.min(...known), Math.max(...known)];
  // Kept within its values: rounding may carry a mean of equal numbers past them.
  const mean = Math.min(
    max,
    Math.max(
      min,
      known.reduce((sum, value) => sum + value / n, 0),
    ),
  );
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const sd = n > 1 ? Math.sqrt(squares / (n - 1)) : NaN;
  return { n, mean, sd, standardError: sd / Math.sqrt(n), min, max };
}
