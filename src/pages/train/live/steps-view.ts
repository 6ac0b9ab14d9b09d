// The series of a run as small charts: names with the same beginning ("gradient_norm/dense_1") share one.

import type { MetricSeries } from '../../../core/metric-series.ts';
import type { DrawnCurve, LineTone } from '../../../ui/lines-paint.ts';
import { figure } from '../../../ui/figure.ts';
import { stepsText } from '../../text/train-live.ts';

export interface StepChart {
  readonly key: string;
  readonly title: string;
  readonly curves: readonly DrawnCurve[];
  readonly words: string;
  /** Whether all values lie above 0, so that a logarithmic axis can show them. */
  readonly canLog: boolean;
  /** Instead of a picture where there are too few points for one; null otherwise. */
  readonly few: string | null;
}

/** Two points are no curve, and an axis around one of them shows nothing but itself. */
const fewestPoints = 3;

const tones: readonly LineTone[] = ['champion', 'challenger', 'good', 'reference'];
const dashes = ['solid', 'dash', 'dot'] as const;
/** More curves can't be told apart. */
const mostCurves = tones.length * dashes.length;

/** Each with a colour, and where those are used up another pattern of the line. */
const drawnCurves = (series: readonly MetricSeries[], nameOf: (name: string) => string): DrawnCurve[] =>
  series.slice(0, mostCurves).map(({ name, steps, values }, index) => ({
    name: nameOf(name),
    x: steps,
    y: values,
    tone: tones[index % tones.length]!,
    dash: dashes[Math.floor(index / tones.length)]!,
  }));

function wordsOf({ name, values }: MetricSeries): string {
  let [least, most, notFinite] = [Infinity, -Infinity, 0];
  for (const value of values) {
    if (!Number.isFinite(value)) notFinite++;
    else [least, most] = [Math.min(least, value), Math.max(most, value)];
  }
  return (
    stepsText.from(name, values[0] ?? NaN, values.at(-1) ?? NaN, least, most, values.length) +
    (notFinite > 0 ? stepsText.notFinite(notFinite) : '')
  );
}

/** All the values, and where they were taken. */
function fewWords(series: readonly MetricSeries[]): string {
  const of = ({ values }: MetricSeries) => [...values].map((value) => figure(value)).join(', ');
  const values = series.map((one) => (series.length > 1 ? `${restOf(one.name)} ${of(one)}` : of(one)));
  const steps = [...new Set(series.flatMap((one) => [...one.steps]))];
  return stepsText.few(values.join('; '), steps);
}

const startOf = (name: string): string => (name.includes('/') ? name.slice(0, name.indexOf('/')) : name);
const restOf = (name: string): string => name.slice(name.indexOf('/') + 1);

/** What the loss does comes first, what the machine does last. */
const order = ['batch_loss', 'batch_metric', 'learning_rate', 'gradient_norm', 'dead_units'];
function rankOf(key: string): number {
  if (key.startsWith('system/')) return order.length + 1;
  const rank = order.indexOf(key);
  return rank < 0 ? order.length : rank;
}

/** Series without points are left out. */
export function stepCharts(all: readonly MetricSeries[]): StepChart[] {
  const groups = new Map<string, MetricSeries[]>();
  for (const one of all) {
    if (one.values.length === 0) continue;
    // Figures of the machine have units of their own.
    const key = one.name.startsWith('system/') ? one.name : startOf(one.name);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const ranked = [...groups].sort(([a], [b]) => rankOf(a) - rankOf(b));
  return ranked.map(([key, series]) => ({
    key,
    title: stepsText.titles[key] ?? key,
    curves: drawnCurves(series, restOf),
    words: series.map(wordsOf).join(' '),
    few: series.every(({ values }) => values.length < fewestPoints) ? fewWords(series) : null,
    canLog: series.every(({ values }) => values.every((value) => value > 0 || !Number.isFinite(value))),
  }));
}
