// Tables about model versions: levels, the registry, and rows on which two versions differ.

import { reigns } from '../../core/ledger.ts';
import { metrics } from '../../core/metrics/index.ts';
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

export function registryRows(app: App): { columns: TableColumn[]; rows: Record<string, string>[] } {
  const championId = app.models.champion?.id;
  const challengerId = app.models.challenger?.id;
  const unit = app.datasets.current.scenario.targetUnit;
  const were = new Set(reigns(app.store.ledger).map((reign) => reign.modelVersionId));
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
      role:
        version.id === championId
          ? 'champion'
          : version.id === challengerId
            ? 'challenger'
            : were.has(version.id)
              ? 'earlier champion'
              : 'turned down',
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

/** What a model answers for row i, as a person reads it. */
export function answerText(open: OpenDataset, scores: Float32Array, i: number): string {
  const { scenario, classes } = open;
  if (scenario.task === 'regression') return metricValue('value', scores[i] ?? NaN, scenario.targetUnit);
  if (scenario.task === 'binary') {
    const p = scores[i] ?? NaN;
    return `${classes[p >= 0.5 ? 1 : 0] ?? ''} (${fixed(p >= 0.5 ? p : 1 - p, 2)})`;
  }
  const at = i * classes.length;
  let best = 0;
  for (let c = 1; c < classes.length; c++) if ((scores[at + c] ?? 0) > (scores[at + best] ?? 0)) best = c;
  return `${classes[best] ?? ''} (${fixed(scores[at + best] ?? NaN, 2)})`;
}

/** The class answered for row i; NaN for regression. */
export function answerClass(open: OpenDataset, scores: Float32Array, i: number): number {
  if (open.scenario.task === 'regression') return NaN;
  if (open.scenario.task === 'binary') return (scores[i] ?? NaN) >= 0.5 ? 1 : 0;
  const k = open.classes.length;
  let best = 0;
  for (let c = 1; c < k; c++) if ((scores[i * k + c] ?? 0) > (scores[i * k + best] ?? 0)) best = c;
  return best;
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
