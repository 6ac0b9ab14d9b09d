// What another version would have answered from some moment on, held against what really went out.

import type { WindowRecord } from './records.ts';
import { rowValues, type RowMeasure } from './trials/row-measure.ts';

export interface WhatIf {
  /** Rows with a known answer. */
  readonly n: number;
  /** Mean of the measure per row: what really went out, and what would have. */
  readonly real: number;
  readonly branch: number;
  /** Rows of the table for which the branch would have done better or worse, largest difference first. */
  readonly better: readonly number[];
  readonly worse: readonly number[];
}

/**
 * @param windows judged ones, oldest first. @param scores what the branch answers for each of them, rows × outputs.
 * @param truth of the whole table.
 */
export function whatIf(
  windows: readonly WindowRecord[],
  scores: readonly Float32Array[],
  truth: Float64Array,
  measure: RowMeasure,
): WhatIf {
  const sign = measure.better === 'higher' ? 1 : -1;
  const gains: { row: number; gain: number }[] = [];
  let [n, real, branch] = [0, 0, 0];
  for (const [at, window] of windows.entries()) {
    const { span, outputs } = window;
    const answers = scores[at];
    if (!answers) break;
    const known = truth.subarray(span.from, span.to);
    const was = rowValues(measure, { truth: known, scores: window.scores, outputs });
    const would = rowValues(measure, { truth: known, scores: answers, outputs });
    for (let row = 0; row < was.length; row++) {
      const gain = sign * (would[row]! - was[row]!);
      if (Number.isNaN(gain)) continue;
      n++;
      real += was[row]!;
      branch += would[row]!;
      if (gain !== 0) gains.push({ row: span.from + row, gain });
    }
  }
  gains.sort((a, b) => Math.abs(b.gain) - Math.abs(a.gain) || a.row - b.row);
  return {
    n,
    real: n > 0 ? real / n : NaN,
    branch: n > 0 ? branch / n : NaN,
    better: gains.filter(({ gain }) => gain > 0).map(({ row }) => row),
    worse: gains.filter(({ gain }) => gain < 0).map(({ row }) => row),
  };
}
