import { asJudged, thresholdOf } from '../../core/answering.ts';
import { scoreRows } from '../../core/scoring.ts';
import { spanRows } from '../../core/table.ts';
import { Pacer } from '../pacing.ts';
import { checkSpan } from '../tables.ts';
import { metricFor } from './context.ts';
import type { Job } from './context.ts';

/** One model's metric and answers on each of many windows. */
export const replay: Job<'replay'> = async ({ digest, spans, model, metric: id }, context) => {
  const loaded = context.tables.get(digest);
  const metric = metricFor(loaded, id);
  const values = new Float64Array(spans.length);
  const answers: Float32Array[] = [];
  const pacer = new Pacer();
  for (const [index, span] of spans.entries()) {
    await pacer.breathe();
    await context.controls.obey();
    checkSpan(loaded, span);
    const { scores, outputs } = scoreRows(model, loaded.table, spanRows(span));
    const scored = { truth: loaded.truth.slice(span.from, span.to), scores, outputs };
    values[index] = metric.compute(asJudged(metric, scored, thresholdOf(model)));
    answers.push(scores);
    context.report({ done: index + 1, total: spans.length });
  }
  return { values, scores: answers };
};
