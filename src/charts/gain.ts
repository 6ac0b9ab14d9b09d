// How much of what is looked for lies among the highest scores.

import type { GainStep } from '../core/pictures.ts';
import { defineChart } from './parts/define.ts';
import { count, csvText, fixed, share } from './parts/format.ts';
import { diagonal } from './parts/diagonal.ts';
import { axis, layout } from './parts/layout.ts';
import { saidModels, shownModels, type TwoModels } from './parts/two-models.ts';
import { plotMarkup, plotText } from './parts/types.ts';

export interface GainData extends TwoModels<readonly GainStep[]> {
  readonly positive: string;
}

/** Share of the rows up to and with each step, from 0 on. */
function reached(steps: readonly GainStep[]): number[] {
  const rows = steps.reduce((sum, { n }) => sum + n, 0);
  let soFar = 0;
  return [0, ...steps.map(({ n }) => (soFar += n) / rows)];
}

/** Gain of the first step that holds at least a fifth of the rows. */
function atFifth(steps: readonly GainStep[]): { rows: number; gain: number } | null {
  const at = reached(steps).slice(1);
  const place = at.findIndex((rows) => rows >= 0.2 - 1e-9);
  const step = steps[place];
  return step && Number.isFinite(step.cumulativeGain)
    ? { rows: at[place]!, gain: step.cumulativeGain }
    : null;
}

function title({ candidate, baseline, positive }: GainData): string {
  const own = atFifth(candidate.drawn);
  if (!own) return `No row is ${positive}, so there is nothing to gain`;
  const first = `Among the ${fixed(own.rows * 100, 0)} of 100 rows that ${candidate.label} scores highest are ${fixed(own.gain * 100, 0)} of 100 ${positive}`;
  const other = baseline && atFifth(baseline.drawn);
  return other ? `${first}; with ${baseline.label} ${fixed(other.gain * 100, 0)}` : first;
}

export default defineChart<GainData>({
  id: 'gain',
  label: 'Gain and lift',
  about: 'Share of the positives that lie among the highest scores.',
  title,
  subtitle: (data) =>
    `Share of all ${data.positive} against share of the rows, the highest scores first, in tenths; dotted: in any order. n = ${count(data.n)} rows`,
  describe(data) {
    const lines = saidModels(data).map(
      ({ label, drawn }) =>
        `${label}: ${drawn.map(({ cumulativeGain }) => share(cumulativeGain)).join(', ')}; lift of the first tenth ${fixed(drawn[0]?.lift ?? NaN)}`,
    );
    return `${title(data)}. Cumulative gain by tenths. ${lines.join('. ')}.`;
  },
  figure: (data, theme) => ({
    data: shownModels(data, theme).map(({ label, drawn, colour, dash, symbol }) => ({
      type: 'scatter',
      mode: 'lines+markers',
      name: plotText(label),
      x: reached(drawn),
      y: [0, ...drawn.map(({ cumulativeGain }) => (Number.isFinite(cumulativeGain) ? cumulativeGain : null))],
      text: [
        plotText('no row'),
        ...drawn.map((step, i) =>
          plotText(
            `${share(reached(drawn)[i + 1]!)} of the rows: ${share(step.cumulativeGain)} of all, lift ${fixed(step.cumulativeLift)}; ` +
              `in this tenth ${count(step.positives)} of ${count(step.n)}`,
          ),
        ),
      ],
      line: { color: colour, width: 2, dash },
      marker: { color: colour, size: 8, symbol },
      hovertemplate: plotMarkup`%{text}<extra>${plotText(label)}</extra>`,
    })),
    layout: layout(theme, {
      shapes: [diagonal(theme)],
      xaxis: axis(theme, plotText('share of the rows'), { range: [-0.02, 1.02], nticks: 6 }),
      yaxis: axis(theme, plotText(`share of all ${data.positive}`), { range: [-0.02, 1.04], nticks: 6 }),
    }),
  }),
  csv: (data) =>
    csvText(
      ['version', 'tenth', 'rows', 'positives', 'lift', 'cumulative gain', 'cumulative lift'],
      saidModels(data).flatMap(({ label, drawn }) =>
        drawn.map((step, i) => [
          label,
          i + 1,
          step.n,
          step.positives,
          step.lift,
          step.cumulativeGain,
          step.cumulativeLift,
        ]),
      ),
    ),
});
