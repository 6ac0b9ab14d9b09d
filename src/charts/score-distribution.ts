// Where the scores of both kinds of rows lie: the less they overlap, the easier the choice of a threshold.

import type { Bars } from '../core/pictures.ts';
import { defineChart } from './parts/define.ts';
import { count, csvText, fixed, share } from './parts/format.ts';
import { axis, faded, layout } from './parts/layout.ts';
import { saidModels, shownModels, type TwoModels } from './parts/two-models.ts';
import { roundStep, ticksOf } from './parts/ticks.ts';
import type { Trace } from './parts/types.ts';
import { plotMarkup, plotText } from './parts/types.ts';

export interface ScoreDistribution {
  readonly negatives: Bars;
  readonly positives: Bars;
}

export interface ScoreDistributionData extends TwoModels<ScoreDistribution> {
  readonly positive: string;
  readonly negative: string;
  readonly threshold: number;
}

const total = ({ counts }: Bars): number => counts.reduce((sum, rows) => sum + rows, 0);
const shares = (bars: Bars): number[] =>
  bars.counts.map((rows) => (total(bars) > 0 ? rows / total(bars) : 0));

/** Share of rows that both kinds have in common, bar by bar: 1 when they can't be told apart. */
function overlap({ negatives, positives }: ScoreDistribution): number {
  if (total(negatives) === 0 || total(positives) === 0) return NaN;
  const other = shares(positives);
  return shares(negatives).reduce((sum, value, bar) => sum + Math.min(value, other[bar] ?? 0), 0);
}

function title(data: ScoreDistributionData): string {
  const { candidate, baseline, positive, negative } = data;
  const own = overlap(candidate.drawn);
  if (Number.isNaN(own)) return `Not both kinds, ${positive} and ${negative}, are among these rows`;
  const first = `The scores of ${positive} and ${negative} overlap by ${fixed(own * 100, 0)} of 100 with ${candidate.label}`;
  return baseline ? `${first}, by ${fixed(overlap(baseline.drawn) * 100, 0)} with ${baseline.label}` : first;
}

export default defineChart<ScoreDistributionData>({
  id: 'score-distribution',
  label: 'Scores of both kinds',
  about: 'How the scores of positive and negative rows are spread.',
  title,
  subtitle: (data) =>
    `Share of the rows of each kind by score, ${data.positive} above and ${data.negative} below the line; dotted: the threshold in use. n = ${count(data.n)} rows`,
  describe(data) {
    const lines = saidModels(data).map(({ label, drawn }) => {
      const right = (bars: Bars, wanted: boolean): number =>
        bars.counts.reduce(
          (sum, rows, bar) => sum + (bars.edges[bar]! >= data.threshold === wanted ? rows : 0),
          0,
        );
      return (
        `${label}: ${count(right(drawn.positives, true))} of ${count(total(drawn.positives))} ${data.positive} and ` +
        `${count(right(drawn.negatives, false))} of ${count(total(drawn.negatives))} ${data.negative} on their side of ${fixed(data.threshold)}`
      );
    });
    return `${title(data)}. ${lines.join('. ')}.`;
  },
  /** Traces: of the candidate, bars of positives and of negatives; then of the baseline, lines of both. */
  figure(data, theme) {
    const bars = (kind: 'positives' | 'negatives', name: string, sign: 1 | -1, opacity: number): Trace => {
      const { edges, counts } = data.candidate.drawn[kind];
      return {
        type: 'bar',
        name: plotText(`${data.candidate.label}, ${name}`),
        x: counts.map((_, bar) => (edges[bar]! + edges[bar + 1]!) / 2),
        y: shares(data.candidate.drawn[kind]).map((value) => sign * value),
        text: counts.map((rows, bar) =>
          plotText(
            `${fixed(edges[bar]!, 3)} to ${fixed(edges[bar + 1]!, 3)}: ${count(rows)} rows ${name}, ${share(shares(data.candidate.drawn[kind])[bar]!)} of them`,
          ),
        ),
        textposition: 'none',
        marker: { color: faded(theme.challenger, opacity), line: { color: theme.challenger, width: 1 } },
        hovertemplate: plotMarkup`%{text}<extra></extra>`,
      };
    };
    const lines = shownModels(data, theme)
      .filter(({ label }) => label === data.baseline?.label)
      .flatMap(({ label, drawn, colour }) =>
        (['positives', 'negatives'] as const).map((kind): Trace => ({
          type: 'scatter',
          mode: 'lines',
          name: plotText(`${label}, ${kind === 'positives' ? data.positive : data.negative}`),
          x: drawn[kind].edges,
          y: [...shares(drawn[kind]), 0].map((value) => (kind === 'positives' ? value : -value)),
          line: { color: colour, width: 2, shape: 'hv', dash: kind === 'positives' ? 'solid' : 'dash' },
          hoverinfo: 'skip',
        })),
      );
    const highest = Math.max(
      0,
      ...saidModels(data).flatMap(({ drawn }) => [...shares(drawn.positives), ...shares(drawn.negatives)]),
    );
    const ticks = ticksOf(roundStep(highest / 2), 2);
    return {
      data: [bars('positives', data.positive, 1, 0.55), bars('negatives', data.negative, -1, 0.2), ...lines],
      layout: layout(theme, {
        barmode: 'overlay',
        bargap: 0.05,
        shapes: [
          {
            type: 'line',
            xref: 'x',
            yref: 'paper',
            x0: data.threshold,
            x1: data.threshold,
            y0: 0,
            y1: 1,
            line: { color: theme.text, width: 1.5, dash: 'dot' },
          },
        ],
        xaxis: axis(theme, plotText(`score of ${data.positive}`), { range: [0, 1], nticks: 6 }),
        yaxis: axis(theme, plotText('share of the kind'), {
          zeroline: true,
          tickvals: [...ticks.slice(1).map((value) => -value), ...ticks],
          // Below the line are shares too, none of them negative.
          ticktext: [...ticks.slice(1), ...ticks].map((value) => plotText(String(value))),
        }),
      }),
    };
  },
  csv: (data) =>
    csvText(
      ['version', 'from', 'to', data.positive, data.negative],
      saidModels(data).flatMap(({ label, drawn }) =>
        drawn.positives.counts.map((rows, bar) => [
          label,
          drawn.positives.edges[bar]!,
          drawn.positives.edges[bar + 1]!,
          rows,
          drawn.negatives.counts[bar] ?? 0,
        ]),
      ),
    ),
});
