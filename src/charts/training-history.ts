// How one training went: loss and metric after each epoch, on the training rows and on rows kept aside.

import type { EpochRecord } from '../core/records.ts';
import { isRising } from '../core/trend.ts';
import { defineChart } from './parts/define.ts';
import { csvText, significant } from './parts/format.ts';
import { axis, layout, orGap } from './parts/layout.ts';
import type { Annotation, ChartTheme, ScatterTrace, Shape } from './parts/types.ts';
import { plotMarkup, plotText } from './parts/types.ts';

export interface TrainingHistoryData {
  readonly metricLabel: string;
  readonly epochs: readonly EpochRecord[];
  readonly epochsPlanned: number;
  /** Epoch whose weights were put back at the end; left out: those of the last epoch are kept. */
  readonly restored?: number | null;
  /** Whether no more epochs come: then no room is kept for those that were planned. */
  readonly isEnded?: boolean;
}

/** The epoch with the lowest validation loss; null without validation rows. */
function bestEpoch(data: TrainingHistoryData): EpochRecord | null {
  let best: EpochRecord | null = null;
  for (const record of data.epochs)
    if (Number.isFinite(record.validationLoss) && (!best || record.validationLoss < best.validationLoss))
      best = record;
  return best;
}

function title(data: TrainingHistoryData): string {
  const last = data.epochs.at(-1);
  const first = data.epochs[0];
  if (!last || !first) return 'Training has not finished an epoch yet';
  const best = bestEpoch(data);
  if (!best) return `The loss went from ${significant(first.loss)} to ${significant(last.loss)}`;
  const kept = data.epochs.find(({ epoch }) => epoch === data.restored) ?? last;
  const learnt = `${data.metricLabel} reached ${significant(kept.validationMetric)} on rows kept aside`;
  if (kept !== last) return `${learnt}; the weights of epoch ${kept.epoch} were put back`;
  const later = data.epochs.slice(data.epochs.indexOf(best)).map((record) => record.validationLoss);
  if (later.length < 4 || !(last.validationLoss > best.validationLoss + 0.02 * Math.abs(best.validationLoss)))
    return learnt;
  // A curve that goes to and fro is higher than its lowest point nearly everywhere, and does not rise for that.
  return isRising(later.filter(Number.isFinite), 0.01)
    ? `${learnt}; their loss has been rising since epoch ${best.epoch}`
    : `${learnt}; their loss was lowest at epoch ${best.epoch}`;
}

const subtitle = (data: TrainingHistoryData): string =>
  `Solid: rows kept aside for validation; dotted: training rows. n = ${data.epochs.length} of ` +
  `${data.epochsPlanned} epochs, ${data.epochs.at(-1)?.step ?? 0} steps`;

function describe(data: TrainingHistoryData): string {
  const first = data.epochs[0];
  const last = data.epochs.at(-1);
  if (!first || !last) return `${title(data)}.`;
  const best = bestEpoch(data);
  return [
    `${title(data)}.`,
    `Two line charts over ${data.epochs.length} of ${data.epochsPlanned} epochs.`,
    `Training loss from ${significant(first.loss)} to ${significant(last.loss)}.`,
    best
      ? `Validation loss from ${significant(first.validationLoss)} to ${significant(last.validationLoss)}, ` +
        `lowest ${significant(best.validationLoss)} at epoch ${best.epoch}, marked by an upright line.`
      : 'No rows were kept aside for validation.',
    `${data.metricLabel} on the training rows ${significant(last.metric)}.`,
  ].join(' ');
}

/** An upright line in the panel of the loss. */
const markLine = (epoch: number, theme: ChartTheme): Shape => ({
  type: 'line',
  xref: 'x',
  yref: 'paper',
  x0: epoch,
  x1: epoch,
  y0: 0,
  y1: 1,
  line: { color: theme.axis, width: 1, dash: 'dash' },
  layer: 'below',
});

function markWords(
  epoch: number | null,
  words: string,
  range: readonly [number, number],
  theme: ChartTheme,
): Annotation[] {
  if (epoch === null) return [];
  return [
    {
      text: plotText(`${words}, epoch ${epoch}`),
      xref: 'x',
      yref: 'paper',
      x: epoch,
      y: 1,
      // Towards the middle, so that it stays inside the panel.
      xanchor: epoch > (range[0] + range[1]) / 2 ? 'right' : 'left',
      yanchor: 'top',
      showarrow: false,
      font: { color: theme.muted, size: 12 },
    },
  ];
}

export default defineChart<TrainingHistoryData>({
  id: 'training-history',
  label: 'How training went',
  about: 'Loss and metric after each epoch, on training rows and on rows kept aside.',
  title,
  subtitle,
  describe,
  figure(data, theme) {
    const line = (
      name: string,
      of: (record: EpochRecord) => number,
      panel: 'y' | 'y2',
      aside: boolean,
      colours: ChartTheme,
    ): ScatterTrace => ({
      type: 'scatter',
      mode: data.epochs.length < 2 ? 'markers' : 'lines',
      name: plotText(aside ? 'kept aside' : 'training rows'),
      showlegend: panel === 'y',
      x: data.epochs.map((record) => record.epoch),
      y: data.epochs.map((record) => orGap(of(record))),
      xaxis: panel === 'y' ? 'x' : 'x2',
      yaxis: panel,
      line: {
        color: aside ? colours.champion : colours.reference,
        width: 2,
        dash: aside ? 'solid' : 'dot',
      },
      marker: { color: aside ? colours.champion : colours.reference, size: 7 },
      hovertemplate: plotMarkup`epoch %{x}: %{y:.4~g}<extra>${plotText(name)}</extra>`,
    });
    const start = data.epochs[0]?.epoch ?? 1;
    const planned = data.isEnded ? 1 : data.epochsPlanned;
    const range = [start - 0.5, Math.max(planned, data.epochs.at(-1)?.epoch ?? 1) + 0.5] as const;
    const marked = data.restored ?? bestEpoch(data)?.epoch ?? null;
    const markName = data.restored == null ? 'lowest' : 'put back';
    const heading = (text: string, x: number) =>
      ({
        text: plotText(text),
        xref: 'paper',
        yref: 'paper',
        x,
        y: 1,
        xanchor: 'left',
        yanchor: 'bottom',
        showarrow: false,
        font: { color: theme.text, size: 12 },
      }) as const;
    return {
      data: [
        line('loss', (record) => record.loss, 'y', false, theme),
        line('loss, kept aside', (record) => record.validationLoss, 'y', true, theme),
        line(data.metricLabel, (record) => record.metric, 'y2', false, theme),
        line(`${data.metricLabel}, kept aside`, (record) => record.validationMetric, 'y2', true, theme),
      ],
      layout: layout(theme, {
        margin: { l: 8, r: 12, t: 48, b: 8 },
        legend: { orientation: 'h', x: 0, y: 1.12, xanchor: 'left', yanchor: 'bottom', font: { size: 12 } },
        annotations: [
          heading('Loss', 0),
          heading(data.metricLabel, 0.55),
          ...markWords(marked, markName, range, theme),
        ],
        shapes: marked === null ? [] : [markLine(marked, theme)],
        xaxis: axis(theme, plotText('epoch'), { range, domain: [0, 0.45], showgrid: false, nticks: 6 }),
        yaxis: axis(theme, null),
        xaxis2: axis(theme, plotText('epoch'), {
          range,
          domain: [0.55, 1],
          anchor: 'y2',
          showgrid: false,
          nticks: 6,
        }),
        yaxis2: axis(theme, null, { anchor: 'x2' }),
      }),
    };
  },
  csv: (data) =>
    csvText(
      ['epoch', 'step', 'loss', 'validation loss', data.metricLabel, `validation ${data.metricLabel}`],
      data.epochs.map((record) => [
        record.epoch,
        record.step,
        record.loss,
        record.validationLoss,
        record.metric,
        record.validationMetric,
      ]),
    ),
});
