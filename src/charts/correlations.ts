// Which columns move together: one square per pair, blue when they rise together, orange when one falls as the other rises.

import { defineChart } from './parts/define.ts';
import { count, csvText, fixed, missing } from './parts/format.ts';
import { axis, layout, mixed, orGap } from './parts/layout.ts';
import { strongestPairs, type CorrelatedPair, type CorrelationData } from './parts/pairs.ts';
import { plotMarkup, plotText } from './parts/types.ts';

export interface CorrelationsChartData extends CorrelationData {
  readonly rows: number;
  /** Columns of numbers that are not drawn. */
  readonly leftOut: number;
}

const strong = 0.8;
const weak = 0.3;
/** Of more columns the numbers would not fit their squares. */
const mostNumbered = 10;

const together = ({ a, b, r }: CorrelatedPair): string =>
  r > 0 ? `${a} and ${b} rise together` : `${b} falls as ${a} rises`;

function title(data: CorrelationsChartData): string {
  const [first] = strongestPairs(data, 1);
  if (!first) return 'There are no two columns of numbers to compare';
  const size = Math.abs(first.r);
  if (size < weak) return `No two columns of numbers move together: the strongest tie is ${fixed(first.r)}`;
  const word = size >= strong ? 'closely' : 'somewhat';
  return `${together(first)} ${word}: r = ${fixed(first.r)}`;
}

function describe(data: CorrelationsChartData): string {
  const all = strongestPairs(data);
  const lines = all.slice(0, 8).map((pair) => `${pair.a} and ${pair.b} ${fixed(pair.r)}`);
  const close = all.filter(({ r }) => Math.abs(r) >= strong).length;
  if (all.length === 0) return `${title(data)}.`;
  return (
    `${title(data)}. Heat map of ${data.columns.length} columns; ${close} of ${count(all.length)} pairs are at ` +
    `${fixed(strong, 1)} or beyond. Strongest: ${lines.join('; ')}.`
  );
}

export default defineChart<CorrelationsChartData>({
  id: 'correlations',
  label: 'Columns that move together',
  about: 'Correlation of every pair of columns of numbers.',
  title,
  subtitle: ({ columns, rows, leftOut }) =>
    `Pearson’s correlation r of each pair, over the rows that have both: 1 rise together, 0 no straight line, −1 ` +
    `one falls as the other rises. n = ${columns.length} columns${leftOut > 0 ? ` (${count(leftOut)} more are not drawn)` : ''}, up to ${count(rows)} rows`,
  describe,
  figure(data, theme) {
    const n = data.columns.length;
    const at = (i: number, j: number): number => data.values[i * n + j] ?? NaN;
    const places = data.columns.map((_, place) => place);
    const names = data.columns.map((name) => plotText(name.length > 24 ? `${name.slice(0, 23)}…` : name));
    return {
      data: [
        {
          type: 'heatmap',
          name: plotText('correlation'),
          x: places,
          y: places,
          z: places.map((i) => places.map((j) => orGap(at(i, j)))),
          text: data.columns.map((a, i) =>
            data.columns.map((b, j) => plotText(`${a} and ${b}: r = ${fixed(at(i, j))}`)),
          ),
          hovertemplate: plotMarkup`%{text}<extra></extra>`,
          zmin: -1,
          zmax: 1,
          colorscale: [
            [0, mixed(theme.surface, theme.challenger, 0.6)],
            [0.5, theme.surface],
            [1, mixed(theme.surface, theme.champion, 0.6)],
          ],
          xgap: 1,
          ygap: 1,
          showlegend: false,
          showscale: false,
        },
      ],
      layout: layout(theme, {
        margin: { l: 8, r: 8, t: 8, b: 8 },
        showlegend: false,
        xaxis: axis(theme, null, { showgrid: false, tickvals: places, ticktext: names }),
        yaxis: axis(theme, null, {
          autorange: 'reversed',
          showgrid: false,
          tickvals: places,
          ticktext: names,
        }),
        annotations:
          n > mostNumbered
            ? []
            : places.flatMap((i) =>
                places.map((j) => ({
                  text: plotText(Number.isFinite(at(i, j)) ? fixed(at(i, j)) : missing),
                  xref: 'x' as const,
                  yref: 'y' as const,
                  x: j,
                  y: i,
                  showarrow: false as const,
                  font: { color: theme.text, size: 12 },
                })),
              ),
      }),
    };
  },
  csv: ({ columns, values }) =>
    csvText(
      ['column', ...columns],
      columns.map((name, i) => [name, ...columns.map((_, j) => values[i * columns.length + j] ?? NaN)]),
    ),
});
