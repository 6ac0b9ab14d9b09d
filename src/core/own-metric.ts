// By which metric a project of a person's own table is judged, window by window, and when its alarm rings.

import type { Metric, Task } from './define.ts';
import { metrics } from './metrics/index.ts';

/** The usual one first. Each says something of a small window, and has an interval there. */
const headlines: Readonly<Record<Task, readonly string[]>> = {
  binary: ['accuracy', 'balanced-accuracy', 'f1', 'roc-auc', 'log-loss', 'brier'],
  multiclass: ['accuracy', 'balanced-accuracy', 'f1-macro', 'log-loss'],
  regression: ['mae', 'rmse', 'median-absolute-error', 'r2'],
};

export const headlineMetrics = (task: Task): readonly Metric[] =>
  headlines[task].map((id) => metrics.get(id));

export const usualMetric = (task: Task): string => (task === 'regression' ? 'mae' : 'accuracy');

/**
 * Margin of the alarm, in the metric's unit. Of what is measured in the target's unit: a tenth of the target's deviation. Of anything
 * else: what the accuracy of a model that is right for four of five rows stays below by chance, three windows in a row, once in
 * several hundred windows (1.3 standard errors), at least 0.05.
 */
export const marginOf = (metric: string, windowRows: number, targetDeviation: number): number =>
  metrics.get(metric).unit === 'target'
    ? Math.min(1e6, Math.max(0.001, targetDeviation / 10))
    : Math.max(0.05, Number((1.3 * Math.sqrt(0.16 / windowRows)).toFixed(3)));
