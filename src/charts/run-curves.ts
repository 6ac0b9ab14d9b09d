// One metric of many runs over the course of their trainings: every line as measured, smoothed lines over it, groups as bands.

import { defineChart } from './parts/define.ts';
import { count, csvText, significant } from './parts/format.ts';
import { axis, band, faded, layout } from './parts/layout.ts';
import { bestPlace, drawn, lonely, visibleEnds } from './parts/run-lines.ts';
import type { DrawnLine, RunCurvesData, RunLine } from './parts/run-lines.ts';
import { plotMarkup, plotText } from './parts/types.ts';
import type { Axis, ChartTheme, PlotLine, PlotText, ScatterTrace, Trace } from './parts/types.ts';

const axisNames = {
  step: 'step',
  epoch: 'epoch',
  seconds: 'seconds since its start',
  clock: 'time',
} as const;
const dashes = ['solid', 'dash', 'dot'] as const;

interface Best {
  readonly line: RunLine;
  readonly place: number;
  readonly value: number;
}

function bests(data: RunCurvesData): Best[] {
  return data.lines
    .flatMap((line) => {
      const place = bestPlace(line, data.better);
      return place === null ? [] : [{ line, place, value: line.y[place]! }];
    })
    .sort((a, b) => (data.better === 'higher' ? b.value - a.value : a.value - b.value));
}

function placeText(data: RunCurvesData, x: number): string {
  if (data.axis === 'clock') return new Date(x).toISOString().replace('T', ' ').slice(0, 19);
  return data.axis === 'seconds' ? `second ${significant(x)}` : `${axisNames[data.axis]} ${count(x)}`;
}

function title(data: RunCurvesData): string {
  const [first, second] = bests(data);
  if (!first) return `No chosen run has measured ${data.metric}`;
  const how = data.better === 'higher' ? 'highest' : 'lowest';
  const value = significant(first.value);
  if (!second) return `${first.line.label} has its ${how} ${data.metric} of ${value} at ${at(data, first)}`;
  if (first.value === second.value)
    return `${first.line.label} and ${second.line.label} reach the same ${how} ${data.metric}: ${value}`;
  return `${first.line.label} reaches the ${how} ${data.metric}: ${value} at ${at(data, first)}, before ${second.line.label} with ${significant(second.value)}`;
}

const at = (data: RunCurvesData, { line, place }: Best): string => placeText(data, line.x[place]!);

const points = (data: RunCurvesData): number => data.lines.reduce((sum, { y }) => sum + y.length, 0);

function subtitle(data: RunCurvesData): string {
  const parts = [
    `${data.metric}, ${data.better} is better, over ${axisNames[data.axis]}. n = ${data.lines.length} runs, ${count(points(data))} points`,
  ];
  if (data.smoothing) parts.push(`strong lines smoothed (${data.smoothing}), faint ones as measured`);
  if (data.bands.length > 0) parts.push('bands: mean ± standard deviation of a group’s runs');
  if (data.leftOut > 0) parts.push(`${count(data.leftOut)} more runs are not drawn`);
  return parts.join('; ');
}

function describe(data: RunCurvesData): string {
  const lines = bests(data)
    .slice(0, 8)
    .map((best) => {
      const last = best.line.y[best.line.y.length - 1]!;
      return `${best.line.label}: best ${significant(best.value)} at ${at(data, best)}, last ${significant(last)}`;
    });
  const groups = data.bands.map((item) => {
    const end = item.mean.findLastIndex((value) => Number.isFinite(value));
    return `${item.label} ends at ${significant(item.mean[end] ?? NaN)} ± ${significant(item.sd[end] ?? NaN)} over ${item.n[end] ?? 0} runs`;
  });
  return [
    `${title(data)}.`,
    ...(lines.length > 0 ? [`${lines.join('; ')}.`] : []),
    ...(groups.length > 0 ? [`Groups: ${groups.join('; ')}.`] : []),
  ].join(' ');
}

/** Runs whose colour is taken already get another dash. */
function lookOf(lines: readonly RunLine[], theme: ChartTheme): Map<string, PlotLine> {
  const used = new Map<number, number>();
  return new Map(
    lines.map(({ id, colour }) => {
      const nth = used.get(colour) ?? 0;
      used.set(colour, nth + 1);
      return [id, { color: theme.runs[colour % theme.runs.length]!, dash: dashes[nth % dashes.length]! }];
    }),
  );
}

/** A trace without any point would be dropped, and the traces behind it counted differently. */
const nothing: DrawnLine = { x: [null], y: [null] };
const orNothing = (line: DrawnLine): DrawnLine => (line.x.length > 0 ? line : nothing);

function hover(label: string): PlotText {
  return plotMarkup`${plotText(label)}<br>%{x}: %{y:.4~g}<extra></extra>`;
}

function linesOf(data: RunCurvesData, look: ReadonlyMap<string, PlotLine>, seen: DrawnLine[]): Trace[] {
  const behind = data.bands.length > 0;
  return data.lines.flatMap((line) => {
    const style = look.get(line.id)!;
    const colour = style.color!;
    const raw = drawn(line, line.y, data);
    seen.push(raw);
    const common = {
      type: 'scatter',
      name: plotText(line.label),
      hovertemplate: hover(line.label),
    } as const;
    const thinly = line.smooth !== null || behind;
    const traces: ScatterTrace[] = [
      {
        ...common,
        mode: 'lines',
        ...orNothing(raw),
        connectgaps: false,
        showlegend: !thinly,
        line: thinly ? { ...style, color: faded(colour, 0.35), width: 1 } : { ...style, width: 2 },
        ...(line.smooth ? { hoverinfo: 'skip' as const } : {}),
      },
      {
        ...common,
        mode: 'markers',
        ...orNothing(lonely(raw)),
        showlegend: false,
        marker: { color: colour, size: 4 },
      },
    ];
    if (line.smooth && !behind)
      traces.push({
        ...common,
        mode: 'lines',
        ...orNothing(drawn(line, line.smooth, data)),
        connectgaps: false,
        line: { ...style, width: 2 },
      });
    return traces;
  });
}

function bandsOf(data: RunCurvesData, theme: ChartTheme): Trace[] {
  return data.bands.flatMap((item): Trace[] => {
    const colour = theme.runs[item.colour % theme.runs.length]!;
    const end = (sign: number) =>
      item.mean.map((mean, place) => {
        const value = mean + sign * item.sd[place]!;
        return data.logY && value <= 0 ? NaN : value;
      });
    const name = plotText(`${item.label} (n = ${Math.max(0, ...item.n)})`);
    return [
      {
        type: 'scatter',
        mode: 'lines',
        name,
        ...orNothing(band(item.x, end(-1), end(1))),
        fill: 'toself',
        fillcolor: faded(colour, 0.18),
        line: { width: 0, color: colour },
        showlegend: false,
        hoverinfo: 'skip',
      },
      {
        type: 'scatter',
        mode: 'lines',
        name,
        ...orNothing({
          x: [...item.x],
          y: item.mean.map((value) => (Number.isFinite(value) && (!data.logY || value > 0) ? value : null)),
        }),
        text: item.n.map((n, place) =>
          plotText(`${significant(item.mean[place]!)} ± ${significant(item.sd[place]!)}, n = ${n}`),
        ),
        hovertemplate: plotMarkup`${plotText(item.label)}<br>%{x}: %{text}<extra></extra>`,
        line: { color: colour, width: 3 },
      },
    ];
  });
}

function bestMarks(data: RunCurvesData, look: ReadonlyMap<string, PlotLine>): Trace[] {
  if (data.bands.length > 0) return [];
  return data.lines.map((line): Trace => {
    const place = bestPlace(line, data.better);
    const best = place === null ? null : { line, place, value: line.y[place]! };
    const hidden = !best || (data.logX && line.x[best.place]! <= 0) || (data.logY && best.value <= 0);
    const words = best ? `${line.label}, best: ${significant(best.value)} at ${at(data, best)}` : line.label;
    return {
      type: 'scatter',
      mode: 'markers',
      name: plotText(`${line.label}, best`),
      ...(hidden ? nothing : { x: [line.x[best.place]!], y: [best.value] }),
      showlegend: false,
      hovertemplate: plotMarkup`${plotText(words)}<extra></extra>`,
      marker: { symbol: 'star', size: 11, color: look.get(line.id)!.color! },
    };
  });
}

const powers = ([from, to]: readonly [number, number]): [number, number] => [
  Math.log10(from),
  Math.log10(to),
];

function axesOf(
  data: RunCurvesData,
  theme: ChartTheme,
  seen: readonly DrawnLine[],
): { xaxis: Axis; yaxis: Axis } {
  const { range, logX, logY } = data;
  const ends = range && visibleEnds(seen, range);
  const scaled = ends && (logY ? powers(ends) : ends);
  const room = scaled ? (scaled[1] - scaled[0] || Math.abs(scaled[0]) || 1) * 0.05 : 0;
  return {
    xaxis: axis(theme, plotText(axisNames[data.axis]), {
      type: data.axis === 'clock' ? 'date' : logX ? 'log' : 'linear',
      fixedrange: false,
      nticks: 8,
      ...(range ? { range: logX ? powers(range) : range } : { autorange: true }),
    }),
    yaxis: axis(theme, null, {
      type: logY ? 'log' : 'linear',
      ...(scaled ? { range: [scaled[0] - room, scaled[1] + room] } : { autorange: true }),
    }),
  };
}

export default defineChart<RunCurvesData>({
  id: 'run-curves',
  label: 'Curves of runs',
  about: 'One metric of many runs over steps, epochs or time, as measured and smoothed, and groups as bands.',
  title,
  subtitle,
  describe,
  figure(data, theme) {
    const seen: DrawnLine[] = [];
    const look = lookOf(data.lines, theme);
    return {
      data: [...linesOf(data, look, seen), ...bandsOf(data, theme), ...bestMarks(data, look)],
      layout: layout(theme, { dragmode: 'zoom', hovermode: 'closest', ...axesOf(data, theme, seen) }),
    };
  },
  csv: (data) =>
    csvText(
      ['run', axisNames[data.axis], data.metric, ...(data.smoothing ? ['smoothed'] : [])],
      data.lines.flatMap(({ label, x, y, smooth }) =>
        Array.from({ length: y.length }, (_, place) => [
          label,
          x[place]!,
          y[place]!,
          ...(data.smoothing ? [smooth?.[place] ?? NaN] : []),
        ]),
      ),
    ),
});
