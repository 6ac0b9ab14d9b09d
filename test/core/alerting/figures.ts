// Figures of windows for tests of alerts: a table that grows window by window.

import type { AlertRule } from '../../../src/core/alerting/rule.ts';
import { alertKinds } from '../../../src/core/alerts/index.ts';
import { bareFigure, type Figure, type FigureKey } from '../../../src/core/monitoring/figure.ts';
import { FigureTable } from '../../../src/core/monitoring/figure-table.ts';
import { defaults, type ParamValues } from '../../../src/core/params.ts';

export const ruleOf = (
  kind: string,
  changes: Partial<AlertRule> & { params?: ParamValues } = {},
): AlertRule => ({
  id: kind,
  name: kind,
  kind,
  figures: ['*'],
  level: 'warning',
  on: true,
  windows: 1,
  clearAfter: 1,
  cooldown: 0,
  minimumRows: 0,
  ...changes,
  params: { ...defaults(alertKinds.get(kind).params), ...changes.params },
});

export type Figures = Readonly<Record<FigureKey, number | Partial<Figure>>>;

/** One window of 100 rows; a bare number is a value on 100 rows. */
export function add(
  table: FigureTable,
  index: number,
  figures: Figures,
  { labelled = false, model = 'p/v1' } = {},
): void {
  table.add({
    window: {
      index,
      span: { from: index * 100, to: index * 100 + 100 },
      streamWindow: index,
      modelVersionId: model,
    },
    labelled,
    figures: Object.entries(figures).map(([key, one]) => {
      const { value = NaN, n = 100, ...rest } = typeof one === 'number' ? { value: one } : one;
      return [key, bareFigure(value, n, rest)];
    }),
  });
}

export function tableOf(windows: readonly Figures[], options: { labelled?: boolean } = {}): FigureTable {
  const table = new FigureTable();
  windows.forEach((figures, index) => add(table, index, figures, options));
  return table;
}
