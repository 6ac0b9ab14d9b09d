// How sure one figure is: the percentile bootstrap, as in an evaluation of the whole of the rows.

import type { FigureOf, Scored } from './define.ts';
import type { Estimate } from './estimate.ts';
import { evaluateSlices, type Answers } from './evaluating/evaluate.ts';
import type { SliceResult } from './evaluation.ts';
import type { Resamples } from './interval-method.ts';
import { runThrough } from './run-through.ts';

export type BootstrapOptions = Resamples;

/** The one slice of all rows. */
function wholeOf(figure: FigureOf, answers: Answers, options: BootstrapOptions): SliceResult {
  const places = Int32Array.from(answers.truth.keys());
  const interval = { ...options, method: 'percentile-bootstrap' as const };
  const [whole] = runThrough(
    evaluateSlices(answers, [{ key: [], places, spec: 0 }], [figure], {
      interval,
      minSliceSize: 0,
      threshold: 0.5,
    }),
  );
  return whole!;
}

const plain = ({ value, low, high, n }: Estimate): Estimate => ({ value, low, high, n });

/**
 * A figure with its percentile bootstrap interval. `n` counts the rows with a known answer; below 2 of them the interval
 * is the value itself.
 * @throws RangeError for fewer than 1 resample or a confidence outside (0, 1).
 */
export function bootstrapInterval(figure: FigureOf, scored: Scored, options: BootstrapOptions): Estimate {
  const { truth, scores, outputs, weights } = scored;
  const answers = { truth, candidate: scores, baseline: null, outputs, ...(weights && { weights }) };
  return plain(wholeOf(figure, answers, options).candidate[figure.id]!);
}

/**
 * How much `b` differs from `a` on the same rows, figure(b) − figure(a), with its paired percentile bootstrap interval:
 * every resample judges both on the same drawn rows, so what both find hard cancels out.
 * @param a scores of the one model, row-major n × outputs. @param b scores of the other.
 * @throws RangeError for fewer than 1 resample, a confidence outside (0, 1) or scores that do not fit the rows.
 */
export function pairedBootstrap(
  figure: FigureOf,
  truth: Float64Array,
  a: Float32Array,
  b: Float32Array,
  outputs: number,
  options: BootstrapOptions,
): Estimate {
  const whole = wholeOf(figure, { truth, candidate: b, baseline: a, outputs }, options);
  return plain(whole.difference![figure.id]!);
}
