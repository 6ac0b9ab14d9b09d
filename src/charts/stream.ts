// The stream as it passed: one metric per window, its interval, who was in production, when an alarm was raised.

import type { Metric } from '../core/define.ts';
import { defineChart } from './parts/define.ts';
import { csvText, metricText } from './parts/format.ts';
import { axis, band, faded, layout, orGap } from './parts/layout.ts';
import type { Annotation, ChartTheme, Shape, Trace } from './parts/types.ts';
import { plotMarkup, plotText } from './parts/types.ts';

export interface StreamWindow {
  readonly index: number;
  readonly label: string;
  /** NaN until the labels are known. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

export interface StreamData {
  readonly unit: Metric['unit'];
  readonly metricLabel: string;
  readonly better: Metric['better'];
  readonly windows: readonly StreamWindow[];
  /** What the version in production reached before it was deployed; null before there is one. */
  readonly level: number | null;
  readonly threshold: number | null;
  readonly reigns: readonly { readonly from: number; readonly label: string }[];
  readonly alarms: readonly { readonly index: number; readonly text: string }[];
  readonly counterfactual?: { readonly label: string; readonly values: readonly number[] };
  readonly selected?: number;
}

/** Windows at the end that stand for "now". */
const recentWindows = 5;

const known = (data: StreamData): StreamWindow[] =>
  data.windows.filter((window) => Number.isFinite(window.value));

/** Mean of the last known windows, each weighted by its rows. */
function recent(data: StreamData): number {
  const last = known(data).slice(-recentWindows);
  const rows = last.reduce((sum, window) => sum + window.n, 0);
  return rows > 0 ? last.reduce((sum, window) => sum + window.value * window.n, 0) / rows : NaN;
}

function isWorse(data: StreamData, value: number, than: number): boolean {
  return data.better === 'higher' ? value < than : value > than;
}

function title(data: StreamData): string {
  const { metricLabel, level, threshold } = data;
  const now = recent(data);
  if (!Number.isFinite(now)) return `${metricLabel} is not known yet: no labels have arrived`;
  const text = metricText(now, data.unit);
  const reign = data.reigns.at(-1);
  const alarm = data.alarms.findLast((item) => !reign || item.index >= reign.from);
  if (threshold !== null && isWorse(data, now, threshold)) {
    const when = alarm ? `, alarm at window ${alarm.index + 1}` : '';
    return `${metricLabel} is ${text}, worse than the alarm line at ${metricText(threshold, data.unit)}${when}`;
  }
  if (reign && data.reigns.length > 1 && data.alarms.length > 0 && !alarm)
    return `${metricLabel} is ${text} since ${reign.label} took over at window ${reign.from + 1}`;
  if (alarm) return `${metricLabel} is ${text} after an alarm at window ${alarm.index + 1}`;
  if (level === null) return `${metricLabel} is ${text}`;
  return `${metricLabel} holds at ${text}, measured against ${metricText(level, data.unit)} at deployment`;
}

function subtitle(data: StreamData): string {
  const labelled = known(data);
  const rows = labelled.map((window) => window.n).sort((a, b) => a - b);
  const middle = rows[Math.floor(rows.length / 2)];
  const each = middle === undefined ? '' : `, about ${middle} rows each`;
  return (
    `${data.metricLabel} per window, ${data.better} is better; band: bootstrap interval. ` +
    `n = ${labelled.length} of ${data.windows.length} windows with labels${each}`
  );
}

function describe(data: StreamData): string {
  const labelled = known(data);
  const first = labelled[0];
  const last = labelled.at(-1);
  if (!first || !last) return `${title(data)}. ${data.windows.length} windows have passed.`;
  const worst = labelled.reduce((found, window) =>
    isWorse(data, window.value, found.value) ? window : found,
  );
  const parts = [
    `${title(data)}.`,
    `Line chart of ${labelled.length} windows, from ${metricText(first.value, data.unit)} (${first.label}) ` +
      `to ${metricText(last.value, data.unit)} (${last.label}).`,
    `Worst: ${metricText(worst.value, data.unit)} in ${worst.label}.`,
  ];
  if (data.reigns.length > 0)
    parts.push(
      `In production: ${data.reigns.map((reign) => `${reign.label} from window ${reign.from + 1}`).join(', ')}.`,
    );
  parts.push(
    data.alarms.length === 0
      ? 'No alarm was raised.'
      : `Alarms: ${data.alarms.map((alarm) => `window ${alarm.index + 1} (${alarm.text})`).join('; ')}.`,
  );
  if (data.counterfactual) parts.push(`The grey line shows ${data.counterfactual.label}.`);
  return parts.join(' ');
}

/** Full length with gaps outside its reign, so that the index of a clicked point is the place in `windows`. */
function reignTraces(data: StreamData, theme: ChartTheme): Trace[] {
  const x = data.windows.map((window) => window.index);
  const reigns = data.reigns.length > 0 ? data.reigns : [{ from: 0, label: data.metricLabel }];
  const text = data.windows.map(
    (window) =>
      plotMarkup`${plotText(window.label)}<br>${plotText(
        `${data.metricLabel} ${metricText(window.value, data.unit)} ` +
          `(${metricText(window.low, data.unit)} to ${metricText(window.high, data.unit)}), n = ${window.n}`,
      )}`,
  );
  return reigns.flatMap((reign, place): Trace[] => {
    const end = reigns[place + 1]?.from ?? Infinity;
    const inReign = (window: StreamWindow): boolean => window.index >= reign.from && window.index < end;
    const mine = data.windows.filter(inReign);
    const colour = theme.versions[place % theme.versions.length] ?? theme.champion;
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
        showlegend: false,
      },
      {
        type: 'scatter',
        mode: 'lines',
        name,
        x,
        y: data.windows.map((window) => (inReign(window) ? orGap(window.value) : null)),
        text,
        line: { color: colour, width: 2 },
        hovertemplate: plotMarkup`%{text}<extra>${name}</extra>`,
      },
    ];
  });
}

function alarmTrace(data: StreamData, theme: ChartTheme): Trace {
  const byIndex = new Map(data.windows.map((window) => [window.index, window.value]));
  return {
    type: 'scatter',
    mode: 'markers',
    name: plotText('alarm'),
    x: data.alarms.map((alarm) => alarm.index),
    y: data.alarms.map((alarm) => orGap(byIndex.get(alarm.index) ?? NaN) ?? data.threshold),
    text: data.alarms.map((alarm) => plotText(alarm.text)),
    marker: {
      symbol: 'triangle-up',
      size: 14,
      color: theme.alarm,
      line: { color: theme.surface, width: 1.5 },
    },
    hovertemplate: plotMarkup`%{text}<extra>alarm</extra>`,
  };
}

function marks(data: StreamData, theme: ChartTheme): { shapes: Shape[]; annotations: Annotation[] } {
  const shapes: Shape[] = [];
  const annotations: Annotation[] = [];
  const across = (y: number, line: Shape['line']): Shape => ({
    type: 'line',
    xref: 'paper',
    yref: 'y',
    x0: 0,
    x1: 1,
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
  if (data.selected !== undefined) shapes.push(upright(data.selected, { color: theme.text, width: 1.5 }));
  return { shapes, annotations };
}

export default defineChart<StreamData>({
  id: 'stream',
  label: 'The stream',
  about: 'One metric per window with its interval, the versions in production, the alarms.',
  title,
  subtitle,
  describe,
  figure(data, theme) {
    const x = data.windows.map((window) => window.index);
    const traces: Trace[] = [];
    if (data.counterfactual) {
      const name = plotText(data.counterfactual.label);
      traces.push({
        type: 'scatter',
        mode: 'lines',
        name,
        x: data.counterfactual.values.map((_, index) => index),
        y: data.counterfactual.values.map(orGap),
        line: { color: theme.reference, width: 1.5 },
        hovertemplate: plotMarkup`%{y:.3~g}<extra>${name}</extra>`,
      });
    }
    traces.push(...reignTraces(data, theme));
    if (data.alarms.length > 0) traces.push(alarmTrace(data, theme));
    const first = x[0] ?? 0;
    const last = Math.max(x.at(-1) ?? 1, first + 1);
    const step = Math.max(1, Math.ceil(data.windows.length / 6));
    const ticks = data.windows.filter((_, place) => place % step === 0);
    return {
      data: traces,
      layout: layout(theme, {
        ...marks(data, theme),
        margin: { l: 8, r: 12, t: 8, b: 8 },
        hovermode: 'x',
        xaxis: axis(theme, null, {
          range: [first - 0.5, last + 0.5],
          showgrid: false,
          tickvals: ticks.map((window) => window.index),
          ticktext: ticks.map((window) => plotText(window.label)),
        }),
        yaxis: axis(theme, plotText(data.metricLabel)),
      }),
    };
  },
  csv: (data) =>
    csvText(
      ['window', 'label', data.metricLabel, 'low', 'high', 'rows', 'version', 'alarm', 'left alone'],
      data.windows.map((window) => [
        window.index + 1,
        window.label,
        window.value,
        window.low,
        window.high,
        window.n,
        data.reigns.findLast((reign) => reign.from <= window.index)?.label ?? '',
        data.alarms.find((alarm) => alarm.index === window.index)?.text ?? '',
        data.counterfactual?.values[window.index] ?? NaN,
      ]),
    ),
});
