// Whether more rows to learn from would help: one figure against the number of rows, on the rows that were learnt from and on others.

import { defineChart } from './parts/define.ts';
import { count, csvText, significant } from './parts/format.ts';
import { axis, layout, orGap } from './parts/layout.ts';
import { plotMarkup, plotText } from './parts/types.ts';

export interface LearningCurvePoint {
  /** Rows that were learnt from. */
  readonly rows: number;
  /** The figure on those rows, and on the rows that were kept out; NaN where that training failed. */
  readonly learnt: number;
  readonly tested: number;
}

export interface LearningCurveData {
  /** "Accuracy", "Mean absolute error in mpg". */
  readonly measure: string;
  readonly better: 'higher' | 'lower';
  /** Fewest rows first. */
  readonly points: readonly LearningCurvePoint[];
  /** Rows that all of them were tested on. */
  readonly tested: number;
}

/** A change smaller than this share of the figure is called none. */
const noticeable = 0.02;

const known = (data: LearningCurveData) => data.points.filter(({ tested }) => Number.isFinite(tested));

function title(data: LearningCurveData): string {
  const points = known(data);
  const last = points.at(-1);
  if (!last) return 'No training went well, so nothing can be said of the number of rows';
  const half = points.findLast(({ rows }) => rows <= 0.55 * last.rows);
  if (!half) return `${data.measure} ${significant(last.tested)} with ${count(last.rows)} rows to learn from`;
  const gain = (last.tested - half.tested) * (data.better === 'higher' ? 1 : -1);
  const size = Math.max(Math.abs(half.tested), Math.abs(last.tested));
  const said = `${data.measure} ${significant(half.tested)} with ${count(half.rows)} rows to learn from, ${significant(last.tested)} with ${count(last.rows)}`;
  if (Math.abs(gain) <= noticeable * size) return `Twice the rows changed little: ${said}`;
  return gain > 0 ? `More rows helped: ${said}` : `More rows did not help: ${said}`;
}

const lines = [
  { of: 'learnt', name: 'rows learnt from', dash: 'dot', symbol: 'square' },
  { of: 'tested', name: 'rows kept out', dash: 'solid', symbol: 'circle' },
] as const;

export default defineChart<LearningCurveData>({
  id: 'learning-curve',
  label: 'Learning curve',
  about: 'A figure against the number of rows that were learnt from.',
  title,
  subtitle: ({ measure, tested }) =>
    `${measure} by the number of rows learnt from. Solid: on rows kept out, n = ${count(tested)}, the same for all; dotted: on the rows learnt from`,
  describe(data) {
    const said = data.points.map(({ rows, learnt, tested }) =>
      Number.isFinite(tested)
        ? `${count(rows)} rows: ${significant(tested)} on rows kept out, ${significant(learnt)} on rows learnt from`
        : `${count(rows)} rows: the training failed`,
    );
    return `${title(data)}. Two lines. ${said.join('; ')}.`;
  },
  figure: (data, theme) => ({
    data: lines.map(({ of, name, dash, symbol }) => {
      const colour = of === 'tested' ? theme.challenger : theme.reference;
      return {
        type: 'scatter',
        mode: 'lines+markers',
        name: plotText(name),
        x: data.points.map(({ rows }) => rows),
        y: data.points.map((point) => orGap(point[of])),
        text: data.points.map((point) =>
          plotText(`${count(point.rows)} rows learnt from: ${significant(point[of])}`),
        ),
        connectgaps: false,
        line: { color: colour, width: 2, dash },
        marker: { color: colour, size: 8, symbol },
        hovertemplate: plotMarkup`%{text}<extra>${plotText(name)}</extra>`,
      };
    }),
    layout: layout(theme, {
      xaxis: axis(theme, plotText('rows learnt from'), { rangemode: 'tozero', nticks: 6 }),
      yaxis: axis(theme, plotText(data.measure), { nticks: 6 }),
    }),
  }),
  csv: (data) =>
    csvText(
      ['rows learnt from', `${data.measure}, rows learnt from`, `${data.measure}, rows kept out`],
      data.points.map(({ rows, learnt, tested }) => [rows, learnt, tested]),
    ),
});
