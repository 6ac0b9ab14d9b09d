// Tables and texts about model versions and what they answer.

import { answeredClass } from '../../core/answers.ts';
import { challengerOf, championAt, reigns } from '../../core/ledger.ts';
import type { LedgerLine } from '../../core/records.ts';
import { metricValue } from '../../core/wording.ts';
import type { OpenDataset } from '../../state/datasets.svelte.ts';
import { fixed } from '../../ui/format.ts';

/** What became of each version, as the ledger tells it. */
export function rolesIn(ledger: readonly LedgerLine[]): (id: string) => string {
  const champion = championAt(ledger);
  const challenger = challengerOf(ledger);
  const reigned = new Set(reigns(ledger).map(({ modelVersionId }) => modelVersionId));
  const kept = new Set(
    ledger.flatMap(({ kind, modelVersionId }) => (kind === 'kept' ? [modelVersionId] : [])),
  );
  return (id) => {
    if (id === champion) return 'champion';
    if (id === challenger) return 'challenger';
    if (reigned.has(id)) return 'earlier champion';
    // A challenger that a newer one replaced was never decided on.
    return kept.has(id) ? 'turned down' : 'not decided';
  };
}

/** What became of one version. */
export const roleOf = (ledger: readonly LedgerLine[], id: string): string => rolesIn(ledger)(id);

/**
 * The class answered for row i, the first of the likeliest ones; NaN for regression, −1 where there is no answer.
 * @param threshold from which probability on a binary answer is yes.
 */
export function answerClass(
  { scenario, classes }: OpenDataset,
  scores: Float32Array,
  i: number,
  threshold: number,
): number {
  const { task } = scenario;
  if (task === 'regression') return NaN;
  return answeredClass({ task, classes, target: scenario.target.column, threshold }, scores, i);
}

/** What a model answers for row i, as a person reads it. */
export function answerText(open: OpenDataset, scores: Float32Array, i: number, threshold: number): string {
  const { scenario, classes } = open;
  if (scenario.task === 'regression') return metricValue('value', scores[i] ?? NaN, scenario.targetUnit);
  const answer = answerClass(open, scores, i, threshold);
  if (answer < 0) return 'unknown';
  const first = scores[i] ?? NaN;
  const probability =
    scenario.task === 'multiclass'
      ? (scores[i * classes.length + answer] ?? NaN)
      : answer === 1
        ? first
        : 1 - first;
  return `${classes[answer] ?? ''} (${fixed(probability, 2)})`;
}

export function truthText(open: OpenDataset, row: number): string {
  const value = open.truth[row] ?? NaN;
  if (Number.isNaN(value)) return 'unknown';
  return open.scenario.task === 'regression'
    ? metricValue('value', value, open.scenario.targetUnit)
    : (open.classes[value] ?? '');
}
