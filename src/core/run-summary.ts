// A run's series in a few figures each: what the table of runs shows, sorts and searches by.

import type { MetricSeries, MetricSummary, SeriesTotal } from './metric-series.ts';
import type { EpochRecord } from './records.ts';

/**
 * How MLflow orders values at one step and time (its SQL store): NaN is kept as 0, an infinity as the largest number.
 * https://github.com/mlflow/mlflow, mlflow/store/tracking/sqlalchemy_store.py, _update_latest_metric_if_necessary.
 */
function rank(value: number): number {
  return Number.isNaN(value) ? 0 : Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));
}

/** @param at steps, times and values of one length. Null for an empty series: there is nothing to say of it. */
function summarize({
  steps,
  times,
  values,
}: {
  readonly steps: ArrayLike<number>;
  readonly times: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}): MetricSummary | null {
  const n = values.length;
  if (n === 0) return null;
  let [last, least, most] = [0, -1, -1];
  let [sum, numbers] = [0, 0];
  for (let i = 0; i < n; i++) {
    const value = values[i]!;
    const order = steps[i]! - steps[last]! || times[i]! - times[last]! || rank(value) - rank(values[last]!);
    if (order > 0) last = i;
    if (Number.isNaN(value)) continue;
    sum += value;
    numbers++;
    if (least < 0 || value < values[least]!) least = i;
    if (most < 0 || value > values[most]!) most = i;
  }
  return {
    n,
    first: values[0]!,
    last: values[last]!,
    lastStep: steps[last]!,
    min: least < 0 ? NaN : values[least]!,
    minStep: least < 0 ? -1 : steps[least]!,
    max: most < 0 ? NaN : values[most]!,
    maxStep: most < 0 ? -1 : steps[most]!,
    mean: numbers > 0 ? sum / numbers : NaN,
  };
}

/** What is summed up of a run. */
export interface Measured {
  readonly metric: string;
  /** Without them there is no validation loss, and no row of the table should have one that is not a number. */
  readonly validationRows: number;
  readonly history: readonly EpochRecord[];
  readonly series: readonly MetricSeries[];
  /** By name, of series of which not every point was held; absent: each holds all of its points. */
  readonly totals?: ReadonlyMap<string, SeriesTotal>;
}

/** By name: loss, val_loss, the metric's id, the same with `val_`, and every series. An epoch's figures go before a series of the same name. */
export function summaryOf({
  metric,
  validationRows,
  history,
  series,
  totals,
}: Measured): Record<string, MetricSummary> {
  const steps = history.map(({ step }) => step);
  const epochs = (field: 'loss' | 'validationLoss' | 'metric' | 'validationMetric') =>
    summarize({ steps, times: steps, values: history.map((record) => record[field]) });
  const validated = validationRows > 0;
  const entries: [string, MetricSummary | null][] = [
    ...series.map((one): [string, MetricSummary | null] => {
      const held = summarize(one);
      return [one.name, held && { ...held, ...totals?.get(one.name) }];
    }),
    ['loss', epochs('loss')],
    [metric, epochs('metric')],
    ['val_loss', validated ? epochs('validationLoss') : null],
    [`val_${metric}`, validated ? epochs('validationMetric') : null],
  ];
  return Object.fromEntries(entries.filter((entry): entry is [string, MetricSummary] => entry[1] !== null));
}
