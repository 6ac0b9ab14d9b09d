// Whether a score of 0.7 comes true seven times of ten.

import type { CalibrationBin } from '../pictures.ts';
import { wilsonInterval } from '../proportion.ts';
import { quantileOfSorted } from '../statistics.ts';

interface Binning {
  readonly edges: readonly number[];
  /** Bin of a score, 0 … edges.length − 2. */
  of(score: number): number;
}

/** Bins (from, to] of equal width, 0 in the first. Edges are rounded as the scores are: 0.1 is in the first of ten. */
function byWidth(bins: number): Binning {
  const edges = Array.from({ length: bins + 1 }, (_, i) => Math.fround(i / bins));
  return {
    edges,
    of(score) {
      let bin = Math.min(bins - 1, Math.max(0, Math.ceil(score * bins) - 1));
      while (bin > 0 && score <= edges[bin]!) bin--;
      while (bin < bins - 1 && score > edges[bin + 1]!) bin++;
      return bin;
    },
  };
}

/**
 * Bins of about as many rows each, as scikit-learn's calibration_curve with strategy 'quantile' cuts them. Where many rows share a
 * score several edges are the same: the bins between them stay, so that such a score has one of its own.
 */
function byQuantile(scores: Float32Array, bins: number): Binning {
  const sorted = scores.slice().sort();
  // Rounded as numpy's linspace and percentile do: an edge that is a score to the last digit decides where its rows go.
  const shareAt = (edge: number): number => (edge === bins ? 1 : (edge * (1 / bins) * 100) / 100);
  const edges = Array.from({ length: bins + 1 }, (_, edge) => quantileOfSorted(sorted, shareAt(edge)));
  return {
    edges,
    of(score) {
      let bin = 0;
      while (bin < bins - 1 && score > edges[bin + 1]!) bin++;
      return bin;
    },
  };
}

/**
 * Mean score against share of positives, bin by bin; bins without rows are left out.
 * @param truth 1, 0 or NaN; rows of unknown truth or score are left out.
 */
export function calibrationBins(
  truth: Float64Array,
  scores: Float32Array,
  bins: number,
  how: 'width' | 'quantile',
): CalibrationBin[] {
  const known = Int32Array.from(truth.keys()).filter(
    (place) => !Number.isNaN(truth[place]!) && !Number.isNaN(scores[place]!),
  );
  if (known.length === 0) return [];
  const binning =
    how === 'width'
      ? byWidth(bins)
      : byQuantile(
          Float32Array.from(known, (place) => scores[place]!),
          bins,
        );
  const count = binning.edges.length - 1;
  const n = new Float64Array(count);
  const sum = new Float64Array(count);
  const positives = new Float64Array(count);
  for (const place of known) {
    const bin = binning.of(scores[place]!);
    n[bin]!++;
    sum[bin]! += scores[place]!;
    positives[bin]! += truth[place]!;
  }
  return Array.from(n.keys(), (bin) => ({
    from: binning.edges[bin]!,
    to: binning.edges[bin + 1]!,
    n: n[bin]!,
    meanScore: sum[bin]! / n[bin]!,
    share: positives[bin]! / n[bin]!,
    ...wilsonInterval(positives[bin]!, n[bin]!),
  })).filter((bin) => bin.n > 0);
}
