// Whether a score of 0.7 comes true seven times of ten.

import type { CalibrationBin } from '../core/pictures.ts';
import { defineChart } from './parts/define.ts';
import { count, csvText, fixed, share } from './parts/format.ts';
import { diagonal } from './parts/diagonal.ts';
import { axis, layout } from './parts/layout.ts';
import { saidModels, shownModels, type TwoModels } from './parts/two-models.ts';
import { plotMarkup, plotText } from './parts/types.ts';

export interface CalibrationData extends TwoModels<readonly CalibrationBin[]> {
  readonly positive: string;
}

/** Mean distance between score and share, each bin by its rows: the expected calibration error of these bins. */
function gap(bins: readonly CalibrationBin[]): number {
  const rows = bins.reduce((sum, { n }) => sum + n, 0);
  const sum = bins.reduce((total, bin) => total + bin.n * Math.abs(bin.share - bin.meanScore), 0);
  return rows > 0 ? sum / rows : NaN;
}

/** The bin farthest from the line whose interval does not reach it; null where all could be on it. */
function worst(bins: readonly CalibrationBin[]): CalibrationBin | null {
  const off = bins.filter(({ low, high, meanScore }) => meanScore < low || meanScore > high);
  const size = ({ share: found, meanScore }: CalibrationBin): number => Math.abs(found - meanScore);
  return off.toSorted((a, b) => size(b) - size(a))[0] ?? null;
}

function title({ candidate, positive }: CalibrationData): string {
  const { label, drawn } = candidate;
  if (drawn.length === 0) return 'No labelled row has a score';
  const bin = worst(drawn);
  if (!bin) return `The probabilities of ${label} can be taken at their word`;
  const kind = bin.meanScore > bin.share ? 'promises too much' : 'promises too little';
  return `${label} ${kind}: where it says ${share(bin.meanScore)}, ${share(bin.share)} are ${positive}`;
}

export default defineChart<CalibrationData>({
  id: 'calibration',
  label: 'Calibration',
  about: 'Share of positives among rows of about the same score.',
  title,
  subtitle: (data) =>
    `Share of ${data.positive} among rows of about the same score, with Wilson’s 95 % interval; on the dotted line score and share agree. ` +
    `n = ${count(data.n)} rows`,
  describe(data) {
    const gaps = saidModels(data).map(({ label, drawn }) => `${label} ${fixed(gap(drawn), 3)}`);
    const bins = data.candidate.drawn.map(
      (bin) => `${share(bin.meanScore)} said, ${share(bin.share)} true of ${count(bin.n)}`,
    );
    return `${title(data)}. Mean gap: ${gaps.join(', ')}. ${data.candidate.label}: ${bins.join('; ')}.`;
  },
  figure: (data, theme) => ({
    data: shownModels(data, theme).map(({ label, drawn, colour, dash, symbol }) => ({
      type: 'scatter',
      mode: 'lines+markers',
      name: plotText(`${label} (mean gap ${fixed(gap(drawn), 3)})`),
      x: drawn.map(({ meanScore }) => meanScore),
      y: drawn.map((bin) => bin.share),
      text: drawn.map((bin) =>
        plotText(
          `scores ${fixed(bin.from)} to ${fixed(bin.to)}: ${share(bin.share)} (${share(bin.low)} to ${share(bin.high)}), ${count(bin.n)} rows`,
        ),
      ),
      error_y: {
        type: 'data',
        symmetric: false,
        array: drawn.map((bin) => bin.high - bin.share),
        arrayminus: drawn.map((bin) => bin.share - bin.low),
        color: colour,
        thickness: 1,
        width: 3,
      },
      line: { color: colour, width: 2, dash },
      marker: { color: colour, size: 8, symbol },
      hovertemplate: plotMarkup`%{text}<extra>${plotText(label)}</extra>`,
    })),
    layout: layout(theme, {
      shapes: [diagonal(theme)],
      xaxis: axis(theme, plotText('mean score'), { range: [-0.02, 1.02], nticks: 6 }),
      yaxis: axis(theme, plotText(`share of ${data.positive}`), { range: [-0.02, 1.04], nticks: 6 }),
    }),
  }),
  csv: (data) =>
    csvText(
      ['version', 'from', 'to', 'mean score', 'share', 'low', 'high', 'rows'],
      saidModels(data).flatMap(({ label, drawn }) =>
        drawn.map((bin) => [label, bin.from, bin.to, bin.meanScore, bin.share, bin.low, bin.high, bin.n]),
      ),
    ),
});
