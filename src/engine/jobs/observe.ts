import { scoreRows } from '../../core/scoring.ts';
import { spanRows } from '../../core/table.ts';
import { checkSpan, columnSpan } from '../tables.ts';
import type { Job } from './context.ts';

/** Scores a window and measures each feature's drift. Labels are not looked at: they are not known yet. */
export const observe: Job<'observe'> = async ({ digest, span, reference, model }, { tables }) => {
  const loaded = tables.get(digest);
  checkSpan(loaded, span);
  checkSpan(loaded, reference);
  const began = performance.now();
  const { scores, outputs } = scoreRows(model, loaded.table, spanRows(span));
  const latencyMs = performance.now() - began;
  const drift: Record<string, number> = {};
  for (const feature of model.recipe.features)
    drift[feature] = tables.drift(
      loaded,
      feature,
      reference,
    )(columnSpan(loaded.table, feature, span)).statistic;
  return { scores, outputs, drift, latencyMs };
};
