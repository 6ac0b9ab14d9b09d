// Two features before and after a change: what some measures see in it and others do not.

import { defineChart } from './parts/define.ts';
import { csvText, significant } from './parts/format.ts';
import { axis, layout } from './parts/layout.ts';
import { plotMarkup, plotText } from './parts/types.ts';

type Point = readonly [number, number];

export interface BlindSpotsChartData {
  readonly x: string;
  readonly y: string;
  readonly before: readonly Point[];
  readonly after: readonly Point[];
  /** What has changed, as a sentence without its full stop. */
  readonly change: string;
  /** Windows of the change, and the watchers that fired in nearly all and in hardly any of them, most telling first. */
  readonly sees: readonly string[];
  readonly blind: readonly string[];
}

const known = (points: readonly Point[]): Point[] =>
  points.filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));

function correlation(points: readonly Point[]): number {
  const there = known(points);
  const mean = (of: 0 | 1): number => there.reduce((sum, point) => sum + point[of], 0) / there.length;
  const [mx, my] = [mean(0), mean(1)];
  let [xy, xx, yy] = [0, 0, 0];
  for (const [x, y] of there) {
    xy += (x - mx) * (y - my);
    xx += (x - mx) ** 2;
    yy += (y - my) ** 2;
  }
  return xy / Math.sqrt(xx * yy);
}

const listed = (names: readonly string[]): string => names.slice(0, 3).join(', ');

function title({ change, sees, blind }: BlindSpotsChartData): string {
  if (sees.length === 0) return `${change}: nothing here sees it`;
  if (blind.length === 0) return `${change}: everything here sees it`;
  return `${change}: ${listed(sees)} ${sees.length > 1 ? 'see' : 'sees'} it, ${listed(blind)} ${blind.length > 1 ? 'do' : 'does'} not`;
}

export default defineChart<BlindSpotsChartData>({
  id: 'blind-spots',
  label: 'A change that some do not see',
  about: 'Two features before and after a change.',
  title,
  subtitle: ({ x, y, before, after }) =>
    `Each point is a row: circles of the reference, crosses of a window after the change. Correlation of ${x} and ${y} ` +
    `${significant(correlation(before))} before, ${significant(correlation(after))} after. ` +
    `n = ${known(before).length} and ${known(after).length} rows`,
  describe(data) {
    return (
      `${title(data)}. Scatter plot of ${data.y} over ${data.x}: ${known(data.before).length} rows before with a correlation of ` +
      `${significant(correlation(data.before))}, ${known(data.after).length} after with ${significant(correlation(data.after))}.`
    );
  },
  figure(data, theme) {
    const points = (given: readonly Point[], after: boolean) => {
      const there = known(given);
      return {
        type: 'scatter' as const,
        mode: 'markers' as const,
        name: plotText(after ? 'after the change' : 'reference'),
        x: there.map(([x]) => x),
        y: there.map(([, y]) => y),
        text: there.map(([x, y]) =>
          plotText(`${after ? 'After' : 'Before'}: ${data.x} ${significant(x)}, ${data.y} ${significant(y)}`),
        ),
        hovertemplate: plotMarkup`%{text}<extra></extra>`,
        marker: {
          color: after ? theme.alarm : theme.reference,
          symbol: after ? ('x' as const) : ('circle' as const),
          size: 7,
          opacity: 0.8,
        },
      };
    };
    return {
      data: [points(data.before, false), points(data.after, true)],
      layout: layout(theme, {
        showlegend: true,
        xaxis: axis(theme, plotText(data.x)),
        yaxis: axis(theme, plotText(data.y)),
      }),
    };
  },
  csv: ({ x, y, before, after }) =>
    csvText(
      ['rows', x, y],
      [...before.map(([a, b]) => ['before', a, b]), ...after.map(([a, b]) => ['after', a, b])],
    ),
});
