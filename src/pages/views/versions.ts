// Tables and texts about model versions and what they answer.

import { challengerOf, championAt, reigns } from '../../core/ledger.ts';
import type { LedgerLine } from '../../core/records.ts';
import { metricValue } from '../../core/wording.ts';
import type { OpenDataset } from '../../state/datasets.svelte.ts';
import { fixed } from '../../ui/format.ts';

/** What became of a version, as the ledger tells it. */
export function roleOf(ledger: readonly LedgerLine[], id: string): string {
  if (id === championAt(ledger)) return 'champion';
  if (id === challengerOf(ledger)) return 'challenger';
  if (reigns(ledger).some((reign) => reign.modelVersionId === id)) return 'earlier champion';
  // A challenger that a newer one replaced was never decided on.
  const kept = ledger.some((line) => line.kind === 'kept' && line.modelVersionId === id);
  return kept ? 'turned down' : 'not decided';
}

/** The class answered for row i, the first of the likeliest ones; NaN for regression. */
export function answerClass(open: OpenDataset, scores: Float32Array, i: number): number {
  const { scenario, classes } = open;
  if (scenario.task === 'regression') return NaN;
  if (scenario.task === 'binary') return (scores[i] ?? NaN) >= 0.5 ? 1 : 0;
  const own = scores.subarray(i * classes.length, (i + 1) * classes.length);
  return own.reduce((best, score, c) => (score > (own[best] ?? 0) ? c : best), 0);
}

/** What a model answers for row i, as a person reads it. */
export function answerText(open: OpenDataset, scores: Float32Array, i: number): string {
  const { scenario, classes } = open;
  if (scenario.task === 'regression') return metricValue('value', scores[i] ?? NaN, scenario.targetUnit);
  const answer = answerClass(open, scores, i);
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
