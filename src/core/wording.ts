// How figures are said in sentences. Plain words first, numbers second; no share without its n.

import type { Estimate } from './records.ts';

export interface MetricWords {
  readonly metric: string;
  /** What a row is, in the plural: "hours". */
  readonly rows: string;
  /** Unit of a regression target: "mpg". */
  readonly targetUnit?: string | undefined;
}

/** A metric's value with the digits that it deserves: shares and log losses two decimals, others three figures. */
export function metricValue(metric: string, value: number, targetUnit?: string): string {
  if (!Number.isFinite(value)) return 'unknown';
  if (metric === 'accuracy' || metric === 'log-loss') return value.toFixed(2);
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const text = value.toFixed(digits);
  return targetUnit ? `${text} ${targetUnit}` : text;
}

/** "right for 88 of 100 hours", "off by 2.0 mpg on average", "has a log loss of 0.49". */
export function performancePhrase(words: MetricWords, value: number): string {
  if (!Number.isFinite(value)) return 'not known yet';
  const said = metricValue(words.metric, value, words.targetUnit);
  switch (words.metric) {
    case 'accuracy':
      return `right for ${Math.round(value * 100)} of 100 ${words.rows}`;
    case 'mae':
      return `off by ${said} on average`;
    case 'rmse':
      return `off by ${said} (root mean square)`;
    case 'log-loss':
      return `at a log loss of ${said}`;
    default:
      return `at ${said}`;
  }
}

/** Mean of the windows' values weighted by their rows; NaN without any. */
export function pooled(estimates: readonly Estimate[]): { value: number; n: number } {
  let sum = 0;
  let n = 0;
  for (const estimate of estimates) {
    if (!Number.isFinite(estimate.value)) continue;
    sum += estimate.value * estimate.n;
    n += estimate.n;
  }
  return { value: n ? sum / n : NaN, n };
}

/** A value with half its interval in the metric's own digits: "0.86 ±.03", "2.04 ±0.31 mpg". */
export function estimateValue(metric: string, estimate: Estimate, targetUnit?: string): string {
  const value = metricValue(metric, estimate.value);
  const half = (estimate.high - estimate.low) / 2;
  const unit = targetUnit && metric !== 'accuracy' && metric !== 'log-loss' ? ` ${targetUnit}` : '';
  if (value === 'unknown' || !(half > 0)) return `${value}${unit}`;
  const digits = value.split('.')[1]?.length ?? 0;
  return `${value} ±${half.toFixed(digits).replace(/^0\./, '.')}${unit}`;
}

/** 12400 → "12,400". */
export function countText(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 0 });
}
