// What the ROC curve and the precision–recall curve share: lines of two models from corner to corner, one point a threshold.

import type { Curve } from '../../core/pictures.ts';
import { fixed } from './format.ts';
import { axis, layout } from './layout.ts';
import { shownModels, type TwoModels } from './two-models.ts';
import type { ChartTheme, Figure, Trace } from './types.ts';
import { plotMarkup, plotText } from './types.ts';

export interface RankingData extends TwoModels<Curve> {
  /** What counts as positive: "busy". */
  readonly positive: string;
  /** Threshold in use, marked on the curves. */
  readonly threshold: number;
}

/** The kept point whose threshold is the least that is not below the one in use; −1 where the curve is empty. */
export function pointAt({ points }: Curve, threshold: number): number {
  return points.findLastIndex((point) => point.threshold >= threshold);
}

export interface RankingWords {
  readonly x: string;
  readonly y: string;
  /** A curve that says nothing: from (0, y0) to (1, y1). */
  readonly chance: readonly [number, number];
  readonly shape: 'linear' | 'hv';
}

/** Traces: each model's curve, then for each the point in use. */
export function rankingFigure(data: RankingData, theme: ChartTheme, words: RankingWords): Figure {
  const models = shownModels(data, theme);
  const lines = models.map(({ label, drawn, colour, dash }): Trace => ({
    type: 'scatter',
    mode: 'lines',
    name: plotText(`${label} (${fixed(drawn.area, 3)})`),
    x: drawn.points.map(({ x }) => x),
    y: drawn.points.map(({ y }) => y),
    text: drawn.points.map(({ x, y, threshold }) =>
      plotText(
        `${Number.isFinite(threshold) ? `from ${fixed(threshold)} on` : 'nothing called positive'}: ` +
          `${words.x} ${fixed(x)}, ${words.y} ${fixed(y)}`,
      ),
    ),
    line: { color: colour, width: 2, dash, shape: words.shape },
    hovertemplate: plotMarkup`%{text}<extra>${plotText(label)}</extra>`,
  }));
  const inUse = models.flatMap(({ label, drawn, colour, symbol }): Trace[] => {
    const point = drawn.points[pointAt(drawn, data.threshold)];
    if (!point) return [];
    return [
      {
        type: 'scatter',
        mode: 'markers',
        name: plotText(`${label} at ${fixed(data.threshold)}`),
        x: [point.x],
        y: [point.y],
        showlegend: false,
        marker: { color: colour, size: 11, symbol, line: { color: theme.surface, width: 1.5 } },
        hovertemplate: plotMarkup`at the threshold in use<extra>${plotText(label)}</extra>`,
      },
    ];
  });
  return {
    data: [...lines, ...inUse],
    layout: layout(theme, {
      shapes: [
        {
          type: 'line',
          xref: 'x',
          yref: 'y',
          x0: 0,
          x1: 1,
          y0: words.chance[0],
          y1: words.chance[1],
          line: { color: theme.reference, width: 1, dash: 'dot' },
          layer: 'below',
        },
      ],
      xaxis: axis(theme, plotText(words.x), { range: [-0.02, 1.02], nticks: 6 }),
      yaxis: axis(theme, plotText(words.y), { range: [-0.02, 1.04], nticks: 6 }),
    }),
  };
}

export const rankingHeader = (x: string, y: string): string[] => ['version', 'threshold', x, y];

export const rankingRows = (data: RankingData): (string | number)[][] =>
  [data.candidate, ...(data.baseline ? [data.baseline] : [])].flatMap(({ label, drawn }) =>
    drawn.points.map(({ threshold, x, y }) => [label, threshold, x, y]),
  );
