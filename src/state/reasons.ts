// Words of the ledger: why each line was written.

import type { RetrainPlan } from '../core/define.ts';
import { metrics } from '../core/metrics/index.ts';
import type { Alert, Comparison, ModelVersion } from '../core/records.ts';
import { countText, metricValue } from '../core/wording.ts';

export function alarmReason(
  alert: Alert,
  champion: ModelVersion,
  labelOf: (windowIndex: number) => string,
  targetUnit?: string,
): string {
  const metric = metrics.get(alert.metric);
  const side = metric.better === 'higher' ? 'below' : 'above';
  const first = alert.evidence[0];
  const say = (value: number) => metricValue(alert.metric, value, targetUnit);
  return (
    `${metric.label} of v${champion.number} stayed ${side} ${say(alert.threshold)} for ${alert.evidence.length} windows in a row` +
    (first ? `, from ${labelOf(first.index)} on` : '') +
    `. Its own validation level is ${say(alert.level)}.`
  );
}

export function comparisonReason(
  comparison: Comparison,
  challenger: ModelVersion,
  targetUnit?: string,
): string {
  const metric = metrics.get(comparison.metric);
  const say = (value: number) => metricValue(comparison.metric, value, targetUnit);
  const { difference } = comparison;
  const sign = difference.value > 0 ? '+' : '';
  const figures =
    `${metric.label} on the same ${countText(comparison.rows)} recent rows: champion ${say(comparison.championValue)}, ` +
    `v${challenger.number} ${say(comparison.challengerValue)} (difference ${sign}${difference.value.toFixed(2)}, ` +
    `${Math.round(comparison.confidence * 100)} % interval ${difference.low.toFixed(2)} to ${difference.high.toFixed(2)}).`;
  return figures;
}

export function planReason(plan: RetrainPlan, rows: number): string {
  const start = plan.warm ? 'continued from the champion' : 'trained from scratch';
  switch (plan.mix) {
    case 'all':
      return `${start} on ${countText(rows)} rows, old and new`;
    case 'window':
      return `${start} on ${countText(rows)} of the latest labelled rows`;
    case 'recency':
      return `${start} on ${countText(rows)} rows, old and new, a row ${countText(plan.halfLifeRows)} rows old counting half`;
    case 'new':
      return `${start} on ${countText(rows)} rows that came since the champion was trained`;
  }
}

export function firstReason(rows: number): string {
  return `trained on ${countText(rows)} of the rows that came before the stream`;
}

export function forkReason(parent: string, epoch: number, rows: number): string {
  return `went on from ${parent} after epoch ${epoch}, on the same ${countText(rows)} rows`;
}
