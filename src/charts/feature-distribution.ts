// One feature then and now: the share of rows in each bin, training rows in grey against the current window.

import type { ColumnKind } from '../core/table.ts';
import { defineChart } from './parts/define.ts';
import { count, csvText, share } from './parts/format.ts';
import { axis, faded, layout } from './parts/layout.ts';
import type { BarTrace } from './parts/types.ts';
import { plotMarkup, plotText } from './parts/types.ts';

export interface FeatureDistributionData {
  readonly feature: string;
  readonly kind: ColumnKind;
  /** Rows per bin. */
  readonly reference: readonly number[];
  readonly current: readonly number[];
  readonly labels: readonly string[];
}

const total = (counts: readonly number[]): number => counts.reduce((sum, rows) => sum + rows, 0);

function shares(counts: readonly number[]): number[] {
  const rows = total(counts);
  return counts.map((number) => (rows > 0 ? number / rows : 0));
}

/** The bin whose share changed most; null when one side has no rows. */
function largestChange(data: FeatureDistributionData): { label: string; from: number; to: number } | null {
  if (total(data.reference) === 0 || total(data.current) === 0) return null;
  const before = shares(data.reference);
  const now = shares(data.current);
  let found: { label: string; from: number; to: number } | null = null;
  for (const [bin, label] of data.labels.entries()) {
    const from = before[bin] ?? 0;
    const to = now[bin] ?? 0;
    if (!found || Math.abs(to - from) > Math.abs(found.to - found.from)) found = { label, from, to };
  }
  return found;
}

function title(data: FeatureDistributionData): string {
  const change = largestChange(data);
  if (!change) return `There are no rows to compare for ${data.feature}`;
  const size = change.to - change.from;
  if (Math.abs(size) < 0.02) return `${data.feature} is spread as it was in training`;
  return (
    `${data.feature} = ${change.label} is ${size > 0 ? 'more' : 'less'} common than in training: ` +
    `${share(change.from)} then, ${share(change.to)} now`
  );
}

const subtitle = (data: FeatureDistributionData): string =>
  `Share of rows in each ${data.kind === 'number' || data.kind === 'integer' ? 'range' : 'value'} of ${data.feature}. ` +
  `n = ${count(total(data.reference))} training rows, ${count(total(data.current))} current rows`;

export default defineChart<FeatureDistributionData>({
  id: 'feature-distribution',
  label: 'One feature then and now',
  about: 'Share of rows per range or value: training rows against the current window.',
  title,
  subtitle,
  describe(data) {
    const before = shares(data.reference);
    const now = shares(data.current);
    const bins = data.labels.map(
      (label, bin) => `${label}: ${share(before[bin] ?? 0)} then, ${share(now[bin] ?? 0)} now`,
    );
    return `${title(data)}. Bar chart. ${bins.join('; ')}.`;
  },
  figure(data, theme) {
    const bins = data.labels.map((_, bin) => bin);
    const bars = (name: string, counts: readonly number[], color: string, edge: string): BarTrace => ({
      type: 'bar',
      name: plotText(name),
      x: bins,
      y: shares(counts),
      text: data.labels.map((label, bin) =>
        plotText(`${label}: ${share(shares(counts)[bin] ?? 0)} (${count(counts[bin] ?? 0)} rows)`),
      ),
      textposition: 'none',
      marker: { color, line: { color: edge, width: 1 } },
      hovertemplate: plotMarkup`%{text}<extra>${plotText(name)}</extra>`,
    });
    const step = Math.max(1, Math.ceil(bins.length / 12));
    const shown = bins.filter((bin) => bin % step === 0);
    return {
      data: [
        bars('training', data.reference, faded(theme.reference, 0.45), theme.reference),
        bars('now', data.current, theme.champion, theme.champion),
      ],
      layout: layout(theme, {
        barmode: 'group',
        bargap: 0.2,
        margin: { l: 8, r: 12, t: 32, b: 8 },
        xaxis: axis(theme, plotText(data.feature), {
          showgrid: false,
          tickvals: shown,
          ticktext: shown.map((bin) => plotText(data.labels[bin] ?? '')),
        }),
        yaxis: axis(theme, plotText('share of rows'), { rangemode: 'tozero', nticks: 5 }),
      }),
    };
  },
  csv: (data) =>
    csvText(
      [data.feature, 'training rows', 'current rows'],
      data.labels.map((label, bin) => [label, data.reference[bin] ?? 0, data.current[bin] ?? 0]),
    ),
});
