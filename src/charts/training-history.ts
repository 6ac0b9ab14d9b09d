// How one training went: loss and metric after each epoch, on the training rows and on rows kept aside.

import type { EpochRecord } from '../core/records.ts';
import { judgeTraining, type TrainingFinding } from '../core/training-verdict.ts';
import { defineChart } from './parts/define.ts';
import { csvText, significant } from './parts/format.ts';
import { axis, layout, orGap } from './parts/layout.ts';
import type { ChartTheme, ScatterTrace, Shape } from './parts/types.ts';
import { plotMarkup, plotText } from './parts/types.ts';

export interface TrainingHistoryData {
  readonly metricLabel: string;
  readonly epochs: readonly EpochRecord[];
  readonly epochsPlanned: number;
  /** Epoch whose weights were put back at the end; left out: those of the last epoch are kept. */
  readonly restored?: number | null;
  /** Rows kept aside for validation; left out: read from whether they have a loss. */
  readonly rowsAside?: number;
}

/** The epoch with the lowest validation loss; null without validation rows. */
function bestEpoch(data: TrainingHistoryData): EpochRecord | null {
  let best: EpochRecord | null = null;
  for (const record of data.epochs)
    if (Number.isFinite(record.validationLoss) && (!best || record.validationLoss < best.validationLoss))
      best = record;
  return best;
}

/** What is amiss, to be put behind what was reached; null where nothing is. */
function amiss(finding: TrainingFinding): string | null {
  switch (finding.kind) {
    case 'jumping':
      return `both losses jump between ${significant(finding.low)} and ${significant(finding.high)}`;
    case 'spikes':
      return `their loss leaps up to ${significant(finding.high)} again and again`;
    case 'unlearnt':
      return 'the loss is higher than after the first epoch';
    case 'worsening':
      return `both losses have been rising since epoch ${finding.since}`;
    case 'rising':
      return `their loss has been rising since epoch ${finding.since}`;
    case 'noisy':
      return 'their loss goes up and down';
    default:
      return null;
  }
}

const hasNumbers = ({ epochs }: TrainingHistoryData): boolean =>
  epochs.some(({ loss, validationLoss }) => Number.isFinite(loss) || Number.isFinite(validationLoss));

function title(data: TrainingHistoryData): string {
  const { epochs, metricLabel } = data;
  const verdict = judgeTraining({ history: epochs, restored: data.restored });
  const first = epochs[0];
  if (!verdict || !first) return 'Training has not finished an epoch yet';
  const { finding, kept, isPutBack } = verdict;
  if (!hasNumbers(data)) return 'The loss was not a number in any epoch';
  if (finding.kind === 'not-finite') return `The loss of epoch ${kept.epoch} is not a number any more`;
  const best = bestEpoch(data);
  if (!best) {
    const trouble = finding.kind === 'jumping' ? `; it jumps up to ${significant(finding.high)}` : '';
    return `The loss went from ${significant(first.loss)} to ${significant(kept.loss)}${trouble}`;
  }
  const trouble = amiss(finding);
  const isHigher = kept.validationLoss > best.validationLoss + 0.02 * Math.abs(best.validationLoss);
  return [
    `${metricLabel} reached ${significant(kept.validationMetric)} on rows kept aside`,
    ...(isPutBack ? [`the weights of epoch ${kept.epoch} were put back`] : []),
    ...(trouble ? [trouble] : isHigher && !isPutBack ? [`their loss was lowest at epoch ${best.epoch}`] : []),
  ].join('; ');
}

/** The epoch that is marked by an upright line, and why; null where none is. */
function markOf(data: TrainingHistoryData): { readonly epoch: number; readonly why: string } | null {
  if (data.restored != null) return { epoch: data.restored, why: 'weights put back' };
  const best = bestEpoch(data);
  return best && { epoch: best.epoch, why: 'lowest loss on rows kept aside' };
}

function subtitle(data: TrainingHistoryData): string {
  const mark = markOf(data);
  return (
    'Solid: rows kept aside for validation; dotted: training rows. ' +
    (mark ? `Upright line: epoch ${mark.epoch}, ${mark.why}. ` : '') +
    `n = ${data.epochs.length} of ${data.epochsPlanned} epochs, ${data.epochs.at(-1)?.step ?? 0} steps`
  );
}

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
      : data.rowsAside || !hasNumbers(data)
        ? 'The loss on rows kept aside was not a number in any epoch.'
        : 'No rows were kept aside for validation.',
    `${data.metricLabel} on the training rows ${significant(last.metric)}.`,
  ].join(' ');
}

/** An upright line in the panel of the loss. What it marks is said below the title: words beside it would lie over the ticks of a narrow chart. */
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
    // As far as it came: the epochs that were planned are told in words.
    const range = [start - 0.5, (data.epochs.at(-1)?.epoch ?? 1) + 0.5] as const;
    const mark = markOf(data);
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
        annotations: [heading('Loss', 0), heading(data.metricLabel, 0.55)],
        shapes: mark ? [markLine(mark.epoch, theme)] : [],
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
