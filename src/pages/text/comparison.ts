// A comparison in one sentence.

import { metrics } from '../../core/metrics/index.ts';
import type { Comparison } from '../../core/records.ts';
import { metricValue } from '../../core/wording.ts';

export function comparisonText(comparison: Comparison, targetUnit?: string): string {
  const say = (value: number) => metricValue(comparison.metric, value, targetUnit);
  const { difference } = comparison;
  return (
    `${metrics.get(comparison.metric).label} on ${comparison.rows} held-out rows: champion ${say(comparison.championValue)}, ` +
    `this version ${say(comparison.challengerValue)}. Difference ${difference.value.toFixed(3)}, ` +
    `${Math.round(comparison.confidence * 100)} % paired bootstrap interval ${difference.low.toFixed(3)} to ${difference.high.toFixed(3)} ` +
    `(${comparison.resamples} resamples).`
  );
}
