// From rows to answers: preparation, network, and back to the target's unit.

import { AppError } from './errors.ts';
import { forward } from './forward.ts';
import { transform } from './recipe.ts';
import type { ModelPackage } from './records.ts';
import type { Table } from './table.ts';

/**
 * A model's answers for the given rows, row-major rows × outputs: P(positive), P(class), or the value in the target's
 * unit.
 * @throws AppError 'corrupt' when recipe and network do not fit together; RangeError when the table lacks a feature or
 * a row.
 */
export function scoreRows(
  model: ModelPackage,
  table: Table,
  rows: ArrayLike<number>,
): { scores: Float32Array; outputs: number } {
  const { architecture, recipe, task, weights } = model;
  const outputs = architecture.layers.at(-1)?.units;
  if (outputs === undefined || architecture.inputs !== recipe.outputs.length)
    throw new AppError(
      'corrupt',
      `The model expects ${architecture.inputs} inputs, but its preparation gives ${recipe.outputs.length}.`,
    );
  const scores = forward(architecture, weights, transform(recipe, table, rows));
  if (task === 'regression')
    for (let i = 0; i < scores.length; i++)
      scores[i] = scores[i]! * recipe.targetDeviation + recipe.targetMean;
  return { scores, outputs };
}
