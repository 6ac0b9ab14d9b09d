// The plan in use: the one that was chosen, otherwise the usual steps for the features of the scene.

import type { RecipePlan } from '../../../core/recipe-plan.ts';
import { usualPlan } from '../../../core/recipe-plan.ts';
import type { OpenDataset } from '../../../state/datasets.svelte.ts';

/** One per open table, so that its inputs stay the same objects. */
const usualPlans = new WeakMap<OpenDataset, RecipePlan>();

export function savedPlan(chosen: RecipePlan | undefined, open: OpenDataset): RecipePlan {
  if (chosen) return chosen;
  let plan = usualPlans.get(open);
  if (!plan) usualPlans.set(open, (plan = usualPlan(open.table, open.scenario.features)));
  return plan;
}
