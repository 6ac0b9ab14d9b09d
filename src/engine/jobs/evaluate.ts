import { asJudged, thresholdOf } from '../../core/answering.ts';
import { bootstrapInterval } from '../../core/bootstrap.ts';
import { scoreRows } from '../../core/scoring.ts';
import { checkRows } from '../tables.ts';
import { intervalOptions, metricFor } from './context.ts';
import type { Job } from './context.ts';

export const evaluate: Job<'evaluate'> = async ({ digest, rows, model, metric: id, seed }, { tables }) => {
  const loaded = tables.get(digest);
  checkRows(loaded, rows);
  const { scores, outputs } = scoreRows(model, loaded.table, rows);
  const truth = Float64Array.from(rows, (row) => loaded.truth[row]!);
  const metric = metricFor(loaded, id);
  const scored = asJudged(metric, { truth, scores, outputs }, thresholdOf(model));
  const estimate = bootstrapInterval(metric, scored, intervalOptions(seed));
  return { estimate, scores, outputs };
};
