// How large an error must be expected: the size that so large a share of the rows does not exceed.

import type { RegressionPictures } from '../core/pictures.ts';
import { defineChart } from './parts/define.ts';
import { count, csvText, significant } from './parts/format.ts';
import { axis, layout, orGap } from './parts/layout.ts';
import { saidModels, shownModels, type TwoModels } from './parts/two-models.ts';
import { plotMarkup, plotText } from './parts/types.ts';

export interface ErrorQuantilesData extends TwoModels<RegressionPictures['quantiles']> {
  readonly unit: string;
}

const at = (quantiles: RegressionPictures['quantiles'], share: number): number =>
  quantiles.find((quantile) => quantile.share === share)?.absoluteError ?? NaN;

function title({ candidate, baseline, unit }: ErrorQuantilesData): string {
  const own = at(candidate.drawn, 0.9);
  if (Number.isNaN(own)) return 'No labelled row has an answer';
  const first = `9 of 10 answers of ${candidate.label} are off by at most ${significant(own)} ${unit}`.trim();
  return baseline ? `${first}; of ${baseline.label} by ${significant(at(baseline.drawn, 0.9))}` : first;
}

export default defineChart<ErrorQuantilesData>({
  id: 'error-quantiles',
  label: 'Size of the errors',
  about: 'Absolute error that a given share of the rows does not exceed.',
  title,
  subtitle: (data) =>
    `Absolute error that so large a share of the rows does not exceed. n = ${count(data.n)} rows`,
  describe(data) {
    const lines = saidModels(data).map(
      ({ label, drawn }) =>
        `${label}: ${drawn.map(({ share, absoluteError }) => `${share} of the rows ${significant(absoluteError)}`).join(', ')}`,
    );
    return `${title(data)}. ${lines.join('. ')}.`;
  },
  figure: (data, theme) => ({
    data: shownModels(data, theme).map(({ label, drawn, colour, dash, symbol }) => ({
      type: 'scatter',
      mode: 'lines+markers',
      name: plotText(label),
      x: drawn.map(({ share }) => share),
      y: drawn.map(({ absoluteError }) => orGap(absoluteError)),
      line: { color: colour, width: 2, dash },
      marker: { color: colour, size: 8, symbol },
      hovertemplate: plotMarkup`%{x} of the rows: at most %{y:.3~g}<extra>${plotText(label)}</extra>`,
    })),
    layout: layout(theme, {
      xaxis: axis(theme, plotText('share of the rows'), { range: [0.05, 1.03], nticks: 6 }),
      yaxis: axis(theme, plotText(`absolute error ${data.unit}`.trim()), { rangemode: 'tozero', nticks: 6 }),
    }),
  }),
  csv: (data) =>
    csvText(
      ['version', 'share of rows', 'absolute error'],
      saidModels(data).flatMap(({ label, drawn }) =>
        drawn.map(({ share, absoluteError }) => [label, share, absoluteError]),
      ),
    ),
});
