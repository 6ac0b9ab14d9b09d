// Whether the values are off in the same way everywhere: error against prediction, row by row.

import type { RegressionPictures } from '../core/pictures.ts';
import { defineChart } from './parts/define.ts';
import { count, csvText, fixed, significant } from './parts/format.ts';
import { axis, faded, layout } from './parts/layout.ts';
import { saidModels, shownModels, type TwoModels } from './parts/two-models.ts';
import { plotMarkup, plotText } from './parts/types.ts';

export interface ResidualsData extends TwoModels<RegressionPictures['points']> {
  /** What is predicted, with its unit: "mpg". */
  readonly unit: string;
}

type Points = RegressionPictures['points'];

/** Mean of predicted − truth over the third with the lowest and the third with the highest predictions. */
function lean(points: Points): { low: number; high: number } {
  const sorted = points.toSorted((a, b) => a.predicted - b.predicted);
  const third = Math.max(1, Math.floor(sorted.length / 3));
  const mean = (some: Points): number =>
    some.reduce((sum, { truth, predicted }) => sum + predicted - truth, 0) / some.length;
  return { low: mean(sorted.slice(0, third)), high: mean(sorted.slice(-third)) };
}

const side = (value: number, unit: string): string =>
  `${significant(Math.abs(value))} ${unit} too ${value > 0 ? 'high' : 'low'}`.replace('  ', ' ');

function title({ candidate, unit }: ResidualsData): string {
  if (candidate.drawn.length < 3) return 'Too few labelled rows to see a pattern in the errors';
  const { low, high } = lean(candidate.drawn);
  return `${candidate.label} is ${side(low, unit)} on average where it predicts little, ${side(high, unit)} where it predicts much`;
}

export default defineChart<ResidualsData>({
  id: 'residuals',
  label: 'Errors by prediction',
  about: 'Predicted minus true value against the prediction, row by row.',
  title,
  subtitle: (data) =>
    `Predicted − true against predicted; each point is a row. n = ${count(data.n)} rows` +
    (data.candidate.drawn.length < data.n
      ? `, ${count(data.candidate.drawn.length)} drawn, the largest errors among them`
      : ''),
  describe(data) {
    const lines = saidModels(data).map(({ label, drawn }) => {
      const largest = drawn.toSorted(
        (a, b) => Math.abs(b.predicted - b.truth) - Math.abs(a.predicted - a.truth),
      )[0];
      return largest
        ? `${label}: largest error ${fixed(largest.predicted - largest.truth)} where the truth is ${significant(largest.truth)}`
        : `${label}: no rows`;
    });
    return `${title(data)}. Scatter plot. ${lines.join('. ')}.`;
  },
  figure: (data, theme) => ({
    data: shownModels(data, theme).map(({ label, drawn, colour, symbol }) => ({
      type: 'scatter',
      mode: 'markers',
      name: plotText(label),
      x: drawn.map(({ predicted }) => predicted),
      y: drawn.map(({ predicted, truth }) => predicted - truth),
      text: drawn.map(({ predicted, truth }) =>
        plotText(`true ${significant(truth)}, predicted ${significant(predicted)} ${data.unit}`),
      ),
      marker: { color: faded(colour, 0.55), size: 6, symbol },
      hovertemplate: plotMarkup`%{text}<extra>${plotText(label)}</extra>`,
    })),
    layout: layout(theme, {
      xaxis: axis(theme, plotText(`predicted ${data.unit}`.trim()), { nticks: 7 }),
      yaxis: axis(theme, plotText(`predicted − true ${data.unit}`.trim()), { zeroline: true, nticks: 7 }),
    }),
  }),
  csv: (data) =>
    csvText(
      ['version', 'predicted', 'true', 'predicted minus true'],
      saidModels(data).flatMap(({ label, drawn }) =>
        drawn.map(({ predicted, truth }) => [label, predicted, truth, predicted - truth]),
      ),
    ),
});
