// Champion against challenger on the same rows: the difference, its interval, and where zero is.

import type { Metric } from '../core/define.ts';
import type { Estimate } from '../core/records.ts';
import { defineChart } from './parts/define.ts';
import { count, csvText, fixed, significant } from './parts/format.ts';
import { axis, faded, layout } from './parts/layout.ts';
import { plotMarkup, plotText } from './parts/types.ts';

export interface ComparisonData {
  readonly metricLabel: string;
  readonly better: Metric['better'];
  readonly champion: { readonly label: string; readonly value: number };
  readonly challenger: { readonly label: string; readonly value: number };
  /** Challenger minus champion. */
  readonly difference: Estimate;
  /** Rows that both answered. */
  readonly n: number;
  /** Of the interval, e.g. 0.95. */
  readonly confidence: number;
}

const signed = (value: number): string => (value > 0 ? `+${number(value)}` : number(value));
const number = (value: number): string => (Math.abs(value) < 10 ? fixed(value, 3) : significant(value));

type Verdict = 'challenger' | 'champion' | 'unclear';

/** Clear only when the whole interval lies on one side of zero. */
function verdict(data: ComparisonData): Verdict {
  const { low, high } = data.difference;
  if (low > 0) return data.better === 'higher' ? 'challenger' : 'champion';
  if (high < 0) return data.better === 'higher' ? 'champion' : 'challenger';
  return 'unclear';
}

function title(data: ComparisonData): string {
  const { champion, challenger, metricLabel } = data;
  const size = number(Math.abs(data.difference.value));
  switch (verdict(data)) {
    case 'challenger':
      return `${challenger.label} is better than ${champion.label} by ${size} in ${metricLabel.toLowerCase()}`;
    case 'champion':
      return `${challenger.label} is worse than ${champion.label} by ${size} in ${metricLabel.toLowerCase()}`;
    case 'unclear':
      return `The rows do not tell ${challenger.label} and ${champion.label} apart`;
  }
}

const subtitle = (data: ComparisonData): string =>
  `${data.metricLabel} of ${data.challenger.label} minus ${data.champion.label} on the same rows, ` +
  `${data.better} is better; ${fixed(data.confidence * 100, 0)} % interval by paired bootstrap. ` +
  `n = ${count(data.n)} rows`;

export default defineChart<ComparisonData>({
  id: 'comparison',
  label: 'Champion against challenger',
  about: 'Difference of a metric on the same rows, with its interval.',
  title,
  subtitle,
  describe(data) {
    const { low, high, value } = data.difference;
    return (
      `${title(data)}. ${data.champion.label}: ${number(data.champion.value)}, ` +
      `${data.challenger.label}: ${number(data.challenger.value)}. Difference ${signed(value)}, ` +
      `interval ${signed(low)} to ${signed(high)}${verdict(data) === 'unclear' ? ', which includes zero' : ''}. ` +
      `${count(data.n)} rows.`
    );
  },
  figure(data, theme) {
    const { low, high, value } = data.difference;
    const found = verdict(data);
    const colour = found === 'challenger' ? theme.good : found === 'champion' ? theme.alarm : theme.reference;
    // Two models that answer alike are not blown up to a difference of millionths.
    const least = 0.02 * Math.max(Math.abs(data.champion.value), Math.abs(data.challenger.value), 1e-6);
    const reach = Math.max(Math.abs(low), Math.abs(high), Math.abs(value), least) * 1.35;
    const right = data.better === 'higher' ? data.challenger.label : data.champion.label;
    const left = data.better === 'higher' ? data.champion.label : data.challenger.label;
    const side = (text: string, x: number, xanchor: 'left' | 'right') =>
      ({
        text: plotText(text),
        xref: 'paper',
        yref: 'paper',
        x,
        y: 1,
        xanchor,
        yanchor: 'bottom',
        showarrow: false,
        font: { color: theme.muted, size: 12 },
      }) as const;
    return {
      data: [
        {
          type: 'scatter',
          mode: 'markers',
          name: plotText('difference'),
          x: [value],
          y: [0],
          text: [plotText(`${signed(value)} (${signed(low)} to ${signed(high)})`)],
          marker: { symbol: 'diamond', size: 14, color: colour, line: { color: theme.surface, width: 1.5 } },
          error_x: {
            type: 'data',
            symmetric: false,
            array: [high - value],
            arrayminus: [value - low],
            color: colour,
            thickness: 4,
            width: 10,
          },
          hovertemplate: plotMarkup`%{text}<extra></extra>`,
        },
      ],
      layout: layout(theme, {
        showlegend: false,
        margin: { l: 16, r: 16, t: 28, b: 8 },
        shapes: [
          {
            type: 'rect',
            xref: 'x',
            yref: 'paper',
            x0: data.better === 'higher' ? 0 : -reach,
            x1: data.better === 'higher' ? reach : 0,
            y0: 0,
            y1: 1,
            fillcolor: faded(theme.challenger, 0.1),
            line: { width: 0 },
            layer: 'below',
          },
          {
            type: 'line',
            xref: 'x',
            yref: 'paper',
            x0: 0,
            x1: 0,
            y0: 0,
            y1: 1,
            line: { color: theme.text, width: 1.5 },
          },
        ],
        annotations: [
          side(`◂ ${left} better`, 0, 'left'),
          side(`${right} better ▸`, 1, 'right'),
          {
            text: plotText(signed(value)),
            xref: 'x',
            yref: 'paper',
            x: value,
            y: 0.62,
            xanchor: 'center',
            yanchor: 'bottom',
            showarrow: false,
            font: { color: theme.text, size: 16 },
          },
        ],
        xaxis: axis(theme, plotText(`difference in ${data.metricLabel}`), {
          range: [-reach, reach],
          nticks: 7,
        }),
        yaxis: axis(theme, null, { range: [-1, 1], showgrid: false, showticklabels: false }),
      }),
    };
  },
  csv: (data) =>
    csvText(
      ['what', data.metricLabel, 'low', 'high', 'rows'],
      [
        [data.champion.label, data.champion.value, NaN, NaN, data.n],
        [data.challenger.label, data.challenger.value, NaN, NaN, data.n],
        ['difference', data.difference.value, data.difference.low, data.difference.high, data.difference.n],
      ],
    ),
});
