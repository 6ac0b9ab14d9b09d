import { asJudged } from '../../core/answering.ts';
import { bootstrapInterval } from '../../core/bootstrap.ts';
import { AppError } from '../../core/errors.ts';
import type { Estimate } from '../../core/records.ts';
import { checkSpan } from '../tables.ts';
import { intervalOptions, metricFor } from './context.ts';
import type { Job } from './context.ts';

/** Labels have arrived: what the scores of a window were worth. */
export const judge: Job<'judge'> = async (
  { digest, span, scores, outputs, metrics, thresholds, seed },
  { tables, controls },
) => {
  const loaded = tables.get(digest);
  checkSpan(loaded, span);
  if (scores.length !== (span.to - span.from) * outputs)
    throw new AppError(
      'bad-input',
      `${scores.length} scores do not fit ${span.to - span.from} rows of ${outputs}.`,
    );
  const truth = loaded.truth.slice(span.from, span.to);
  const judged: Record<string, Estimate> = {};
  for (const id of metrics) {
    await controls.obey();
    const metric = metricFor(loaded, id);
    const scored = asJudged(metric, { truth, scores, outputs }, thresholds);
    judged[id] = bootstrapInterval(metric, scored, intervalOptions(seed));
  }
  return judged;
};
