// Words of the ledger: why each line was written.

import type { RetrainPlan } from '../core/define.ts';
import { comparisonOf } from '../core/evaluation-comparison.ts';
import { metrics } from '../core/metrics/index.ts';
import type { Evaluation } from '../core/evaluation.ts';
import type { GateResult } from '../core/gate.ts';
import type { Alert, Comparison, ModelVersion } from '../core/records.ts';
import type { LineDraft } from './project-store.svelte.ts';
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
  challenger: Pick<ModelVersion, 'number'>,
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

/** What came of a gate, with the first thing that it found; "" where there is nothing to say. */
export function gateReason(gate: GateResult): string {
  if (gate.verdict === 'passed')
    return gate.rubberStamp ? 'Passed its gate, with no champion to compare with.' : 'Passed its gate.';
  const failures = gate.metricValidationsPerSlice.flatMap((slice) => slice.failures);
  const unclear = gate.verdict === 'not-enough-evidence';
  const first = failures.find((failure) => failure.unclear === unclear) ?? failures[0];
  const found = first?.words ?? gate.missingSlices[0]?.words ?? '';
  return `${unclear ? 'Not enough evidence for its gate.' : 'Failed its gate.'} ${found}`.trim();
}

/** How many of the automatic tests were passed, and the first that was not; "" where none was asked. */
function testsReason(tests: Evaluation['tests']): string {
  const tried = tests.filter(({ passed }) => passed !== null);
  if (tried.length === 0) return '';
  const failed = tried.find(({ passed }) => passed === false);
  const passed = tried.filter((test) => test.passed).length;
  return ` Passed ${passed} of ${tried.length} tests.${failed ? ` ${failed.words}` : ''}`;
}

/** What was found of a version, in one line. */
function evaluationReason(evaluation: Evaluation, version: Pick<ModelVersion, 'number' | 'metric'>): string {
  const { gate, tests, on } = evaluation;
  const compared = comparisonOf(evaluation, version.metric);
  const ground = compared
    ? comparisonReason(compared, version)
    : `On ${countText(on.n)} rows that it did not learn from.`;
  return `${ground} ${gateReason(gate)}${testsReason(tests)}`;
}

/** The line of the ledger that an evaluation leaves. */
export const evaluationLine = (
  evaluation: Evaluation,
  version: Pick<ModelVersion, 'number' | 'metric'>,
): LineDraft => ({
  kind: 'evaluated',
  modelVersionId: evaluation.modelVersionId,
  previousId: evaluation.baselineId,
  evaluationId: evaluation.id,
  reason: evaluationReason(evaluation, version),
});

/** Why a version came into production, and what speaks against it: a person may overrule a gate, not hide it. */
export function decisionReason(reason: string, evaluation: Evaluation | null): string {
  if (!evaluation) return `${reason}; there was no row to evaluate it on`;
  const { gate, tests } = evaluation;
  const failed = tests.find(({ passed }) => passed === false);
  const against = [
    ...(gate.verdict === 'passed' ? [] : [gateReason(gate)]),
    ...(failed ? [`It failed a test. ${failed.words}`] : []),
  ];
  return [reason, ...against].join('. ');
}
