// One setting or metric of every run against another, coloured by run or by a third.

import { defineChart } from './parts/define.ts';
import { csvText, fixed, missing, significant } from './parts/format.ts';
import { layout, mixed } from './parts/layout.ts';
import { placed, rankCorrelation, scaleAxis, shares } from './parts/run-points.ts';
import type { RunPoint, RunScale } from './parts/run-points.ts';
import { plotMarkup, plotText } from './parts/types.ts';

export interface RunScatterData {
  readonly runs: readonly RunPoint[];
  readonly x: RunScale;
  readonly y: RunScale;
  /** What the points are coloured by; null: each has its run's colour. */
  readonly colour: RunScale | null;
  /** Run that stands out. */
  readonly highlighted: string | null;
}

const strong = 0.7;
const weak = 0.3;

function title(data: RunScatterData): string {
  const [x, y] = [data.x, data.y];
  const { r, n } = rankCorrelation(placed(x).places, placed(y).places);
  if (n === 0) return `No chosen run has both ${x.label} and ${y.label}`;
  if (Number.isNaN(r)) return `Too few different runs to say how ${y.label} goes with ${x.label}`;
  if (Math.abs(r) < weak)
    return `${y.label} does not go with ${x.label} in these runs: rank correlation ${fixed(r)}`;
  const word = Math.abs(r) >= strong ? 'mostly' : 'often';
  return `${y.label} is ${word} ${r > 0 ? 'higher' : 'lower'} where ${x.label} is higher: rank correlation ${fixed(r)}`;
}

const text = (value: number | string | null): string =>
  value === null ? missing : typeof value === 'number' ? significant(value) : value;

function drawnRuns(data: RunScatterData): number[] {
  const [x, y] = [placed(data.x).places, placed(data.y).places];
  return data.runs.flatMap((_, i) => (Number.isFinite(x[i]!) && Number.isFinite(y[i]!) ? [i] : []));
}

export default defineChart<RunScatterData>({
  id: 'run-scatter',
  label: 'Setting against metric',
  about: 'One setting or metric of every run against another.',
  title,
  subtitle(data) {
    const n = drawnRuns(data).length;
    const rest = data.runs.length - n;
    return (
      `Each point is a run${data.colour ? `, the darker the higher its ${data.colour.label}` : ''}; Spearman’s rank correlation. ` +
      `n = ${n} runs${rest > 0 ? `, ${rest} without one of the two` : ''}`
    );
  },
  describe(data) {
    const lines = drawnRuns(data)
      .slice(0, 12)
      .map((i) => `${data.runs[i]!.label} ${text(data.x.values[i]!)}, ${text(data.y.values[i]!)}`);
    return `${title(data)}. Scatter plot of ${data.y.label} over ${data.x.label}. ${lines.length > 0 ? `${lines.join('; ')}.` : ''}`;
  },
  figure(data, theme) {
    const [x, y] = [placed(data.x), placed(data.y)];
    const colours = data.colour && shares(placed(data.colour).places);
    const at = data.runs.map((_, i) => i);
    const colourOf = (i: number): string => {
      if (!colours) return theme.runs[data.runs[i]!.colour % theme.runs.length]!;
      const share = colours[i]!;
      return Number.isNaN(share)
        ? theme.reference
        : mixed(mixed(theme.surface, theme.text, 0.25), theme.text, share);
    };
    const place = (value: number): number | null => (Number.isFinite(value) ? value : null);
    const isStrong = (i: number): boolean => data.runs[i]!.id === data.highlighted;
    return {
      data: [
        {
          type: 'scatter',
          mode: 'markers',
          name: plotText('runs'),
          x: at.map((i) => place(x.places[i]!)),
          y: at.map((i) => place(y.places[i]!)),
          text: at.map((i) =>
            plotText(
              `${data.runs[i]!.label}: ${data.x.label} ${text(data.x.values[i]!)}, ${data.y.label} ${text(data.y.values[i]!)}` +
                (data.colour ? `, ${data.colour.label} ${text(data.colour.values[i]!)}` : ''),
            ),
          ),
          hovertemplate: plotMarkup`%{text}<extra></extra>`,
          marker: {
            color: at.map(colourOf),
            size: at.map((i) => (isStrong(i) ? 16 : 9)),
            symbol: at.map((i) => (isStrong(i) ? 'diamond' : 'circle')),
            opacity: 0.9,
            line: { color: theme.surface, width: 1 },
          },
        },
      ],
      layout: layout(theme, {
        showlegend: false,
        margin: { l: 8, r: 12, t: 8, b: 8 },
        xaxis: scaleAxis(theme, data.x, x),
        yaxis: scaleAxis(theme, data.y, y),
      }),
    };
  },
  csv: (data) =>
    csvText(
      ['run', data.x.label, data.y.label, ...(data.colour ? [data.colour.label] : [])],
      data.runs.map(({ label }, i) => [
        label,
        data.x.values[i] ?? '',
        data.y.values[i] ?? '',
        ...(data.colour ? [data.colour.values[i] ?? ''] : []),
      ]),
    ),
});
