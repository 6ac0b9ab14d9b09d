// What lies over and under the line of the stream: what is not known yet and what is expected there, marks, the plain rival.

import { metricText } from './format.ts';
import { band, faded, orGap } from './layout.ts';
import { labelFrontier, type StreamData, type StreamMark } from './stream-words.ts';
import type { Annotation, ChartTheme, Shape, Trace } from './types.ts';
import { plotMarkup, plotText } from './types.ts';

/** The stretch whose labels are not in, hatched from bottom to top on an axis of its own (y2, from 0 to 1). */
export function hatching(data: StreamData, theme: ChartTheme): Trace[] {
  const [from, last] = [labelFrontier(data), data.windows.at(-1)?.index ?? -1];
  if (from > last) return [];
  return [
    {
      type: 'scatter',
      mode: 'lines',
      name: plotText('labels not known yet'),
      x: [from - 0.5, last + 0.5, last + 0.5, from - 0.5],
      y: [0, 0, 1, 1],
      yaxis: 'y2',
      fill: 'toself',
      fillpattern: {
        shape: '/',
        fgcolor: faded(theme.axis, 0.45),
        bgcolor: 'rgba(0,0,0,0)',
        size: 8,
        solidity: 0.12,
      },
      line: { width: 0 },
      hoverinfo: 'skip',
    },
  ];
}

/** "known until here" at the left end of the hatching. */
export function frontierMark(
  data: StreamData,
  theme: ChartTheme,
): { shape: Shape; annotation: Annotation } | null {
  const [from, last] = [labelFrontier(data), data.windows.at(-1)?.index ?? -1];
  if (from > last || from <= 0) return null;
  const wide = last - (data.windows[0]?.index ?? 0);
  return {
    shape: {
      type: 'line',
      xref: 'x',
      yref: 'paper',
      x0: from - 0.5,
      x1: from - 0.5,
      y0: 0,
      y1: 1,
      line: { color: theme.text, width: 1, dash: 'dot' },
    },
    annotation: {
      text: plotText('known until here '),
      xref: 'x',
      yref: 'paper',
      x: from - 0.5,
      y: 0,
      // Beside the line where there is room for it.
      xanchor: from - (data.windows[0]?.index ?? 0) > wide / 4 ? 'right' : 'left',
      yanchor: 'bottom',
      showarrow: false,
      bgcolor: faded(theme.surface, 0.8),
      font: { color: theme.muted, size: 12 },
    },
  };
}

/** Dashed, with its band: what the model expects to reach where nobody knows yet. */
export function expectation(data: StreamData, places: readonly number[], theme: ChartTheme): Trace[] {
  const { estimated, windows } = data;
  if (!estimated?.values.some(Number.isFinite)) return [];
  const frontier = labelFrontier(data);
  if (frontier > (windows.at(-1)?.index ?? -1)) return [];
  // The last known window is the point that the dashed line begins at.
  const open = places.filter((place) => (windows[place]?.index ?? 0) >= frontier - 1);
  const index = open.map((place) => windows[place]?.index ?? 0);
  const low = open.map((place) => estimated.low[place] ?? NaN);
  const high = open.map((place) => estimated.high[place] ?? NaN);
  const name = plotText('expected without labels');
  return [
    {
      type: 'scatter',
      mode: 'lines',
      name,
      ...band(index, low, high),
      fill: 'toself',
      fillcolor: faded(theme.text, 0.08),
      line: { width: 0 },
      hoverinfo: 'skip',
      legendgroup: name,
      showlegend: false,
    },
    {
      type: 'scatter',
      mode: open.length === 1 ? 'markers' : 'lines',
      name,
      x: index,
      y: open.map((place) => orGap(estimated.values[place] ?? NaN)),
      text: open.map((place, at) =>
        plotText(
          `expected ${metricText(estimated.values[place] ?? NaN, data.unit)} ` +
            `(${metricText(low[at] ?? NaN, data.unit)} to ${metricText(high[at] ?? NaN, data.unit)}), no labels yet`,
        ),
      ),
      line: { color: theme.text, width: 1.75, dash: 'dash' },
      marker: { color: theme.text, size: 6, symbol: 'circle-open' },
      hovertemplate: plotMarkup`%{text}<extra></extra>`,
      legendgroup: name,
    },
  ];
}

/** The rival without a model: what was true of the row before is true of this one. */
export function noChangeLine(data: StreamData, places: readonly number[], theme: ChartTheme): Trace[] {
  const { noChange, windows } = data;
  if (!noChange?.some(Number.isFinite)) return [];
  const name = plotText('saying “as before”');
  return [
    {
      type: 'scatter',
      mode: 'lines',
      name,
      x: places.map((place) => windows[place]?.index ?? 0),
      y: places.map((place) => orGap(noChange[place] ?? NaN)),
      line: { color: theme.reference, width: 1.25, dash: 'dot' },
      hovertemplate: plotMarkup`%{y:.3~g}<extra>${name}</extra>`,
    },
  ];
}

/** Alarms are filled triangles, warnings hollow ones: the shape says which, not the colour alone. */
export function markTrace(
  data: StreamData,
  marks: readonly StreamMark[],
  kind: 'alarm' | 'warning',
  theme: ChartTheme,
): Trace[] {
  if (marks.length === 0) return [];
  const byIndex = new Map(data.windows.map((window) => [window.index, window.value]));
  const estimated = new Map(
    data.windows.map((window, place) => [window.index, data.estimated?.values[place] ?? NaN]),
  );
  const height = ({ index }: StreamMark) =>
    orGap(byIndex.get(index) ?? NaN) ?? orGap(estimated.get(index) ?? NaN) ?? data.threshold ?? data.level;
  const alarm = kind === 'alarm';
  return [
    {
      type: 'scatter',
      mode: 'markers',
      name: plotText(kind),
      x: marks.map(({ index }) => index),
      y: marks.map(height),
      text: marks.map(({ text }) => plotText(text)),
      marker: {
        symbol: alarm ? 'triangle-up' : 'triangle-up-open',
        size: alarm ? 14 : 11,
        color: theme.alarm,
        line: { color: alarm ? theme.surface : theme.alarm, width: 1.5 },
      },
      hovertemplate: plotMarkup`%{text}<extra>${plotText(kind)}</extra>`,
    },
  ];
}

/** Labels are drawn above the picture, one row each, so that they lie over no data. As a share of the picture's height. */
const rowHeight = 0.08;
const namedChanges = 4;
/** More does not fit on a phone. */
const longestName = 36;

/** Where the legend stands: above the names of the changes. */
export const legendHeight = ({ changes = [] }: StreamData): number =>
  1.02 + rowHeight * Math.min(namedChanges, changes.length);

/** An upright line for each change that the person made, with the words of the latest few above the picture. */
export function changeMarks(
  data: StreamData,
  theme: ChartTheme,
): { shapes: Shape[]; annotations: Annotation[] } {
  const changes = data.changes ?? [];
  const first = data.windows[0]?.index ?? 0;
  const wide = Math.max(1, (data.windows.at(-1)?.index ?? 0) - first);
  /** Towards the side on which there is room. */
  const anchorAt = (index: number): Annotation['xanchor'] => {
    const part = (index - first) / wide;
    return part < 1 / 3 ? 'left' : part > 2 / 3 ? 'right' : 'center';
  };
  const shortened = (text: string): string =>
    text.length > longestName ? `${text.slice(0, longestName - 1)}…` : text;
  return {
    shapes: changes.map(({ index, ended }) => ({
      type: 'line',
      xref: 'x',
      yref: 'paper',
      x0: index - 0.5,
      x1: index - 0.5,
      y0: 0,
      y1: 1,
      line: { color: theme.challenger, width: 1.5, dash: ended ? 'dot' : 'dash' },
    })),
    annotations: changes.slice(-namedChanges).map(({ index, text, ended }, place, named): Annotation => ({
      text: plotText(shortened(`${ended ? '◇' : '◆'} ${text}`)),
      xref: 'x',
      yref: 'paper',
      x: index - 0.5,
      // One below the other, so that neighbours can be read.
      y: 1 + rowHeight * (named.length - 1 - place),
      xanchor: anchorAt(index),
      yanchor: 'bottom',
      showarrow: false,
      font: { color: theme.text, size: 12 },
    })),
  };
}
