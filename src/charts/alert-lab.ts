// Delay against false alarms of every detector at every setting: the one picture in which speed can't be bought unseen.

import { defineChart } from './parts/define.ts';
import { count, csvText } from './parts/format.ts';
import {
  boughtSpeed,
  labRate,
  leaders,
  missedAtMost,
  ranking,
  type NamedLabLine,
} from './parts/lab-finding.ts';
import { labEdges, labPointText, labTraces, type ShownLabPoint } from './parts/lab-traces.ts';
import { axis, faded, layout } from './parts/layout.ts';
import { plotText, type Annotation, type ChartTheme, type Shape } from './parts/types.ts';

export interface AlertLabData {
  readonly lines: readonly NamedLabLine[];
  /** So many rows pass until an error is known: nothing can be faster. */
  readonly labelDelayRows: number;
  /** False alarms for 10,000 rows that the person would bear. */
  readonly budget: number;
  /** Streams for each setting, and rows of each. */
  readonly seeds: number;
  readonly streamRows: number;
  readonly shown: ShownLabPoint | null;
}

const listed = (names: readonly string[]): string =>
  names.length > 2 ? `${names.slice(0, 2).join(', ')} and others` : names.join(' and ');

const borne = (budget: number): string =>
  `${labRate(budget)} false ${budget === 1 ? 'alarm' : 'alarms'} per 10,000 rows`;

function title({ lines, budget }: AlertLabData): string {
  const ranked = ranking(lines, budget);
  const [best] = ranked;
  if (!best) return `No detector catches this change with at most ${borne(budget)}`;
  const first = leaders(ranked).map(({ line }) => line.label);
  const finding =
    `${listed(first)} ${first.length > 1 ? 'are' : 'is'} first with at most ${borne(budget)}: ` +
    `${count(best.point.delay.median)} rows after the change`;
  const fast = boughtSpeed(lines, ranked, budget);
  if (!fast) return finding;
  const rings = labRate(fast.point.falseAlarms.value);
  return `${finding}; ${fast.line.label} as you have it is as fast only because it rings ${rings} times`;
}

/** Below and above, in powers of ten, as a log axis counts. */
const reach = (low: number, high: number): [number, number] => [
  Math.log10(low) - 0.12,
  Math.log10(high) + 0.12,
];

const powers = [0.001, 0.01, 0.1, 1, 10, 100, 1000, 10_000, 100_000, 1_000_000];
const rowTicks = powers.flatMap((power) => [power, 2 * power, 5 * power]).filter((tick) => tick >= 1);

function marks(data: AlertLabData, theme: ChartTheme): { shapes: Shape[]; annotations: Annotation[] } {
  const { none, never, most } = labEdges(data.lines, data.budget, data.labelDelayRows);
  const across = (y: number, dash: 'dot' | 'dash', color: string): Shape => ({
    type: 'line',
    xref: 'paper',
    yref: 'y',
    x0: 0,
    x1: 1,
    y0: y,
    y1: y,
    line: { color, width: 1, dash },
    layer: 'below',
  });
  const up = (x: number, dash: 'dot' | 'dash', color: string): Shape => ({
    ...across(0, dash, color),
    xref: 'x',
    yref: 'paper',
    x0: x,
    x1: x,
    y0: 0,
    y1: 1,
  });
  const word = (text: string, place: Partial<Annotation> & { x: number; y: number }): Annotation => ({
    text: plotText(text),
    xref: 'paper',
    yref: 'y',
    xanchor: 'right',
    yanchor: 'bottom',
    showarrow: false,
    bgcolor: faded(theme.surface, 0.7),
    font: { color: theme.muted, size: 12 },
    ...place,
  });
  const silent = data.lines.some(({ points }) => points.some(({ delay }) => Number.isNaN(delay.median)));
  const late = data.labelDelayRows > 0;
  const beyond = data.lines
    .filter(({ control }) => control)
    .flatMap(({ label, points }) => points.map((point) => ({ label, point })))
    .find(({ point }) => point.falseAlarms.value > most && Number.isFinite(point.delay.median));
  const tooMuch: Shape = {
    ...up(data.budget, 'dash', theme.alarm),
    type: 'rect',
    x1: 10 ** reach(none, most)[1],
    fillcolor: faded(theme.alarm, 0.05),
    line: { width: 0 },
  };
  return {
    shapes: [
      tooMuch,
      up(none, 'dot', theme.axis),
      up(data.budget, 'dash', theme.alarm),
      ...(late ? [across(data.labelDelayRows, 'dash', theme.axis)] : []),
      ...(silent ? [across(never, 'dot', theme.axis)] : []),
    ],
    annotations: [
      word('none seen', { xref: 'x', x: Math.log10(none), yref: 'paper', y: 0, xanchor: 'left' }),
      word('too many', {
        xref: 'x',
        x: Math.log10(data.budget),
        yref: 'paper',
        y: 1,
        xanchor: 'left',
        yanchor: 'top',
      }),
      ...(beyond
        ? [word(`${beyond.label}: ${count(beyond.point.falseAlarms.value)} →`, { yref: 'paper', x: 1, y: 0 })]
        : []),
      ...(late
        ? [word('labels come no sooner', { x: 1, y: Math.log10(data.labelDelayRows), yanchor: 'top' })]
        : []),
      ...(silent ? [word('silent after the change', { x: 1, y: Math.log10(never), yanchor: 'top' })] : []),
    ],
  };
}

export default defineChart<AlertLabData>({
  id: 'alert-lab',
  label: 'Delay against false alarms',
  about: 'How fast each detector notices a change, against how often it rings for nothing, at every setting.',
  title,
  subtitle: ({ seeds, streamRows }) =>
    'Median delay against false alarms, for every setting of each detector. Large: yours; hollow: ' +
    `misses more than ${missedAtMost * 10} of 10; grey: looks at nothing. ` +
    `n = ${count(seeds)} streams of ${count(streamRows)} rows each`,
  describe(data) {
    const own = data.lines.flatMap(({ label, points, control }) =>
      points.filter(({ chosen }) => chosen && !control).map((point) => `${label}: ${labPointText(point)}`),
    );
    return `${title(data)}. Delay over false alarms, both in powers of ten.${own.length > 0 ? ` As you have them: ${own.join('; ')}.` : ''}`;
  },
  figure(data, theme) {
    const edges = labEdges(data.lines, data.budget, data.labelDelayRows);
    const [left, right] = [edges.none, edges.most];
    const places = data.lines
      .flatMap(({ points }) => points)
      .filter(({ falseAlarms }) => falseAlarms.value <= right);
    const lowest = Math.min(edges.never, ...places.map(({ delay }) => delay.median).filter(Number.isFinite));
    const ticks = powers.filter((tick) => tick > left * 1.2 && tick <= right * 1.2);
    return {
      data: data.lines.flatMap((line, at) => labTraces(line, at, edges, data.shown, theme)),
      layout: layout(theme, {
        ...marks(data, theme),
        xaxis: axis(theme, plotText('False alarms per 10,000 rows'), {
          type: 'log',
          range: reach(left, right),
          tickvals: [left, ...ticks],
          ticktext: ['0', ...ticks.map(String)].map(plotText),
        }),
        yaxis: axis(theme, plotText('Rows until it rings'), {
          type: 'log',
          range: reach(Math.max(1, lowest), edges.never),
          tickvals: rowTicks,
          ticktext: rowTicks.map((tick) => plotText(count(tick))),
        }),
      }),
    };
  },
  csv: ({ lines }) =>
    csvText(
      [
        'detector',
        'setting',
        'value',
        'yours',
        'false alarms per 10,000 rows',
        'low',
        'high',
        'streams',
        'missed',
        'delay mean',
        'delay median',
        'delay 90 %',
      ],
      lines.flatMap(({ label, knob, points }) =>
        points.map(({ setting, chosen, falseAlarms, streams, missed, delay }) => [
          label,
          knob,
          setting,
          chosen ? 'yes' : 'no',
          falseAlarms.value,
          falseAlarms.low,
          falseAlarms.high,
          streams,
          missed,
          delay.mean,
          delay.median,
          delay.p90,
        ]),
      ),
    ),
});
