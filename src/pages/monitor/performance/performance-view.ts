// The section "Performance" as data: read from the figures of the monitors.

import type { EstimatedPerformanceData } from '../../../charts/estimated-performance.ts';
import type { Metric } from '../../../core/define.ts';
import { trustOf, type ComparedWindow, type Trust } from '../../../core/estimating/trust.ts';
import { metrics } from '../../../core/metrics/index.ts';
import { partsOfKey, type Figure, type FigureKey } from '../../../core/monitoring/figure.ts';
import type { FigureTable } from '../../../core/monitoring/figure-table.ts';
import type { Places } from '../places.ts';

/** Metrics that are estimated or known, the estimated ones first. */
export function shownMetrics(keys: readonly FigureKey[]): string[] {
  const of = (family: string): string[] =>
    keys
      .map(partsOfKey)
      .filter((parts) => parts.family === family && parts.of === null && metrics.has(parts.name))
      .map(({ name }) => name);
  const estimated = of('estimated');
  return [
    ...new Set([
      ...estimated.filter((id) => of('performance').includes(id)),
      ...estimated,
      ...of('performance'),
    ]),
  ];
}

/** A gap that matters: 0.02 of a share or an area, a tenth of the usual error. */
function materialOf({ unit, better }: Metric, usual: number): number {
  return better === 'higher' || unit === 'share' ? 0.02 : 0.1 * Math.abs(usual);
}

const largestOf = (table: FigureTable, keys: readonly FigureKey[], index: number): number =>
  keys.reduce((most, key) => {
    const value = table.figure(key, index)?.value ?? NaN;
    return value > most || Number.isNaN(most) ? value : most;
  }, NaN);

/** Windows of the version in production that have both, oldest first. */
export function comparedWindows(table: FigureTable, metric: string): ComparedWindow[] {
  const version = table.windows.at(-1)?.modelVersionId;
  const ranges = table.keys.filter((key) => key.startsWith('quality/range/'));
  return table.windows.flatMap(({ index, modelVersionId }) => {
    const estimated = table.figure(`estimated/${metric}`, index);
    const realised = table.figure(`performance/${metric}`, index);
    if (modelVersionId !== version || !estimated || !realised || !table.isLabelled(index)) return [];
    return [
      {
        index,
        estimated,
        realised,
        outside: largestOf(table, ranges, index),
        domain: table.figure('multivariate/domain', index)?.value ?? NaN,
        calibration: table.figure('calibration/ece', index),
      },
    ];
  });
}

export function trustIn(table: FigureTable, metric: string, referenceRows: number): Trust {
  const compared = comparedWindows(table, metric);
  const usual = compared[0]?.estimated.value ?? NaN;
  return trustOf(compared, referenceRows, materialOf(metrics.get(metric), usual));
}

const courseOf = (table: FigureTable, key: FigureKey) => ({
  values: table.series(key),
  low: table.series(key, 'low'),
  high: table.series(key, 'high'),
});

export function estimatedPerformance(
  table: FigureTable,
  { x, labels }: Places,
  metric: string,
  versionLabel: (versionId: string) => string,
  warning: string,
): EstimatedPerformanceData {
  const { label, unit, better } = metrics.get(metric);
  const estimatedLimits = table.series(`estimated/${metric}`, 'threshold');
  const realisedLimits = table.series(`performance/${metric}`, 'threshold');
  return {
    label,
    unit,
    better,
    x,
    labels,
    estimated: courseOf(table, `estimated/${metric}`),
    realised: courseOf(table, `performance/${metric}`),
    n: table
      .series(`estimated/${metric}`, 'n')
      .map((n, place) => (Number.isNaN(n) ? table.series(`performance/${metric}`, 'n')[place]! : n)),
    thresholds: estimatedLimits.map((limit, place) => (Number.isNaN(limit) ? realisedLimits[place]! : limit)),
    knownUntil: table.windows.findLastIndex(({ index }) => table.isLabelled(index)),
    reigns: table.windows.flatMap(({ modelVersionId }, from) =>
      modelVersionId === table.windows[from - 1]?.modelVersionId
        ? []
        : [{ from, label: versionLabel(modelVersionId) }],
    ),
    warning,
  };
}

export interface SliceLine {
  readonly metric: string;
  readonly slice: string;
  readonly figure: Figure;
}

/** Slices of the latest window that has any, the worst first. */
export function sliceLines(table: FigureTable): {
  readonly index: number | null;
  readonly lines: SliceLine[];
} {
  const keys = table.keys.filter((key) => key.startsWith('slices/'));
  const window = table.windows.findLast(({ index }) => keys.some((key) => table.figure(key, index)));
  if (!window) return { index: null, lines: [] };
  const lines = keys.flatMap((key): SliceLine[] => {
    const figure = table.figure(key, window.index);
    const { name, of } = partsOfKey(key);
    return figure && of !== null ? [{ metric: name, slice: of, figure }] : [];
  });
  const worse = ({ metric, figure }: SliceLine): number =>
    metrics.get(metric).better === 'higher' ? figure.value : -figure.value;
  return { index: window.index, lines: lines.sort((a, b) => worse(a) - worse(b)) };
}

export interface ClassLine {
  readonly name: string;
  readonly estimated: Figure | null;
  readonly labelled: Figure | null;
}

/** Of the latest window; the labels of the latest that has them. */
export function classLines(table: FigureTable): ClassLine[] {
  const prefix = 'estimated/class-share/';
  const last = table.windows.at(-1)?.index ?? -1;
  const known = table.windows.findLast(({ index }) => table.isLabelled(index))?.index ?? -1;
  return table.keys
    .filter((key) => key.startsWith(prefix))
    .map((key) => ({
      name: key.slice(prefix.length),
      estimated: table.figure(key, last),
      labelled: table.figure(`calibration/class-share/${key.slice(prefix.length)}`, known),
    }));
}

/** Row by row accuracy and that of repeating the last known answer, of the latest window that has both; null: none has. */
export function againstNoChange(
  table: FigureTable,
): { accuracy: number; noChange: number; n: number } | null {
  for (const { index } of table.windows.toReversed()) {
    const accuracy = table.figure('prequential/accuracy', index);
    const noChange = table.figure('prequential/no-change', index);
    if (accuracy && noChange) return { accuracy: accuracy.value, noChange: noChange.value, n: accuracy.n };
  }
  return null;
}
