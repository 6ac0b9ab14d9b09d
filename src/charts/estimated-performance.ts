// What the model is thought to be worth, beside what it turned out to be: the estimate of every window, the truth of those whose labels
// are in, and where that knowledge ends.

import type { Metric } from '../core/define.ts';
import { defineChart } from './parts/define.ts';
import { count, csvText, metricText } from './parts/format.ts';
import { band, faded, layout, orGap, steadyAxis, steadyMargin } from './parts/layout.ts';
import type { Annotation, ChartTheme, Shape, Trace } from './parts/types.ts';
import { plotMarkup, plotText } from './parts/types.ts';

interface Course {
  /** One for each window, NaN where there is none. */
  readonly values: ArrayLike<number>;
  readonly low: ArrayLike<number>;
  readonly high: ArrayLike<number>;
}

export interface EstimatedPerformanceData {
  /** "Accuracy". */
  readonly label: string;
  readonly unit: Metric['unit'];
  readonly better: Metric['better'];
  /** On the axis of the stream's windows, rising. */
  readonly x: readonly number[];
  readonly labels: readonly string[];
  readonly estimated: Course;
  readonly realised: Course;
  readonly n: ArrayLike<number>;
  /** From where on the estimate is worse than ever on the reference. */
  readonly thresholds: ArrayLike<number>;
  /** Place of the last window whose labels are in; −1: of none. */
  readonly knownUntil: number;
  /** Versions, by the place of their first window. */
  readonly reigns: readonly { readonly from: number; readonly label: string }[];
  /** Whether the estimate can be believed, in words; empty where it can. */
  readonly warning: string;
}

const lastOf = ({ values }: Course): number => {
  for (let place = values.length - 1; place >= 0; place--) if (Number.isFinite(values[place])) return place;
  return -1;
};

const fallenWord = (data: EstimatedPerformanceData, place: number): string => {
  const [value, limit] = [data.estimated.values[place]!, data.thresholds[place] ?? NaN];
  const worse = data.better === 'higher' ? value < limit : value > limit;
  if (!worse) return 'is';
  return data.better === 'higher' ? 'has fallen to' : 'has risen to';
};

function title(data: EstimatedPerformanceData): string {
  const [said, known] = [lastOf(data.estimated), lastOf(data.realised)];
  const name = data.label.toLowerCase();
  const truth =
    known < 0
      ? 'no labels are known yet'
      : `labels known until ${data.labels[known] ?? ''} say ${metricText(data.realised.values[known]!, data.unit)}`;
  if (said < 0)
    return known < 0 ? `${data.label}: nothing is known yet` : `${data.label} can’t be estimated; ${truth}`;
  const value = metricText(data.estimated.values[said]!, data.unit);
  const finding = `Estimated ${name} ${fallenWord(data, said)} ${value}; ${truth}`;
  return data.warning ? `${finding}: don’t believe the estimate` : finding;
}

function subtitle(data: EstimatedPerformanceData): string {
  const measured = Array.from(data.n).filter(Number.isFinite);
  const rows = measured.reduce((sum, n) => sum + n, 0);
  return (
    `Dashed: what it is likely to be, from what the model says. Solid: what it was, once the labels came. Bands: 95 %. ` +
    `n = ${count(rows)} rows in ${count(measured.length)} windows`
  );
}

const hatches = 10;

/** Slanted lines over the windows of which no labels are known. */
function unknownShapes(from: number, to: number, theme: ChartTheme): Shape[] {
  const step = (to - from) / hatches;
  const lines = Array.from({ length: hatches }, (_, i): Shape => ({
    type: 'line',
    xref: 'x',
    yref: 'paper',
    x0: from + i * step,
    x1: from + (i + 1) * step,
    y0: 0,
    y1: 1,
    line: { color: faded(theme.axis, 0.25), width: 1 },
    layer: 'below',
  }));
  const area: Shape = {
    type: 'rect',
    xref: 'x',
    yref: 'paper',
    x0: from,
    x1: to,
    y0: 0,
    y1: 1,
    fillcolor: faded(theme.axis, 0.06),
    line: { width: 0 },
    layer: 'below',
  };
  const edge: Shape = {
    ...area,
    type: 'line',
    x1: from,
    line: { color: theme.axis, width: 1, dash: 'dot' },
  };
  return [area, ...lines, edge];
}

function marks(data: EstimatedPerformanceData, theme: ChartTheme) {
  const shapes: Shape[] = [];
  const annotations: Annotation[] = [];
  const end = (data.x.at(-1) ?? 0) + 0.5;
  const word = (text: string, x: number, y: number, xanchor: 'left' | 'right' = 'left'): Annotation => ({
    text: plotText(text),
    xref: 'x',
    yref: 'paper',
    x,
    y,
    xanchor,
    yanchor: y > 0.5 ? 'top' : 'bottom',
    showarrow: false,
    bgcolor: faded(theme.surface, 0.7),
    font: { color: theme.muted, size: 12 },
  });
  if (data.x.length > 0 && data.knownUntil < data.x.length - 1) {
    const from = data.knownUntil < 0 ? data.x[0]! - 0.5 : data.x[data.knownUntil]! + 0.5;
    shapes.push(...unknownShapes(from, end, theme));
    const known = data.knownUntil >= 0;
    // On the side where there is room for it.
    const side = known && from - data.x[0]! > (end - data.x[0]!) / 2 ? 'right' : 'left';
    annotations.push(word(known ? 'labels known until here' : 'no labels yet', from, 0, side));
  }
  data.reigns.forEach(({ from, label }, place) => {
    const x = data.x[from];
    if (x === undefined) return;
    if (place > 0)
      shapes.push({
        type: 'line',
        xref: 'x',
        yref: 'paper',
        x0: x - 0.5,
        x1: x - 0.5,
        y0: 0,
        y1: 1,
        line: { color: theme.axis, width: 1 },
      });
    annotations.push(word(label, x - 0.5, 1));
  });
  return { shapes, annotations };
}

function courseTraces(
  data: EstimatedPerformanceData,
  course: Course,
  name: string,
  colour: string,
  dash: 'solid' | 'dash',
): Trace[] {
  const x = [...data.x];
  const at = (values: ArrayLike<number>): number[] => x.map((_, place) => values[place] ?? NaN);
  const values = at(course.values);
  return [
    {
      type: 'scatter',
      mode: 'lines',
      name: plotText(name),
      ...band(x, at(course.low), at(course.high)),
      fill: 'toself',
      fillcolor: faded(colour, 0.14),
      line: { width: 0 },
      hoverinfo: 'skip',
      showlegend: false,
    },
    {
      type: 'scatter',
      mode: 'lines',
      name: plotText(name),
      x,
      y: values.map(orGap),
      text: x.map((_, place) =>
        plotText(
          `${data.labels[place] ?? ''}: ${metricText(values[place]!, data.unit)} ` +
            `(${metricText(course.low[place] ?? NaN, data.unit)} to ${metricText(course.high[place] ?? NaN, data.unit)}), ` +
            `n = ${count(data.n[place] ?? NaN)}`,
        ),
      ),
      line: { color: colour, width: 2, dash },
      hovertemplate: plotMarkup`%{text}<extra>${plotText(name)}</extra>`,
    },
  ];
}

export default defineChart<EstimatedPerformanceData>({
  id: 'estimated-performance',
  label: 'Estimated and true performance',
  about: 'What a figure is thought to be before the labels come, beside what it turned out to be.',
  title,
  subtitle,
  describe(data) {
    const both = Array.from(data.estimated.values)
      .map((value, place) => (data.realised.values[place] ?? NaN) - value)
      .filter(Number.isFinite);
    const gap = both.reduce((sum, value) => sum + value, 0) / both.length;
    const apart =
      both.length > 0
        ? ` Over ${count(both.length)} windows with both, the truth was ${metricText(gap, data.unit)} away from the estimate on average.`
        : '';
    return `${title(data)}. Line chart of estimate and truth by window.${apart}${data.warning ? ` ${data.warning}` : ''}`;
  },
  figure(data, theme) {
    const step = Math.max(1, Math.ceil(data.x.length / 6));
    const ticks = data.x.map((_, place) => place).filter((place) => place % step === 0);
    return {
      data: [
        ...courseTraces(data, data.estimated, 'estimated', theme.challenger, 'dash'),
        ...courseTraces(data, data.realised, 'true, from labels', theme.champion, 'solid'),
        {
          type: 'scatter',
          mode: 'lines',
          name: plotText('limit'),
          x: [...data.x],
          y: Array.from(data.thresholds, orGap),
          line: { color: theme.alarm, width: 1.25, dash: 'dot' },
          hoverinfo: 'skip',
        },
      ],
      layout: layout(theme, {
        ...marks(data, theme),
        margin: { ...steadyMargin, t: 24 },
        hovermode: 'x',
        xaxis: steadyAxis(theme, null, {
          range: [(data.x[0] ?? 0) - 0.5, (data.x.at(-1) ?? 1) + 0.5],
          showgrid: false,
          tickvals: ticks.map((place) => data.x[place]!),
          ticktext: ticks.map((place) => plotText(data.labels[place] ?? '')),
        }),
        yaxis: steadyAxis(theme, plotText(data.label)),
      }),
    };
  },
  csv: (data) =>
    csvText(
      ['window', 'estimated', 'estimated low', 'estimated high', 'true', 'low', 'high', 'rows', 'limit'],
      data.x.map((_, place) => [
        data.labels[place] ?? '',
        data.estimated.values[place] ?? NaN,
        data.estimated.low[place] ?? NaN,
        data.estimated.high[place] ?? NaN,
        data.realised.values[place] ?? NaN,
        data.realised.low[place] ?? NaN,
        data.realised.high[place] ?? NaN,
        data.n[place] ?? NaN,
        data.thresholds[place] ?? NaN,
      ]),
    ),
});
