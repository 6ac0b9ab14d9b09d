// One metric of many runs over the course of their trainings: every line as measured, smoothed lines over it, groups as bands.

import { defineChart } from './parts/define.ts';
import { csvText, significant } from './parts/format.ts';
import { axis, band, faded, layout } from './parts/layout.ts';
import { axisNames, describe, placeText, subtitle, title } from './parts/run-curve-words.ts';
import { bestPlace, drawn, lonely, visibleEnds } from './parts/run-lines.ts';
import type { DrawnLine, RunCurvesData, RunLine } from './parts/run-lines.ts';
import { plotMarkup, plotText } from './parts/types.ts';
import type { Axis, ChartTheme, PlotLine, PlotText, ScatterTrace, Trace } from './parts/types.ts';

/** Lines that the chart's own legend names. */
const mostNamed = 12;
const dashes = ['solid', 'dash', 'dot'] as const;

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
    const edge = (sign: 1 | -1) =>
      item.mean.map((mean, place) => {
        const ends = sign > 0 ? item.high : item.low;
        const value = data.bandEdge === 'range' ? ends[place]! : mean + sign * item.sd[place]!;
        return data.logY && value <= 0 ? NaN : value;
      });
    const name = plotText(`${item.label} (n = ${Math.max(0, ...item.n)})`);
    return [
      {
        type: 'scatter',
        mode: 'lines',
        name,
        ...orNothing(band(item.x, edge(-1), edge(1))),
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

interface Mark {
  readonly x: number;
  readonly y: number;
  readonly words: string;
  readonly colour: string;
  readonly star: boolean;
}

/** What a stroke can't show: points between gaps, and a star at the best of each line. One trace, for each costs time. */
function marksOf(
  data: RunCurvesData,
  look: ReadonlyMap<string, PlotLine>,
  seen: readonly DrawnLine[],
): Trace {
  const marks = data.lines.flatMap((line, nth): Mark[] => {
    const colour = look.get(line.id)!.color!;
    const alone = lonely(seen[nth]!);
    const points = alone.x.flatMap((x, place): Mark[] => {
      const y = alone.y[place] ?? null;
      if (x === null || y === null) return [];
      return [{ x, y, words: `${line.label}: ${significant(y)}`, colour, star: false }];
    });
    const best = data.bands.length > 0 || data.better === null ? null : bestPlace(line, data.better);
    if (best === null) return points;
    const [x, y] = [line.x[best]!, line.y[best]!];
    if ((data.logX && x <= 0) || (data.logY && y <= 0)) return points;
    const words = `${line.label}, best: ${significant(y)} at ${placeText(data, x)}`;
    return [...points, { x, y, words, colour, star: true }];
  });
  return {
    type: 'scatter',
    mode: 'markers',
    name: plotText('marks'),
    ...orNothing({ x: marks.map(({ x }) => x), y: marks.map(({ y }) => y) }),
    text: marks.map(({ words }) => plotText(words)),
    hovertemplate: plotMarkup`%{text}<extra></extra>`,
    showlegend: false,
    marker: {
      color: marks.map(({ colour }) => colour),
      symbol: marks.map(({ star }) => (star ? 'star' : 'circle')),
      size: marks.map(({ star }) => (star ? 11 : 4)),
    },
  };
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
      data: [...linesOf(data, look, seen), ...bandsOf(data, theme), marksOf(data, look, seen)],
      layout: layout(theme, {
        dragmode: 'zoom',
        hovermode: 'closest',
        // More names would take the chart's place; the page has a legend of its own.
        showlegend: data.bands.length > 0 || data.lines.length <= mostNamed,
        ...axesOf(data, theme, seen),
      }),
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
