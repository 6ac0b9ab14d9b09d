// Words of the ledger: why each line was written.

import type { RetrainPlan } from '../core/define.ts';
import type { AppError } from '../core/errors.ts';
import { comparisonOf } from '../core/evaluation-comparison.ts';
import { metrics } from '../core/metrics/index.ts';
import type { Evaluation } from '../core/evaluation.ts';
import type { GateResult } from '../core/gate.ts';
import type { Alert, Comparison, ModelVersion } from '../core/records.ts';
import type { LineDraft } from './project-store.svelte.ts';
import { countText, differenceValue, metricValue } from '../core/wording.ts';

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

/** @param index of the window with which it was over. @param label its name. */
export function recoveredReason(alert: Alert, index: number, label: string, targetUnit?: string): string {
  const metric = metrics.get(alert.metric);
  const bound = metricValue(alert.metric, alert.threshold, targetUnit);
  return `Recovered in window ${index + 1} (${label}): ${metric.label} is back ${metric.better === 'higher' ? 'at or above' : 'at or below'} ${bound}`;
}

function comparisonReason(
  comparison: Comparison,
  challenger: Pick<ModelVersion, 'number'>,
  targetUnit?: string,
): string {
  const metric = metrics.get(comparison.metric);
  const say = (value: number) => metricValue(comparison.metric, value, targetUnit);
  const { difference } = comparison;
  const differs = (value: number) => differenceValue(comparison.metric, value, targetUnit);
  return (
    `${metric.label} on the same ${countText(comparison.rows)} recent rows: champion ${say(comparison.championValue)}, ` +
    `v${challenger.number} ${say(comparison.challengerValue)} (difference ${differs(difference.value)}, ` +
    `${Math.round(comparison.confidence * 100)} % interval ${differs(difference.low)} to ${differs(difference.high)}).`
  );
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

/** Why a trial ends whose challenger is set aside. */
export const newerInTrial = (number: number): string =>
  `stopped: v${number} has been trained and takes its place as challenger`;

/** Added to what is said of a version that was registered without an evaluation. */
export const unevaluated = ({ code, message }: AppError): string =>
  code === 'aborted' ? '; its evaluation was skipped by hand' : `; it could not be evaluated: ${message}`;

/** What came of a gate, with the first thing that it found; "" where there is nothing to say. */
function gateReason(gate: GateResult): string {
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

/** The version whose evaluation is put into words. */
type Judged = Pick<ModelVersion, 'number' | 'metric' | 'signature'>;

/** What was found of a version, in one line. */
function evaluationReason(evaluation: Evaluation, version: Judged): string {
  const { gate, tests, on } = evaluation;
  const compared = comparisonOf(evaluation, version.metric);
  const ground = compared
    ? comparisonReason(compared, version, version.signature?.output.unit ?? undefined)
    : `On ${countText(on.n)} rows that it did not learn from.`;
  return `${ground} ${gateReason(gate)}${testsReason(tests)}`;
}

/** The line of the ledger that an evaluation leaves. */
export const evaluationLine = (evaluation: Evaluation, version: Judged): LineDraft => ({
  kind: 'evaluated',
  modelVersionId: evaluation.modelVersionId,
  previousId: evaluation.baselineId,
  evaluationId: evaluation.id,
  reason: evaluationReason(evaluation, version),
});

/** What gate and tests have against a version, in words; null: it passed both. */
export function objectionOf({ gate, tests }: Pick<Evaluation, 'gate' | 'tests'>): string | null {
  const failed = tests.find(({ passed }) => passed === false);
  const against = [
    ...(gate.verdict === 'passed' ? [] : [gateReason(gate)]),
    ...(failed ? [`It failed a test. ${failed.words}`] : []),
  ];
  return against.length > 0 ? against.join(' ') : null;
}

const byHand = 'promoted by hand';

/**
 * Why a version came into production, and what speaks against it: a person may overrule a gate, not hide it.
 * @param reason null: what the evaluation itself says for it.
 * @param evaluation that the move rests on; null: there was no row to make one on.
 */
export function decisionReason(reason: string | null, evaluation: Evaluation | null): string {
  if (!evaluation) return `${reason ?? byHand}; there was no row to evaluate it on`;
  const objection = objectionOf(evaluation);
  const alone = evaluation.baselineId === null;
  const earned = objection === null && !alone ? 'it passed its gate on the same recent rows' : byHand;
  const against = objection ?? (alone ? gateReason(evaluation.gate) : null);
  return [reason ?? earned, ...(against === null ? [] : [against])].join('. ');
}

/** Why a version came into production that nobody could judge. */
export const unjudgedReason = (reason: string | null, why: string): string =>
  `${reason ?? byHand}; without an evaluation, which broke off: ${why}`;
