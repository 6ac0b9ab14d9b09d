import { pairedBootstrap } from '../../core/bootstrap.ts';
import { AppError } from '../../core/errors.ts';
import { scoreRows } from '../../core/scoring.ts';
import { checkRows } from '../tables.ts';
import { metricFor } from './context.ts';
import type { Job } from './context.ts';

/** Champion and challenger on the same rows. The difference is challenger − champion. */
export const compare: Job<'compare'> = async (request, { tables }) => {
  const { digest, rows, champion, challenger, resamples, confidence, seed } = request;
  const loaded = tables.get(digest);
  checkRows(loaded, rows);
  const metric = metricFor(loaded, request.metric);
  const first = scoreRows(champion, loaded.table, rows);
  const second = scoreRows(challenger, loaded.table, rows);
  const { outputs } = first;
  if (second.outputs !== outputs)
    throw new AppError('bad-input', 'The two models do not answer the same question.');
  const truth = Float64Array.from(rows, (row) => loaded.truth[row]!);
  return {
    championValue: metric.compute({ truth, scores: first.scores, outputs }),
    challengerValue: metric.compute({ truth, scores: second.scores, outputs }),
    difference: pairedBootstrap(metric, truth, first.scores, second.scores, outputs, {
      resamples,
      confidence,
      seed,
    }),
  };
};
