// Settings and metrics of runs as axes of charts: what can be put along one, in which figure, and what fits best.

import type { RunScale } from '../../../charts/parts/run-points.ts';
import { betterOf } from '../../../core/better-of.ts';
import { metricOf } from '../../../core/run-groups.ts';
import type { SummaryFigure } from '../../../core/run-groups.ts';
import type { RunItem } from '../../../core/run-item.ts';
import { differingParams, metricNames, split, valueAt, type Variable } from './choices.ts';

/** Which figure of a metric stands for a whole run. */
export const runFigures = ['best', 'last', 'min', 'max', 'mean'] as const;
export type RunFigure = (typeof runFigures)[number];

/** The best is the least or the most; where no direction is better, the last one stands for the run. */
function summaryFigure(metric: string, figure: RunFigure): SummaryFigure {
  if (figure !== 'best') return figure;
  const better = betterOf(metric);
  return better === null ? 'last' : better === 'higher' ? 'max' : 'min';
}

/** NaN where the run has no such metric. */
export const figureOf = (item: RunItem, metric: string, figure: RunFigure): number =>
  metricOf(item, metric, summaryFigure(metric, figure));

const figureWords = { last: 'last', min: 'least', max: 'most', mean: 'mean' } as const;

/** "best val_loss", "last learning_rate". */
export function figureLabel(metric: string, figure: RunFigure): string {
  if (figure === 'best' && betterOf(metric) !== null) return `best ${metric}`;
  return `${figureWords[figure === 'best' ? 'last' : figure]} ${metric}`;
}

/** Settings that differ, then metrics. */
export function variables(items: readonly RunItem[]): Variable[] {
  return [
    ...differingParams(items)
      .filter((name) => !name.endsWith('digest'))
      .map((name) => ({ key: `params.${name}`, label: name })),
    ...metricNames(items).map((name) => ({ key: `metrics.${name}`, label: name })),
  ];
}

/** A number where the text is one. */
function valueOf(text: string | null): number | string | null {
  if (text === null) return null;
  const value = text.trim() === '' ? NaN : Number(text);
  return Number.isNaN(value) ? text : value;
}

/** Log where the values are positive and lie far apart, as learning rates do. */
function looksLog(values: readonly (number | string | null)[]): boolean {
  let [low, high] = [Infinity, 0];
  for (const value of values) {
    if (typeof value !== 'number' || Number.isNaN(value)) continue;
    if (value <= 0) return false;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high / low >= 50;
}

/** @param figure of metrics; settings and tags have only one value. */
export function scaleOf(items: readonly RunItem[], key: string, figure: RunFigure): RunScale {
  const { of, name } = split(key);
  const values = items.map((item): number | string | null => {
    if (of === 'metrics') return Object.hasOwn(item.metrics, name) ? figureOf(item, name, figure) : null;
    return valueOf(valueAt(item, of, name));
  });
  return { label: of === 'metrics' ? figureLabel(name, figure) : name, log: looksLog(values), values };
}

const known = ({ values }: RunScale): number =>
  new Set(values.filter((value) => value !== null && !Number.isNaN(value))).size;

/** Numbers and no texts, and not always the same one. */
export const isNumeric = (scale: RunScale): boolean =>
  known(scale) > 1 && scale.values.every((value) => typeof value !== 'string');

/** More values that are texts can't be read along an axis. */
const mostLevels = 6;
/** More axes are too close to read. */
const mostSettings = 6;
/** What was there already, or is only chance, says nothing about how to set a run. */
const asides = /^params\.(?:plan|data|recipe)\.|^params\.(?:purpose|metric|seed|warm_start)$/;

/** What is worth to be seen side by side at first: settings that tell runs apart, and the first metrics. */
export function usualAxes(items: readonly RunItem[]): string[] {
  const all = variables(items).map(({ key }) => key);
  const settings = all.filter((key) => {
    if (!key.startsWith('params.') || asides.test(key)) return false;
    const scale = scaleOf(items, key, 'best');
    const levels = known(scale);
    return levels > 1 && (isNumeric(scale) || levels <= mostLevels);
  });
  return [...settings.slice(0, mostSettings), ...all.filter((key) => key.startsWith('metrics.')).slice(0, 2)];
}
