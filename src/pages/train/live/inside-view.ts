// What the layers of a model in the midst of its training say.

import type { Histogram, HistogramPoint, LayerLook } from '../../../core/training-report.ts';
import { insideText } from '../../text/train-live.ts';

/** Ratio between the gradient norms of two layers that is worth a word. */
const worthSaying = 100;

/** The one thing that matters most, in words; whether it is a trouble. */
export function insideFinding(layers: readonly LayerLook[]): { words: string; trouble: boolean } {
  const broken = layers.find(({ gradientNorm }) => !Number.isFinite(gradientNorm));
  if (broken) return { words: insideText.broken(broken.name), trouble: true };
  const dead = layers.find(({ deadUnits, units }) => units > 0 && deadUnits >= units / 2);
  if (dead) return { words: insideText.deadFinding(dead.name, dead.deadUnits, dead.units), trouble: true };
  const [first, last] = [layers[0], layers.at(-1)];
  if (!first || !last || first === last) return { words: insideText.single, trouble: false };
  const ratio = last.gradientNorm / first.gradientNorm;
  if (ratio > worthSaying) return { words: insideText.vanishing(first.name, ratio), trouble: true };
  if (ratio < 1 / worthSaying) return { words: insideText.exploding(first.name, 1 / ratio), trouble: true };
  return { words: insideText.steady, trouble: false };
}

const middleOf = ({ low, high, counts }: Histogram, bin: number): number =>
  low + ((bin + 0.5) * (high - low)) / Math.max(1, counts.length);

export function histogramWords(what: string, layer: string, histogram: Histogram): string {
  const { low, high, counts, notFinite } = histogram;
  const values = counts.reduce((sum, count) => sum + count, 0) + notFinite;
  const peak = counts.indexOf(Math.max(...counts));
  return (
    insideText.histogram(what, layer, low, high, values, notFinite) +
    (peak < 0 ? '.' : insideText.peak(middleOf(histogram, peak)))
  );
}

/** An outline of the counts in a box of 0 to 1, y downwards: `M0 1L…Z`. Empty when nothing was counted. */
export function outline({ counts }: Histogram): string {
  const most = Math.max(0, ...counts);
  if (most === 0) return '';
  const round = (value: number): number => Math.round(value * 1000) / 1000;
  const steps = counts.map((count, bin) => {
    const y = round(1 - count / most);
    return `L${round(bin / counts.length)} ${y}L${round((bin + 1) / counts.length)} ${y}`;
  });
  return `M0 1${steps.join('')}L1 1Z`;
}

/** Tags of recorded histograms, in the order of their first. */
export const tagsOf = (points: readonly HistogramPoint[]): string[] => [
  ...new Set(points.map(({ tag }) => tag)),
];

export interface Ridge {
  readonly low: number;
  readonly high: number;
  /** From the earliest: share 0 to 1 of the highest count over the common range. */
  readonly lines: readonly {
    readonly epoch: number;
    readonly points: readonly (readonly [x: number, y: number])[];
  }[];
  readonly words: string;
}

const mostLines = 24;

/** The histograms of a tag over one common range, at most 24 of them, evenly chosen, first and last included. */
export function ridgeOf(all: readonly HistogramPoint[], tag: string): Ridge | null {
  const own = all.filter((point) => point.tag === tag);
  const count = Math.min(mostLines, own.length);
  const points = Array.from(
    { length: count },
    (_, i) => own[count === 1 ? 0 : Math.round((i * (own.length - 1)) / (count - 1))]!,
  );
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return null;
  const low = Math.min(...points.map(({ histogram }) => histogram.low));
  const high = Math.max(...points.map(({ histogram }) => histogram.high));
  const width = high - low || 1;
  const lines = points.map(({ epoch, histogram }) => {
    // Bins of different widths are compared by density.
    const bin = (histogram.high - histogram.low) / Math.max(1, histogram.counts.length) || 1;
    return {
      epoch,
      densities: histogram.counts.map((n) => n / bin),
      places: histogram.counts.map((_, i) => (middleOf(histogram, i) - low) / width),
    };
  });
  const most = Math.max(Number.MIN_VALUE, ...lines.flatMap(({ densities }) => densities));
  return {
    low,
    high,
    lines: lines.map(({ epoch, densities, places }) => ({
      epoch,
      points: places.map((x, i) => [x, densities[i]! / most] as const),
    })),
    words: `${insideText.ridge(tag, own.length, low, high)} ${insideText.ridgeMove(medianOf(first.histogram), medianOf(last.histogram))}`,
  };
}

/** The middle of the bin in which half of the values are reached. */
function medianOf(histogram: Histogram): number {
  const half = histogram.counts.reduce((sum, count) => sum + count, 0) / 2;
  let sum = 0;
  for (const [bin, count] of histogram.counts.entries()) {
    sum += count;
    if (sum >= half) return middleOf(histogram, bin);
  }
  return NaN;
}
