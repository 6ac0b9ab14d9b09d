// One figure of the monitors along the stream: its line, its interval, from where on it counts as a change.

import { defineChart } from './parts/define.ts';
import { count, csvText, significant } from './parts/format.ts';
import { band, faded, layout, orGap, steadyAxis, steadyMargin } from './parts/layout.ts';
import { drawnPlaces } from './parts/stream-places.ts';
import type { Shape } from './parts/types.ts';
import { plotMarkup, plotText } from './parts/types.ts';

export interface FigureCourseData {
  /** "Accuracy", "PSI of temp". */
  readonly label: string;
  readonly definition: string;
  /** On the axis of the stream's windows, rising. */
  readonly x: readonly number[];
  readonly labels: readonly string[];
  /** NaN where it was not measured. */
  readonly values: ArrayLike<number>;
  readonly low: ArrayLike<number>;
  readonly high: ArrayLike<number>;
  readonly thresholds: ArrayLike<number>;
  readonly n: ArrayLike<number>;
  /** In which direction of the threshold it is a change. */
  readonly worse: 'higher' | 'lower';
  /** Place of the window that is looked at. */
  readonly selected?: number;
  /** Ends of the axis, so that charts above one another agree; absent: its own windows. */
  readonly range?: readonly [number, number];
}

const isBeyond = (data: FigureCourseData, place: number): boolean => {
  const [value, threshold] = [data.values[place] ?? NaN, data.thresholds[place] ?? NaN];
  return data.worse === 'higher' ? value >= threshold : value <= threshold;
};

const measured = (data: FigureCourseData): number[] =>
  data.x.map((_, place) => place).filter((place) => Number.isFinite(data.values[place] ?? NaN));

function title(data: FigureCourseData): string {
  const places = measured(data);
  const last = places.at(-1);
  if (last === undefined) return `${data.label}: not measured yet`;
  const beyond = places.filter((place) => isBeyond(data, place));
  const now = `${data.label} is ${significant(data.values[last] ?? NaN)} in ${data.labels[last] ?? ''}`;
  if (!places.some((place) => Number.isFinite(data.thresholds[place] ?? NaN))) return now;
  if (beyond.length === 0) return `${now}: within what it was`;
  if (beyond.at(-1) === last) {
    // Back to where the stretch began.
    let first = places.length - 1;
    while (first > 0 && isBeyond(data, places[first - 1]!)) first--;
    return `${now}: beyond its limit since ${data.labels[places[first]!] ?? ''}`;
  }
  return `${now}: within what it was, beyond its limit in ${beyond.length} of ${places.length} windows before`;
}

const fewPoints = 100;

/** Places of the windows that are drawn: a point of the line is one of these. */
export const coursePlaces = ({ x, values }: FigureCourseData): number[] => drawnPlaces({ x, y: values });

export default defineChart<FigureCourseData>({
  id: 'figure-course',
  label: 'A figure along the stream',
  about: 'One figure of the monitors window by window, with its interval and its limit.',
  title,
  subtitle: (data) => `${data.definition} n = ${count(measured(data).length)} windows`,
  describe(data) {
    const places = measured(data);
    const [first, last] = [places[0], places.at(-1)];
    if (first === undefined || last === undefined) return `${title(data)}.`;
    const say = (place: number) => `${significant(data.values[place] ?? NaN)} (${data.labels[place] ?? ''})`;
    const limit = data.thresholds[last] ?? NaN;
    const line = Number.isFinite(limit) ? ` The limit in the latest window is ${significant(limit)}.` : '';
    return `${title(data)}. Line from ${say(first)} to ${say(last)}.${line}`;
  },
  figure(data, theme) {
    const places = coursePlaces(data);
    const at = (values: ArrayLike<number>): number[] => places.map((place) => values[place] ?? NaN);
    const x = at(data.x);
    const shapes: Shape[] = [];
    if (data.selected !== undefined && data.x[data.selected] !== undefined)
      shapes.push({
        type: 'line',
        xref: 'x',
        yref: 'paper',
        x0: data.x[data.selected]!,
        x1: data.x[data.selected]!,
        y0: 0,
        y1: 1,
        line: { color: theme.text, width: 1.5 },
      });
    const far = places.filter((place) => isBeyond(data, place));
    const limited = places.some((place) => Number.isFinite(data.thresholds[place] ?? NaN));
    const first = x[0] ?? 0;
    const step = Math.max(1, Math.ceil(places.length / 6));
    const named = places
      .filter((_, place) => place % step === 0)
      .filter((place, order, all) => data.labels[place] !== data.labels[all[order - 1] ?? -1]);
    return {
      data: [
        {
          type: 'scatter',
          mode: 'lines',
          name: plotText('interval'),
          ...band(x, at(data.low), at(data.high)),
          fill: 'toself',
          fillcolor: faded(theme.champion, 0.16),
          line: { width: 0 },
          hoverinfo: 'skip',
          showlegend: false,
        },
        {
          type: 'scatter',
          mode: 'lines',
          name: plotText('limit'),
          x,
          y: at(data.thresholds).map(orGap),
          line: { color: theme.alarm, width: 1.25, dash: 'dash' },
          hoverinfo: 'skip',
          showlegend: limited,
        },
        {
          type: 'scatter',
          // A lonely window between gaps has no line.
          mode: places.length <= fewPoints ? 'lines+markers' : 'lines',
          name: plotText(data.label),
          x,
          y: at(data.values).map(orGap),
          text: places.map((place) =>
            plotText(
              `${data.labels[place] ?? ''}: ${significant(data.values[place] ?? NaN)}, n = ${count(data.n[place] ?? NaN)}`,
            ),
          ),
          line: { color: theme.champion, width: 2 },
          marker: { color: theme.champion, size: 4 },
          hovertemplate: plotMarkup`%{text}<extra></extra>`,
        },
        {
          type: 'scatter',
          mode: 'markers',
          name: plotText('beyond it'),
          x: far.map((place) => data.x[place]!),
          y: far.map((place) => orGap(data.values[place] ?? NaN)),
          marker: { color: theme.alarm, size: 7, symbol: 'triangle-up' },
          hoverinfo: 'skip',
          showlegend: far.length > 0,
        },
      ],
      layout: layout(theme, {
        shapes,
        margin: { ...steadyMargin, l: 56 },
        hovermode: 'x',
        xaxis: steadyAxis(theme, null, {
          range: data.range ?? [first - 0.5, Math.max(x.at(-1) ?? 1, first + 1) + 0.5],
          showgrid: false,
          tickvals: named.map((place) => data.x[place]!),
          ticktext: named.map((place) => plotText(data.labels[place] ?? '')),
        }),
        yaxis: steadyAxis(theme, null, { nticks: 5 }),
      }),
    };
  },
  csv: (data) =>
    csvText(
      ['window', data.label, 'low', 'high', 'limit', 'n'],
      data.labels.map((label, place) => [
        label,
        data.values[place] ?? NaN,
        data.low[place] ?? NaN,
        data.high[place] ?? NaN,
        data.thresholds[place] ?? NaN,
        data.n[place] ?? NaN,
      ]),
    ),
});
