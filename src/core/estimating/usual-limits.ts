// From where on a figure is worse than it ever was on the reference.

import type { FigureOf } from '../define.ts';
import { isMetric } from '../figures.ts';
import { chunksOf, deviationLimits } from './chunk-limits.ts';
import { judgeAgainst, knownOf, type JudgedRows } from './judged.ts';

/** Of fewer stretches a standard deviation says little. */
const fewestStretches = 5;

const cut = (rows: JudgedRows, from: number, to: number): JudgedRows => ({
  truth: rows.truth.subarray(from, to),
  scores: rows.scores.subarray(from * rows.outputs, to * rows.outputs),
  outputs: rows.outputs,
  thresholds: typeof rows.thresholds === 'number' ? rows.thresholds : rows.thresholds.subarray(from, to),
});

const half95 = 1.959963984540054;

/**
 * NannyML's rule, mean ± 3 standard deviations of stretches as long as a window, on the side that is worse. Where the reference holds
 * fewer than five of them: its level ± 3 standard errors of a window.
 */
export function usualLimits(
  figures: readonly FigureOf[],
  reference: JudgedRows,
  windowRows: number,
  seed: number,
): number[] {
  const judge = judgeAgainst(
    figures,
    { ...reference, truth: new Float64Array(0), scores: new Float32Array(0) },
    seed,
  );
  const all = reference.truth.length;
  const stretches = chunksOf(all, windowRows)
    .filter(({ from, to }) => to - from === windowRows)
    .map(({ from, to }) => judge(cut(reference, from, to)));
  const whole = judge(reference);
  const rows = knownOf(reference).truth.length;
  return figures.map((figure, at) => {
    const worseIsLess = isMetric(figure) && figure.better === 'higher';
    const most = figure.unit === 'share' ? 1 : Infinity;
    if (stretches.length >= fewestStretches) {
      const { lower, upper } = deviationLimits(
        stretches.map((judged) => judged[at]!.estimate.value),
        worseIsLess ? -Infinity : 0,
        most,
      );
      return worseIsLess ? lower : upper;
    }
    const { value, low, high } = whole[at]!.estimate;
    const error = ((high - low) / (2 * half95)) * Math.sqrt(rows / windowRows);
    return worseIsLess ? value - 3 * error : value + 3 * error;
  });
}
