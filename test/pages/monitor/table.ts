// Figures of windows, made by hand.

import { bareFigure, type Figure, type FigureKey } from '../../../src/core/monitoring/figure.ts';
import { FigureTable } from '../../../src/core/monitoring/figure-table.ts';

/** @param windows figures of each window; null: its labels are not in. */
export function tableOf(
  windows: readonly Readonly<Record<FigureKey, Partial<Figure> & { readonly value: number }>>[],
  labelled = windows.length,
): FigureTable {
  const table = new FigureTable();
  windows.forEach((figures, index) =>
    table.add({
      window: {
        index,
        span: { from: 100 + index * 50, to: 150 + index * 50 },
        streamWindow: index,
        modelVersionId: 'v1',
      },
      labelled: index < labelled,
      figures: Object.entries(figures).map(([key, { value, n = 50, ...rest }]) => [
        key,
        bareFigure(value, n, rest),
      ]),
    }),
  );
  return table;
}
export const labelsOf = (windows: number): string[] =>
  Array.from({ length: windows }, (_, place) => `day ${place + 1}`);
