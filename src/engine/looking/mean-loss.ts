// Loss of a model over some rows as a person reads it off a map: without dropout, penalties included.

import { activate } from '../../core/activations.ts';
import { rowLosses } from '../../core/backprop.ts';
import { forward } from '../../core/forward.ts';
import { parameterParts } from '../../core/network.ts';
import type { Architecture } from '../../core/network.ts';
import { penaltyOf } from '../../core/optimizer-step.ts';
import type { TrainerSetup } from '../trainers/trainer.ts';

/** @param rows of the training rows. @returns the loss as a function of the flat parameters. */
export function lossOver(
  { architecture, learning, data }: Pick<TrainerSetup, 'architecture' | 'learning' | 'data'>,
  rows: Int32Array,
): (weights: Float64Array) => number {
  const { inputs: width, layers } = architecture;
  const { units, activation } = layers.at(-1)!;
  const pick = (values: Float32Array, each: number) => {
    const picked = new Float32Array(rows.length * each);
    rows.forEach((row, i) => picked.set(values.subarray(row * each, (row + 1) * each), i * each));
    return picked;
  };
  const [inputs, targets] = [pick(data.inputs, width), pick(data.targets, units)];
  const shares = Float64Array.from(rows, (row) => (data.weights ? data.weights[row]! : 1) / rows.length);
  const bare: Architecture = {
    ...architecture,
    layers: layers.map((layer, index) =>
      index === layers.length - 1 ? { units, activation: 'linear' } : layer,
    ),
  };
  const parts = parameterParts(architecture);
  return (weights) => {
    const sums = forward(bare, Float32Array.from(weights), inputs);
    const outputs = sums.slice();
    activate(outputs, rows.length, units, activation);
    const losses = rowLosses(learning.loss, { layout: { units }, sums, outputs }, targets);
    let total = penaltyOf(weights, parts, learning);
    for (let i = 0; i < losses.length; i++) total += shares[i]! * losses[i]!;
    return total;
  };
}
