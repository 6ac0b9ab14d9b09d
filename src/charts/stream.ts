// The stream as it passed: one metric per window, its interval, who was in production, when an alarm was raised.

import { defineChart } from './parts/define.ts';
import { csvText, metricText } from './parts/format.ts';
import {
  changeMarks,
  expectation,
  frontierMark,
  hatching,
  legendHeight,
  markTrace,
  noChangeLine,
} from './parts/stream-layers.ts';
import { streamPlaces } from './parts/stream-places.ts';
import type { StreamData, StreamReign, StreamWindow } from './parts/stream-words.ts';
import { streamInWords, streamSubtitle, streamTitle } from './parts/stream-words.ts';
import { band, faded, layout, orGap, steadyAxis, steadyMargin } from './parts/layout.ts';
import type { Annotation, ChartTheme, Shape, Trace } from './parts/types.ts';
import { plotMarkup, plotText } from './parts/types.ts';

/** All drawn windows with gaps outside its reign, so that the index of a clicked point is the place in `streamPlaces`. */
function reignTraces(data: StreamData, windows: readonly StreamWindow[], theme: ChartTheme): Trace[] {
  const x = windows.map((window) => window.index);
  const reigns: readonly StreamReign[] =
    data.reigns.length > 0 ? data.reigns : [{ from: 0, label: data.metricLabel }];
  // A version may come back: it keeps its colour, and the legend names it once.
  const labels = [...new Set(reigns.map(({ label }) => label))];
  const text = windows.map(
    (window) =>
      plotMarkup`${plotText(window.label)}<br>${plotText(
        `${data.metricLabel} ${metricText(window.value, data.unit)} ` +
          `(${metricText(window.low, data.unit)} to ${metricText(window.high, data.unit)}), n = ${window.n}`,
      )}`,
  );
  return reigns.flatMap((reign, place): Trace[] => {
    const end = reigns[place + 1]?.from ?? Infinity;
    const inReign = (window: StreamWindow): boolean => window.index >= reign.from && window.index < end;
    const mine = windows.filter(inReign);
    const number = reign.colour ?? labels.indexOf(reign.label);
    const colour = theme.versions[number % theme.versions.length] ?? theme.champion;
    const isFirst = reigns.findIndex(({ label }) => label === reign.label) === place;
    const outline = band(
      mine.map((window) => window.index),
      mine.map((window) => window.low),
      mine.map((window) => window.high),
    );
    const name = plotText(reign.label);
    return [
      {
        type: 'scatter',
        mode: 'lines',
        name,
        ...outline,
        fill: 'toself',
        fillcolor: faded(colour, 0.18),
        line: { width: 0 },
        hoverinfo: 'skip',
        legendgroup: name,
        showlegend: false,
      },
      {
        type: 'scatter',
        mode: 'lines',
        name,
        x,
        y: windows.map((window) => (inReign(window) ? orGap(window.value) : null)),
        text,
        line: { color: colour, width: 2 },
        hovertemplate: plotMarkup`%{text}<extra>${name}</extra>`,
        legendgroup: name,
        showlegend: isFirst,
      },
    ];
  });
}

function marks(data: StreamData, theme: ChartTheme): { shapes: Shape[]; annotations: Annotation[] } {
  const shapes: Shape[] = [];
  const annotations: Annotation[] = [];
  // The lines belong to the version in production: they begin where it took over.
  const from = (data.reigns.at(-1)?.from ?? 0) - 0.5;
  const across = (y: number, line: Shape['line']): Shape => ({
    type: 'line',
    xref: 'x',
    yref: 'y',
    x0: from,
    x1: Math.max(from + 1, (data.windows.at(-1)?.index ?? 0) + 0.5),
    y0: y,
    y1: y,
    line,
  });
  const upright = (x: number, line: Shape['line']): Shape => ({
    type: 'line',
    xref: 'x',
    yref: 'paper',
    x0: x,
    x1: x,
    y0: 0,
    y1: 1,
    line,
  });
  const beside = (text: string, y: number, color: string): Annotation => ({
    text: plotText(text),
    xref: 'paper',
    yref: 'y',
    x: 1,
    y,
    xanchor: 'right',
    yanchor: 'bottom',
    showarrow: false,
    bgcolor: faded(theme.surface, 0.8),
    font: { color, size: 12 },
  });
  if (data.threshold !== null) {
    shapes.push(across(data.threshold, { color: theme.alarm, width: 1.5, dash: 'dash' }));
    annotations.push(
      beside(`alarm line ${metricText(data.threshold, data.unit)}`, data.threshold, theme.alarm),
    );
  }
  if (data.level !== null) {
    shapes.push(across(data.level, { color: theme.reference, width: 1, dash: 'dot' }));
    annotations.push(beside(`at deployment ${metricText(data.level, data.unit)}`, data.level, theme.muted));
  }
  for (const [place, reign] of data.reigns.entries()) {
    if (place > 0) shapes.push(upright(reign.from - 0.5, { color: theme.axis, width: 1 }));
    annotations.push({
      text: plotText(reign.label),
      xref: 'x',
      yref: 'paper',
      x: reign.from,
      y: 1,
      xanchor: 'left',
      yanchor: 'top',
      showarrow: false,
      font: { color: theme.text, size: 12 },
    });
  }
  const changed = changeMarks(data, theme);
  shapes.push(...changed.shapes);
  annotations.push(...changed.annotations);
  const frontier = frontierMark(data, theme);
  if (frontier) {
    shapes.push(frontier.shape);
    annotations.push(frontier.annotation);
  }
  if (data.selected !== undefined) shapes.push(upright(data.selected, { color: theme.text, width: 1.5 }));
  return { shapes, annotations };
}

export default defineChart<StreamData>({
  id: 'stream',
  label: 'The stream',
  about:
    'One metric per window with its interval, what is expected where labels are missing, the versions in production, the alarms.',
  title: streamTitle,
  subtitle: streamSubtitle,
  describe: streamInWords,
  figure(data, theme) {
    const places = streamPlaces(data);
    const windows = places.map((place) => data.windows[place]!);
    const traces: Trace[] = [];
    if (data.counterfactual) {
      const alone = data.counterfactual.values;
      const name = plotText(data.counterfactual.label);
      traces.push({
        type: 'scatter',
        mode: 'lines',
        name,
        x: windows.map(({ index }) => index),
        y: windows.map(({ index }) => orGap(alone[index] ?? NaN)),
        line: { color: theme.reference, width: 1.5 },
        hovertemplate: plotMarkup`%{y:.3~g}<extra>${name}</extra>`,
      });
    }
    traces.push(
      ...noChangeLine(data, places, theme),
      ...reignTraces(data, windows, theme),
      ...expectation(data, places, theme),
      ...markTrace(data, data.warnings ?? [], 'warning', theme),
      ...markTrace(data, data.alarms, 'alarm', theme),
      ...hatching(data, theme),
    );
    const first = windows[0]?.index ?? 0;
    const last = Math.max(windows.at(-1)?.index ?? 1, first + 1);
    const step = Math.max(1, Math.ceil(data.windows.length / 6));
    // Windows of one year are called alike: it is named once, where it begins to be.
    const ticks = data.windows
      .filter((_, place) => place % step === 0)
      .filter(({ label }, place, all) => label !== all[place - 1]?.label);
    return {
      data: traces,
      layout: layout(theme, {
        ...marks(data, theme),
        margin: steadyMargin,
        legend: {
          orientation: 'h',
          x: 0,
          y: legendHeight(data),
          xanchor: 'left',
          yanchor: 'bottom',
          font: { size: 12 },
        },
        hovermode: 'x',
        xaxis: steadyAxis(theme, null, {
          range: [first - 0.5, last + 0.5],
          showgrid: false,
          tickvals: ticks.map((window) => window.index),
          ticktext: ticks.map((window) => plotText(window.label)),
        }),
        yaxis: steadyAxis(theme, plotText(data.metricLabel)),
        yaxis2: { overlaying: 'y', range: [0, 1], showgrid: false, showticklabels: false, fixedrange: true },
      }),
    };
  },
  csv: (data) =>
    csvText(
      [
        'window',
        'label',
        data.metricLabel,
        'low',
        'high',
        'rows',
        'version',
        'alarm',
        'left alone',
        'expected',
        'as before',
        'changed',
      ],
      data.windows.map((window, place) => [
        window.index + 1,
        window.label,
        window.value,
        window.low,
        window.high,
        window.n,
        data.reigns.findLast((reign) => reign.from <= window.index)?.label ?? '',
        data.alarms.find((alarm) => alarm.index === window.index)?.text ?? '',
        data.counterfactual?.values[window.index] ?? NaN,
        data.estimated?.values[place] ?? NaN,
        data.noChange?.[place] ?? NaN,
        data.changes?.find((change) => change.index === window.index)?.text ?? '',
      ]),
    ),
});
