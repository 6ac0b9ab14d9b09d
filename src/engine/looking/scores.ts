// From a trainer's outputs to a model's answers.

import { activate } from '../../core/activations.ts';
import type { Task } from '../../core/define.ts';
import type { Activation } from '../../core/network.ts';
import type { Recipe } from '../../core/records.ts';

/**
 * Turns sums before the last activation into P(positive), P(class), or values in the target's unit, in place.
 * @param values row-major rows × outputs.
 */
export function toScores(
  values: Float32Array,
  outputs: number,
  task: Task,
  last: Activation,
  { targetMean, targetDeviation }: Pick<Recipe, 'targetMean' | 'targetDeviation'>,
): void {
  // Classification is trained on the sums, so that linear outputs are logits.
  const bend = task === 'binary' ? 'sigmoid' : task === 'multiclass' ? 'softmax' : last;
  activate(values, values.length / outputs, outputs, bend);
  if (task === 'regression')
    for (let i = 0; i < values.length; i++) values[i] = values[i]! * targetDeviation + targetMean;
}
