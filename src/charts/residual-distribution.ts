// How the errors of values are spread.

import type { Bars } from '../core/pictures.ts';
import { defineChart } from './parts/define.ts';
import { count, csvText, significant } from './parts/format.ts';
import { axis, faded, layout } from './parts/layout.ts';
import { saidModels, shownModels, type TwoModels } from './parts/two-models.ts';
import { plotMarkup, plotText } from './parts/types.ts';

export interface ResidualDistributionData extends TwoModels<Bars> {
  readonly unit: string;
}

const total = ({ counts }: Bars): number => counts.reduce((sum, rows) => sum + rows, 0);

/** Share of rows whose bar lies below, and above, zero. The bar with zero in it counts on neither side. */
function sides(bars: Bars): { below: number; above: number } {
  let [below, above] = [0, 0];
  for (const [bar, rows] of bars.counts.entries()) {
    if (bars.edges[bar + 1]! <= 0) below += rows;
    if (bars.edges[bar]! >= 0) above += rows;
  }
  return { below: below / total(bars), above: above / total(bars) };
}

function title({ candidate }: ResidualDistributionData): string {
  if (total(candidate.drawn) === 0) return 'No labelled row has an answer';
  const { below, above } = sides(candidate.drawn);
  if (Math.abs(above - below) < 0.1) return `${candidate.label} is too high about as often as too low`;
  return above > below
    ? `${candidate.label} is more often too high than too low`
    : `${candidate.label} is more often too low than too high`;
}

export default defineChart<ResidualDistributionData>({
  id: 'residual-distribution',
  label: 'Spread of the errors',
  about: 'How many rows are off by how much.',
  title,
  subtitle: (data) => `Rows by predicted − true ${data.unit}. n = ${count(data.n)} rows`.replace('  ', ' '),
  describe(data) {
    const lines = saidModels(data).map(({ label, drawn }) => {
      const most = drawn.counts.indexOf(Math.max(...drawn.counts));
      return `${label}: most rows between ${significant(drawn.edges[most] ?? NaN)} and ${significant(drawn.edges[most + 1] ?? NaN)}`;
    });
    return `${title(data)}. Bar chart. ${lines.join('. ')}.`;
  },
  figure: (data, theme) => ({
    data: shownModels(data, theme).map(({ label, drawn, colour }) => ({
      type: 'bar',
      name: plotText(label),
      x: drawn.counts.map((_, bar) => (drawn.edges[bar]! + drawn.edges[bar + 1]!) / 2),
      y: drawn.counts,
      text: drawn.counts.map((rows, bar) =>
        plotText(
          `${significant(drawn.edges[bar]!)} to ${significant(drawn.edges[bar + 1]!)}: ${count(rows)} rows`,
        ),
      ),
      textposition: 'none',
      marker: { color: faded(colour, 0.45), line: { color: colour, width: 1 } },
      hovertemplate: plotMarkup`%{text}<extra>${plotText(label)}</extra>`,
    })),
    layout: layout(theme, {
      barmode: 'overlay',
      bargap: 0,
      xaxis: axis(theme, plotText(`predicted − true ${data.unit}`.trim()), { nticks: 7, showgrid: false }),
      yaxis: axis(theme, plotText('rows'), { rangemode: 'tozero', nticks: 5 }),
    }),
  }),
  csv: (data) =>
    csvText(
      ['version', 'from', 'to', 'rows'],
      saidModels(data).flatMap(({ label, drawn }) =>
        drawn.counts.map((rows, bar) => [label, drawn.edges[bar]!, drawn.edges[bar + 1]!, rows]),
      ),
    ),
});
