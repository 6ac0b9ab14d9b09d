import { rowLosses } from '../../core/row-losses.ts';
import { searchSlices as search } from '../../core/slice-search/search.ts';
import { inSteps } from '../stepping.ts';
import type { Job } from './context.ts';
import { scoredPair } from './scoring.ts';

export const searchSlices: Job<'searchSlices'> = async (request, { tables, controls, report }) => {
  const { digest, rows, model, spec } = request;
  const loaded = tables.get(digest);
  const { truth, candidate, outputs } = await inSteps(scoredPair(loaded, rows, model, null), controls);
  const losses = rowLosses(loaded.task, truth, candidate, outputs);
  const input = { table: loaded.table, rows, features: model.recipe.features, losses };
  return inSteps(search(input, spec), controls, report);
};
