// How figures are said in sentences. Plain words first, numbers second; no share without its n.

import type { FigureUnit } from './define.ts';
import type { Estimate } from './estimate.ts';
import { figureOf, hasFigure } from './figures.ts';

export interface MetricWords {
  readonly metric: string;
  /** What a row is, in the plural: "hours". */
  readonly rows: string;
  /** Unit of a regression target: "mpg". */
  readonly targetUnit?: string | undefined;
}

const inTarget = (unit: FigureUnit): boolean => unit === 'target' || unit === 'target-squared';

/** What is no figure is a value of the target. */
const unitOf = (figure: string): FigureUnit => (hasFigure(figure) ? figureOf(figure).unit : 'target');

function digitsOf(unit: FigureUnit, value: number): number {
  if (unit === 'rows') return 0;
  if (unit === 'share' || unit === 'nats') return 2;
  const size = Math.abs(value);
  if (unit === 'number' && size < 1) return 3;
  return size >= 100 ? 0 : size >= 10 ? 1 : 2;
}

/**
 * A figure's value with the digits that it deserves: shares and nats two decimals, others three figures.
 * @param figure id of a metric or descriptor; of anything else the value is one of the target's.
 * @param targetUnit said only with figures that are measured in it: "2.04 mpg", "5.31 mpg²".
 */
export function metricValue(figure: string, value: number, targetUnit?: string): string {
  if (!Number.isFinite(value)) return 'unknown';
  const unit = unitOf(figure);
  if (unit === 'rows') return countText(value);
  const text = value.toFixed(digitsOf(unit, value));
  return targetUnit && inTarget(unit) ? `${text} ${unitText(unit, targetUnit)}` : text;
}

const unitText = (unit: FigureUnit, targetUnit: string): string =>
  unit === 'target-squared' ? `${targetUnit}²` : targetUnit;

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
      return hasFigure(words.metric) ? `at ${said} by ${figureOf(words.metric).label}` : `at ${said}`;
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
  const measure = unitOf(metric);
  const unit = targetUnit && inTarget(measure) ? ` ${unitText(measure, targetUnit)}` : '';
  if (value === 'unknown' || !(half > 0)) return `${value}${unit}`;
  const digits = value.split('.')[1]?.length ?? 0;
  return `${value} ±${half.toFixed(digits).replace(/^0\./, '.')}${unit}`;
}

/**
 * How much a figure differs, with its sign and in the figure's own unit: "+0.03", "−0.004", "+1.2 mpg". One that the figure's
 * digits would round away has as many as it takes to be seen, up to five.
 */
export function differenceValue(figure: string, value: number, targetUnit?: string): string {
  if (!Number.isFinite(value)) return 'unknown';
  const unit = unitOf(figure);
  const size = Math.abs(value);
  let digits = digitsOf(unit, value);
  if (unit !== 'rows') while (digits < 5 && size > 0 && size < 2 * 10 ** -digits) digits++;
  const text = unit === 'rows' ? countText(size) : size.toFixed(digits);
  const sign = Number(size.toFixed(digits)) === 0 ? '' : value > 0 ? '+' : '−';
  return `${sign}${text}${targetUnit && inTarget(unit) ? ` ${unitText(unit, targetUnit)}` : ''}`;
}

/** 12400 → "12,400". */
export function countText(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 0 });
}
