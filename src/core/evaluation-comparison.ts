// The comparison of champion and challenger by the one metric that the project steers by, read from an evaluation.

import type { Evaluation, Measured, SliceResult } from './evaluation.ts';
import type { Estimate } from './estimate.ts';
import { metrics } from './metrics/index.ts';
import type { Comparison } from './records.ts';

/** The slice that is all rows; null where they were too few for figures. */
export function wholeOf(evaluation: Pick<Evaluation, 'slices'>): SliceResult | null {
  return evaluation.slices.find(({ key, omitted }) => key.length === 0 && !omitted) ?? null;
}

export const estimateOf = ({ value, low, high, n }: Measured): Estimate => ({ value, low, high, n });

/** Null without a baseline, or where there were too few rows for figures. */
export function comparisonOf(
  evaluation: Pick<Evaluation, 'slices' | 'baselineId' | 'on' | 'settings'>,
  metric: string,
): Comparison | null {
  const whole = wholeOf(evaluation);
  const { baselineId, on, settings } = evaluation;
  const [candidate, baseline, change] = [whole?.candidate, whole?.baseline, whole?.difference].map(
    (figures) => figures?.[metric],
  );
  if (baselineId === null || !candidate || !baseline || !change) return null;
  const sign = metrics.get(metric).better === 'higher' ? 1 : -1;
  const worst = Math.min(sign * change.low, sign * change.high);
  const best = Math.max(sign * change.low, sign * change.high);
  return {
    metric,
    span: on.span,
    rows: on.n,
    championId: baselineId,
    championValue: baseline.value,
    challengerValue: candidate.value,
    difference: estimateOf(change),
    confidence: settings.interval.confidence,
    resamples: settings.interval.resamples,
    verdict: worst > 0 ? 'challenger' : best < 0 ? 'champion' : 'unclear',
  };
}
