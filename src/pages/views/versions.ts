// Tables about model versions: levels, the registry, and rows on which two versions differ.

import { challengerOf, championAt, reigns } from '../../core/ledger.ts';
import { metrics } from '../../core/metrics/index.ts';
import type { LedgerLine } from '../../core/records.ts';
import { cellText, columnOf } from '../../core/table.ts';
import { modelKinds } from '../../core/models/index.ts';
import { estimateValue, metricValue } from '../../core/wording.ts';
import type { App } from '../../state/app.svelte.ts';
import type { OpenDataset } from '../../state/datasets.svelte.ts';
import { count, fixed, moment } from '../../ui/format.ts';

interface TableColumn {
  key: string;
  label: string;
  align?: 'start' | 'end';
}

export function levelRows(app: App): { columns: TableColumn[]; rows: Record<string, string>[] } {
  const unit = app.datasets.current.scenario.targetUnit;
  return {
    columns: [
      { key: 'version', label: 'Version' },
      { key: 'metric', label: 'Metric' },
      { key: 'level', label: 'Level', align: 'end' },
      { key: 'n', label: 'n', align: 'end' },
      { key: 'trained', label: 'Learnt from', align: 'end' },
    ],
    rows: app.store.versions.toReversed().map((version) => ({
      version: `v${version.number}`,
      metric: metrics.get(version.metric).label,
      level: estimateValue(version.metric, version.level, unit),
      n: count(version.level.n),
      trained: `${count(version.trainedOn.rows)} rows`,
    })),
  };
}

/** What became of a version, as the ledger tells it. */
export function roleOf(ledger: readonly LedgerLine[], id: string): string {
  if (id === championAt(ledger)) return 'champion';
  if (id === challengerOf(ledger)) return 'challenger';
  if (reigns(ledger).some((reign) => reign.modelVersionId === id)) return 'earlier champion';
  // A challenger that a newer one replaced was never decided on.
  const kept = ledger.some((line) => line.kind === 'kept' && line.modelVersionId === id);
  return kept ? 'turned down' : 'not decided';
}

export function registryRows(app: App): { columns: TableColumn[]; rows: Record<string, string>[] } {
  const unit = app.datasets.current.scenario.targetUnit;
  return {
    columns: [
      { key: 'version', label: 'Version' },
      { key: 'role', label: 'Role' },
      { key: 'kind', label: 'Model' },
      { key: 'level', label: 'Level', align: 'end' },
      { key: 'trained', label: 'Learnt from', align: 'end' },
      { key: 'made', label: 'Made', align: 'end' },
    ],
    rows: app.store.versions.toReversed().map((version) => ({
      version: `v${version.number}`,
      role: roleOf(app.store.ledger, version.id),
      kind: modelKinds.get(version.kind).label,
      level: estimateValue(version.metric, version.level, unit),
      trained: `${count(version.trainedOn.rows)} rows`,
      made: moment(version.createdAt, app.store.now()),
    })),
  };
}

export interface Flips {
  readonly columns: TableColumn[];
  readonly rows: Record<string, string>[];
  /** Rows with another answer; null for regression, where every answer differs a little. */
  readonly differing: number | null;
}

const mostShown = 200;

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

/** Rows on which two versions answer differently (regression: whose answers moved most). */
export function flipTable(
  open: OpenDataset,
  rows: Int32Array,
  champion: Float32Array,
  challenger: Float32Array,
  championLabel: string,
  challengerLabel: string,
): Flips {
  const regression = open.scenario.task === 'regression';
  const places = Array.from(rows, (_, i) => i);
  const chosen = regression
    ? places.toSorted(
        (a, b) =>
          Math.abs((challenger[b] ?? 0) - (champion[b] ?? 0)) -
          Math.abs((challenger[a] ?? 0) - (champion[a] ?? 0)),
      )
    : places.filter((i) => answerClass(open, champion, i) !== answerClass(open, challenger, i));
  const { timeColumn } = open.dataset;
  const shown = [timeColumn, ...open.scenario.features].filter((name) => name !== undefined).slice(0, 9);
  return {
    columns: [
      ...shown.map((name) => ({ key: name, label: name.replaceAll('_', ' ') })),
      { key: ' truth', label: 'Truth' },
      { key: ' champion', label: championLabel },
      { key: ' challenger', label: challengerLabel },
    ],
    rows: chosen.slice(0, mostShown).map((i) => {
      const row = rows[i] ?? 0;
      return {
        ...Object.fromEntries(shown.map((name) => [name, cellText(columnOf(open.table, name), row)])),
        ' truth': truthText(open, row),
        ' champion': answerText(open, champion, i),
        ' challenger': answerText(open, challenger, i),
      };
    }),
    differing: regression ? null : chosen.length,
  };
}
