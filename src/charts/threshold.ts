// What a threshold makes of the scores: how much is found, how pure it is, and what the mistakes cost.

import type { ThresholdPoint } from '../core/pictures.ts';
import { defineChart } from './parts/define.ts';
import { count, csvText, fixed, share } from './parts/format.ts';
import { axis, layout, orGap } from './parts/layout.ts';
import { roundStep, ticksOf } from './parts/ticks.ts';
import type { Trace } from './parts/types.ts';
import { plotMarkup, plotText } from './parts/types.ts';

export interface ThresholdData {
  readonly label: string;
  readonly positive: string;
  readonly n: number;
  readonly points: readonly ThresholdPoint[];
  /** Cost per row at each point; null without a cost matrix. */
  readonly cost: readonly number[] | null;
  readonly threshold: number;
}

/** Steps of the axes: fifths. */
const shares = 5;

const part = (some: number, all: number): number => (all > 0 ? some / all : NaN);
const precision = (at: ThresholdPoint): number =>
  part(at.truePositives, at.truePositives + at.falsePositives);
const recall = (at: ThresholdPoint): number => part(at.truePositives, at.truePositives + at.falseNegatives);
const f1 = (at: ThresholdPoint): number =>
  part(2 * at.truePositives, 2 * at.truePositives + at.falsePositives + at.falseNegatives);

function inUse({ points, threshold }: ThresholdData): ThresholdPoint | undefined {
  return points.toSorted((a, b) => Math.abs(a.threshold - threshold) - Math.abs(b.threshold - threshold))[0];
}

function title(data: ThresholdData): string {
  const at = inUse(data);
  if (!at || Number.isNaN(recall(at))) return `No row is ${data.positive}, so no threshold finds any`;
  return (
    `From ${fixed(data.threshold)} on, ${data.label} finds ${fixed(recall(at) * 100, 0)} of 100 ${data.positive}` +
    (Number.isNaN(precision(at)) ? '' : `; ${fixed(precision(at) * 100, 0)} of 100 that it calls so are`)
  );
}

export default defineChart<ThresholdData>({
  id: 'threshold',
  label: 'Threshold',
  about: 'Precision, recall, F1 and cost by the threshold.',
  title,
  subtitle: (data) =>
    `Precision, recall and F1${data.cost ? ', and cost per row (own scale)' : ''} if rows were called ${data.positive} from that score on. n = ${count(data.n)} rows`,
  describe(data) {
    const lines = data.points
      .filter((_, i) => i % 10 === 0)
      .map(
        (at) =>
          `from ${fixed(at.threshold, 1)}: recall ${share(recall(at))}, precision ${share(precision(at))}`,
      );
    return `${title(data)}. ${lines.join('; ')}.`;
  },
  /** Traces: precision, recall, F1, cost. */
  figure(data, theme) {
    const line = (
      name: string,
      values: readonly number[],
      color: string,
      dash: 'solid' | 'dash' | 'dot',
      yaxis: 'y' | 'y2' = 'y',
    ): Trace => ({
      type: 'scatter',
      mode: 'lines',
      name: plotText(name),
      x: data.points.map(({ threshold }) => threshold),
      y: values.map(orGap),
      yaxis,
      line: { color, width: 2, dash },
      hovertemplate: plotMarkup`from %{x:.2f}: ${plotText(name)} %{y:.3~g}<extra></extra>`,
    });
    const step = roundStep(Math.max(0, ...(data.cost ?? []).filter(Number.isFinite)) / shares);
    return {
      data: [
        line('precision', data.points.map(precision), theme.champion, 'solid'),
        line('recall', data.points.map(recall), theme.challenger, 'dash'),
        line('F1', data.points.map(f1), theme.good, 'dot'),
        ...(data.cost ? [line('cost per row', data.cost, theme.reference, 'solid', 'y2')] : []),
      ],
      layout: layout(theme, {
        hovermode: 'x',
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
        xaxis: axis(theme, plotText('threshold'), { range: [0, 1], nticks: 6 }),
        annotations: [
          {
            text: plotText(fixed(data.threshold)),
            xref: 'x',
            yref: 'paper',
            x: data.threshold,
            y: 1,
            xanchor: data.threshold > 0.9 ? 'right' : 'left',
            yanchor: 'top',
            showarrow: false,
            bgcolor: theme.surface,
            font: { color: theme.text, size: 12 },
          },
        ],
        yaxis: axis(theme, plotText('share'), { range: [-0.02, 1.04], tickvals: ticksOf(0.2, shares) }),
        ...(data.cost
          ? {
              yaxis2: axis(theme, plotText('cost per row'), {
                overlaying: 'y',
                side: 'right',
                showgrid: false,
                // As many steps as the shares have, so that both stand on the same lines.
                range: [-0.02 * shares * step, 1.04 * shares * step],
                tickvals: ticksOf(step, shares),
              }),
            }
          : {}),
      }),
    };
  },
  csv: (data) =>
    csvText(
      [
        'threshold',
        'true positives',
        'false positives',
        'true negatives',
        'false negatives',
        'precision',
        'recall',
        'F1',
        ...(data.cost ? ['cost per row'] : []),
      ],
      data.points.map((at, i) => [
        at.threshold,
        at.truePositives,
        at.falsePositives,
        at.trueNegatives,
        at.falseNegatives,
        precision(at),
        recall(at),
        f1(at),
        ...(data.cost ? [data.cost[i] ?? NaN] : []),
      ]),
    ),
});
