// What the ROC curve and the precision–recall curve share: lines of two models from corner to corner, one point a threshold.

import type { Curve } from '../../core/pictures.ts';
import { count, fixed } from './format.ts';
import { axis, layout } from './layout.ts';
import { shownModels, standing, type DifferenceInterval, type TwoModels } from './two-models.ts';
import type { ChartTheme, Figure, Trace } from './types.ts';
import { plotMarkup, plotText } from './types.ts';

export interface RankingData extends TwoModels<Curve> {
  /** What counts as positive: "busy". */
  readonly positive: string;
  /** Threshold in use, marked on the curves. */
  readonly threshold: number;
  /** Rows that are positive: what the curve rests on. */
  readonly positives: number;
  /** Of the areas; null where the evaluation has none. */
  readonly difference: DifferenceInterval | null;
}

/** "n = 288 rows, 11 of them busy" */
export const rankingRowsText = ({ n, positives, positive }: RankingData): string =>
  `n = ${count(n)} rows, ${count(positives)} of them ${positive}`;

/**
 * Two areas in a sentence that claims no more than their difference shows.
 * @param area "area", "average precision". @param clear what is said where one is beyond chance the better.
 */
export function areasTitle(
  { candidate, baseline, n, positive, difference }: RankingData,
  area: string,
  clear: (better: boolean, areas: string) => string,
  alike: string,
): string | null {
  if (!baseline) return null;
  const [own, other] = [candidate.drawn.area, baseline.drawn.area];
  const found = standing(own, other, 0.0005, difference);
  if (found === 'same') return `${candidate.label} and ${baseline.label} ${alike}: ${area} ${fixed(own, 3)}`;
  if (found === 'higher' || found === 'lower')
    return clear(found === 'higher', `${area} ${fixed(own, 3)} against ${fixed(other, 3)}`);
  const both = `${area[0]?.toUpperCase() ?? ''}${area.slice(1)} for ${positive}: ${candidate.label} ${fixed(own, 3)}, ${baseline.label} ${fixed(other, 3)}`;
  return found === 'chance' ? `${both}; on these ${count(n)} rows that can be chance` : both;
}

/** The kept point whose threshold is the least that is not below the one in use; −1 where the curve is empty. */
function pointAt({ points }: Curve, threshold: number): number {
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
