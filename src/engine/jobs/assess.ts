import { AppError } from '../../core/errors.ts';
import { thresholdOf } from '../../core/answering.ts';
import { evaluateSlices } from '../../core/evaluating/evaluate.ts';
import { figureOf } from '../../core/figures.ts';
import { checkGate } from '../../core/gate-check/check-gate.ts';
import { compareModels } from '../../core/model-comparison.ts';
import { runTests } from '../../core/model-test.ts';
import { scoreRows } from '../../core/scoring.ts';
import { inSteps } from '../stepping.ts';
import type { AssessProgress } from '../evaluation-protocol.ts';
import type { LoadedTable } from '../tables.ts';
import type { Job } from './context.ts';
import { scoredPair } from './scoring.ts';
import { sliceRowsOf } from './slicing.ts';

/** What is done one after the other, and about how much of the time each takes: parts of 1,000. */
const shares = { scoring: 150, slicing: 50, resampling: 700, testing: 100 } as const;
const total = Object.values(shares).reduce((sum, share) => sum + share, 0);

/** Reports how far the whole is from how far one part is. */
function reporter(report: (progress: AssessProgress) => void) {
  let before = 0;
  return (doing: AssessProgress['doing']) => {
    const from = before;
    before += shares[doing];
    report({ done: from, total, doing });
    return (part: { done: number; total: number }) =>
      report({ done: from + (shares[doing] * part.done) / Math.max(1, part.total), total, doing });
  };
}

/** @throws AppError `bad-input` for a figure that does not exist or is not for this task. */
function figuresFor({ task }: LoadedTable, ids: readonly string[]) {
  return ids.map((id) => {
    const figure = figureOf(id);
    if (!figure.tasks.includes(task))
      throw new AppError('bad-input', `${figure.label} is not for ${task} models.`);
    return figure;
  });
}

/** Everything that a decision about a version rests on. */
export const assess: Job<'assess'> = async (request, { tables, controls, report }) => {
  const { digest, rows, candidate, baseline, spec, gate, tests, trainedOn } = request;
  const began = performance.now();
  const loaded = tables.get(digest);
  const { table, task, classes } = loaded;
  const figures = figuresFor(loaded, spec.figures);
  // Each by its own: a version is judged by what it would answer.
  const threshold = candidate.threshold ?? spec.threshold;
  const baselineThreshold = thresholdOf(baseline ?? {});
  const begin = reporter(report);

  const scored = await inSteps(scoredPair(loaded, rows, candidate, baseline), controls, begin('scoring'));
  begin('slicing');
  await controls.obey();
  const slices = sliceRowsOf(loaded, rows, spec.slices, candidate);
  const resampling = evaluateSlices(scored, slices, figures, { ...spec, threshold, baselineThreshold });
  const results = await inSteps(resampling, controls, begin('resampling'));
  const { truth, outputs } = scored;
  const comparison =
    scored.baseline &&
    compareModels({
      task,
      classes: classes.length,
      truth,
      candidate: scored.candidate,
      baseline: scored.baseline,
      outputs,
      threshold,
      baselineThreshold,
      cost: spec.cost,
      interval: spec.interval,
    });
  const testing = runTests(tests, {
    task,
    model: candidate,
    table,
    rows,
    truth,
    scores: scored.candidate,
    outputs,
    classes,
    threshold,
    slices: results,
    trainedOn,
    score: (of, some) => scoreRows(candidate, of, some).scores,
    nowMs: () => performance.now(),
  });
  const tested = await inSteps(testing, controls, begin('testing'));
  await controls.obey();
  return {
    slices: results,
    comparison,
    gate: checkGate(gate, results, spec.slices, baseline !== null),
    tests: tested,
    tookMs: performance.now() - began,
  };
};
