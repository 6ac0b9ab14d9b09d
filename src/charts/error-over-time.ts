// Whether the errors lie at a certain time.

import type { ErrorPeriod } from '../core/pictures.ts';
import { defineChart } from './parts/define.ts';
import { count, csvText, significant } from './parts/format.ts';
import { axis, layout, orGap } from './parts/layout.ts';
import { saidModels, shownModels, type TwoModels } from './parts/two-models.ts';
import { plotMarkup, plotText } from './parts/types.ts';

export interface ErrorOverTimeData extends TwoModels<readonly ErrorPeriod[]> {
  /** "share of wrong answers", "mean absolute error in mpg". */
  readonly measure: string;
  /** Name of each period: "1 Mar". */
  readonly labels: readonly string[];
}

function title(data: ErrorOverTimeData): string {
  const known = data.candidate.drawn.filter(({ error }) => Number.isFinite(error));
  if (known.length === 0) return 'No labelled row has an answer';
  if (known.length < 2)
    return `Too few rows to see a course: ${data.measure} ${significant(known[0]!.error)}`;
  const worst = known.reduce((a, b) => (b.error > a.error ? b : a));
  const name = data.labels[data.candidate.drawn.indexOf(worst)] ?? '';
  return `The errors of ${data.candidate.label} are largest around ${name}: ${significant(worst.error)}`;
}

export default defineChart<ErrorOverTimeData>({
  id: 'error-over-time',
  label: 'Errors over time',
  about: 'Errors in stretches of rows, in their order.',
  title,
  subtitle: (data) =>
    `${data.measure}, in ${data.labels.length} stretches of rows in their order. n = ${count(data.n)} rows`,
  describe(data) {
    const lines = saidModels(data).map(
      ({ label, drawn }) =>
        `${label}: first ${significant(drawn[0]?.error ?? NaN)}, last ${significant(drawn.at(-1)?.error ?? NaN)}`,
    );
    return `${title(data)}. Line chart. ${lines.join('; ')}.`;
  },
  figure(data, theme) {
    const step = Math.max(1, Math.ceil(data.labels.length / 6));
    const ticks = [...data.labels.keys()].filter((place) => place % step === 0);
    return {
      data: shownModels(data, theme).map(({ label, drawn, colour, dash, symbol }) => ({
        type: 'scatter',
        mode: 'lines+markers',
        name: plotText(label),
        x: drawn.map((_, place) => place),
        y: drawn.map(({ error }) => orGap(error)),
        text: drawn.map(({ known, error }, place) =>
          plotText(`${data.labels[place] ?? ''}: ${significant(error)}, n = ${count(known)}`),
        ),
        line: { color: colour, width: 2, dash },
        marker: { color: colour, size: 6, symbol },
        hovertemplate: plotMarkup`%{text}<extra>${plotText(label)}</extra>`,
      })),
      layout: layout(theme, {
        xaxis: axis(theme, null, {
          showgrid: false,
          tickvals: ticks,
          ticktext: ticks.map((place) => plotText(data.labels[place] ?? '')),
        }),
        yaxis: axis(theme, plotText(data.measure), { rangemode: 'tozero', nticks: 6 }),
      }),
    };
  },
  csv: (data) =>
    csvText(
      ['version', 'stretch', 'begins', 'rows', data.measure],
      saidModels(data).flatMap(({ label, drawn }) =>
        drawn.map(({ known, error }, place) => [label, place + 1, data.labels[place] ?? '', known, error]),
      ),
    ),
});
