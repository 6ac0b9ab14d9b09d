// The detectors of the alert lab as lines on axes of false alarms and delay, and where there is no place for a point.

import type { LabPoint } from '../../core/alert-lab/lab.ts';
import { count } from './format.ts';
import { catches, labRate, type NamedLabLine } from './lab-finding.ts';
import { faded } from './layout.ts';
import { plotMarkup, plotText, type ChartTheme, type PlotText, type Trace } from './types.ts';

export interface ShownLabPoint {
  readonly id: string;
  /** Place in its points. */
  readonly point: number;
}

/** Where what a log axis has no place for is drawn: no false alarm at all (left), never caught (top). */
export interface LabEdges {
  readonly none: number;
  readonly never: number;
  /** Controls that ring more than this are beyond the picture: they would only squeeze the rest. */
  readonly most: number;
}

export function labEdges(lines: readonly NamedLabLine[], budget: number, labelDelayRows: number): LabEdges {
  const points = lines.flatMap((line) => (line.control ? [] : line.points));
  const rates = points.map(({ falseAlarms }) => falseAlarms.value).filter((rate) => rate > 0);
  const delays = points.map(({ delay }) => delay.median).filter(Number.isFinite);
  return {
    none: Math.min(budget, ...rates) / 2.5,
    never: Math.max(10, labelDelayRows, ...delays) * 2,
    most: Math.max(budget, ...rates) * 2,
  };
}

const symbols = ['circle', 'square', 'diamond', 'triangle-up', 'cross', 'star', 'triangle-down', 'pentagon'];

export function labPointText({ falseAlarms, delay, missed, streams }: LabPoint): string {
  const { value, low, high } = falseAlarms;
  const rate =
    value === 0
      ? `no false alarm seen (at most ${labRate(high)} per 10,000 rows)`
      : `${labRate(value)} false alarms per 10,000 rows (${labRate(low)} to ${labRate(high)})`;
  const late = Number.isFinite(delay.median)
    ? `${count(delay.median)} rows late (9 of 10 within ${count(delay.p90)})`
    : 'silent after the change';
  return `${rate}, ${late}, missed ${count(missed)} of ${count(streams)}`;
}

/**
 * @param at place among the lines: its colour and symbol. @param shown the detector that stands out; null: all alike.
 * @returns its settings in their order, then marks of the person's own setting and of the one that is tried.
 */
export function labTraces(
  line: NamedLabLine,
  at: number,
  { none, never, most }: LabEdges,
  shown: ShownLabPoint | null,
  theme: ChartTheme,
): Trace[] {
  const { id, label, knob, control } = line;
  const strong = shown?.id === id;
  const faint = shown !== null && !strong;
  const colour = control ? theme.reference : theme.runs[at % theme.runs.length]!;
  const symbol = control ? 'hexagon' : symbols[at % symbols.length]!;
  const symbolOf = (point: LabPoint): string => (catches(point) ? symbol : `${symbol}-open`);
  const words = (point: LabPoint): PlotText => {
    const setting = Number.isNaN(point.setting) ? '' : `, ${knob} ${point.setting}`;
    return plotText(`${label}${setting}${point.chosen ? ' (yours)' : ''}: ${labPointText(point)}`);
  };
  const x = ({ falseAlarms }: LabPoint): number => (falseAlarms.value > 0 ? falseAlarms.value : none);
  // A log axis begins at the first row.
  const y = ({ delay }: LabPoint): number =>
    Number.isFinite(delay.median) ? Math.max(1, delay.median) : never;
  const common = {
    type: 'scatter' as const,
    name: plotText(label),
    legendgroup: plotText(id),
    hovertemplate: plotMarkup`%{text}<extra></extra>`,
  };
  const points = line.points.filter((point) => x(point) <= most);
  const caught = points.filter(({ delay }) => Number.isFinite(delay.median));
  const course: Trace = {
    ...common,
    mode: 'lines+markers',
    x: caught.map(x),
    y: caught.map(y),
    text: caught.map(words),
    line: {
      color: faded(colour, faint ? 0.35 : 0.9),
      width: strong ? 3 : 1.5,
      dash: control ? 'dot' : 'solid',
    },
    marker: { color: colour, symbol: caught.map(symbolOf), size: control ? 4 : 7, opacity: faint ? 0.4 : 1 },
  };
  const silent = points.filter(({ delay }) => Number.isNaN(delay.median));
  const unheard: Trace = {
    ...common,
    mode: 'markers',
    showlegend: false,
    x: silent.map(x),
    y: silent.map(y),
    text: silent.map(words),
    marker: { color: colour, symbol: silent.map(symbolOf), size: 7, opacity: faint ? 0.4 : 1 },
  };
  const tried = strong ? line.points[shown.point] : undefined;
  const marks = points
    .filter((point) => point.chosen || point === tried)
    .map((point): Trace => {
      const { value, low, high } = point.falseAlarms;
      return {
        ...common,
        mode: 'markers',
        showlegend: false,
        x: [x(point)],
        y: [y(point)],
        text: [words(point)],
        error_x: {
          type: 'data',
          symmetric: false,
          array: [Math.max(0, Math.min(most, high) - x(point))],
          arrayminus: [value > 0 ? x(point) - Math.max(none, low) : 0],
          color: faded(colour, faint ? 0.3 : 0.7),
          thickness: 1,
          width: 3,
        },
        marker: {
          color: colour,
          symbol: symbolOf(point),
          size: point === tried ? 17 : 13,
          opacity: faint ? 0.5 : 1,
          line: { color: catches(point) ? theme.text : colour, width: point === tried ? 3 : 1.5 },
        },
      };
    });
  return [course, ...(silent.length > 0 ? [unheard] : []), ...marks];
}
