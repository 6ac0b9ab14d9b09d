// A small trained model of a scene, without an engine.

import type { Scenario } from '../../../src/core/define.ts';
import { modelKinds } from '../../../src/core/models/index.ts';
import { usualPlan } from '../../../src/core/recipe-plan.ts';
import { fitRecipe, transform } from '../../../src/core/recipe.ts';
import type { ModelPackage } from '../../../src/core/records.ts';
import type { Table } from '../../../src/core/table.ts';
import { trainSmall } from '../scenarios/small-trainer.ts';

/** For binary scenes and regressions. @param rows to learn from; their answers are known. */
export function smallModel(
  { features, task, seed, model, training }: Scenario,
  table: Table,
  truth: Float64Array,
  rows: Int32Array,
): ModelPackage {
  const recipe = fitRecipe(
    table,
    usualPlan(table, features),
    rows,
    truth,
    task,
    task === 'binary' ? 2 : 0,
    seed,
  );
  const architecture = modelKinds.get(model.kind).architecture(recipe.outputs.length, 1, task, model.params);
  const y = Float64Array.from(rows, (row) => (truth[row]! - recipe.targetMean) / recipe.targetDeviation);
  const learnt = { x: transform(recipe, table, rows), y, weights: null };
  return { task, architecture, recipe, weights: trainSmall(architecture, learnt, task, training, seed) };
}
