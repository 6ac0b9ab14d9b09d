// One batch of a training computed apart from its trainer, in float64: the very rows and the very dropout of that step. The
// float64 reference is made of these.

import { denseBackward, denseForward, lossDeltas, rowLosses } from '../../core/backprop.ts';
import type { DenseBatch } from '../../core/backprop.ts';
import { parameterParts } from '../../core/network.ts';
import { clipGradient, penalise, penaltyOf } from '../../core/optimizer-step.ts';
import { rowAt, shuffleKeys } from '../../core/training-hash.ts';
import { allFinite } from '../finite.ts';
import { throughImage } from '../trainers/reference-images.ts';
import type { TrainerSetup } from '../trainers/trainer.ts';

export interface Batch extends DenseBatch {
  /** Training rows, in their order in the batch. */
  readonly rows: Int32Array;
  /** Whether loss, gradient and parameters are all finite: saturated units hide an infinite parameter from the loss. */
  readonly finite: boolean;
  /** Outputs of the layers before the dense ones, layer by layer, all rows of the batch one after another. */
  readonly stem: readonly Float64Array[];
}

/** Training rows of a step (from 0), in their order in the batch. */
export function batchRows(
  { data, learning, seed }: Pick<TrainerSetup, 'data' | 'learning' | 'seed'>,
  step: number,
): Int32Array {
  const stepsPerEpoch = Math.ceil(data.rows / learning.batchSize);
  const keys = shuffleKeys(seed, Math.floor(step / stepsPerEpoch), data.rows);
  const from = (step % stepsPerEpoch) * learning.batchSize;
  const to = Math.min(from + learning.batchSize, data.rows);
  const rows = new Int32Array(to - from);
  for (let place = 0; place < rows.length; place++) rows[place] = rowAt(keys, from + place, data.rows);
  return rows;
}

/** Inputs of the batch of a step, row by row. */
export function batchInputs(setup: TrainerSetup, step: number): Float32Array {
  const { inputs } = setup.architecture;
  const rows = batchRows(setup, step);
  return gathered(new Float32Array(rows.length * inputs), setup.data.inputs, rows, inputs);
}

/** Rows of a row-major matrix, one after another. */
export function gathered<A extends Float32Array | Float64Array>(
  into: A,
  from: Float32Array,
  rows: Int32Array,
  width: number,
): A {
  for (let place = 0; place < rows.length; place++)
    into.set(from.subarray(rows[place]! * width, (rows[place]! + 1) * width), place * width);
  return into;
}

/** The layers before the dense ones, row by row, and a way back to their parameters. */
function throughStem(
  { architecture }: Pick<TrainerSetup, 'architecture'>,
  weights: Float64Array,
  data: Float32Array,
  rows: Int32Array,
): {
  values: Float64Array;
  outputs: Float64Array[];
  back(errors: Float64Array, gradient: Float64Array): void;
} {
  const { inputs } = architecture;
  if (!architecture.image && !architecture.bag) {
    const values = gathered(new Float64Array(rows.length * inputs), data, rows, inputs);
    return { values, outputs: [], back: () => undefined };
  }
  const passed = Array.from(rows, (row) =>
    throughImage(architecture, weights, data.subarray(row * inputs, (row + 1) * inputs)),
  );
  const joined = (parts: readonly Float64Array[]) => {
    const width = parts[0]?.length ?? 0;
    const all = new Float64Array(width * parts.length);
    parts.forEach((part, place) => all.set(part, place * width));
    return all;
  };
  const values = joined(passed.map(({ output }) => output));
  const width = values.length / rows.length;
  return {
    values,
    outputs: (passed[0]?.outputs ?? []).map((_, layer) =>
      joined(passed.map(({ outputs }) => outputs[layer]!)),
    ),
    back: (errors, gradient) =>
      passed.forEach((row, place) => row.back(errors.subarray(place * width, (place + 1) * width), gradient)),
  };
}

/** These training rows through all layers, with the dropout of a step, and what their answers cost. */
function forwards(setup: TrainerSetup, parameters: Float64Array, step: number, rows: Int32Array) {
  const { architecture, data, learning, seed } = setup;
  const stem = throughStem(setup, parameters, data.inputs, rows);
  const dense = denseForward(architecture, parameters, stem.values, rows.length, { seed, step });
  const last = dense.at(-1)!;
  const { units } = last.layout;
  const targets = gathered(new Float32Array(rows.length * units), data.targets, rows, units);
  const shares = new Float64Array(rows.length).fill(1 / rows.length);
  if (data.weights)
    for (let place = 0; place < rows.length; place++) shares[place]! *= data.weights[rows[place]!]!;
  const losses = rowLosses(learning.loss, last, targets);
  let loss = 0;
  for (let place = 0; place < rows.length; place++) loss += shares[place]! * losses[place]!;
  return { stem, dense, last, targets, shares, losses, loss };
}

/**
 * The loss of `batchOf` alone, for who looks at every batch: no way back.
 * @returns `finite`: loss and parameters are all finite.
 */
export function batchLoss(
  setup: TrainerSetup,
  weights: Float32Array,
  step: number,
): Pick<Batch, 'rows' | 'loss' | 'finite'> {
  // Not Float64Array.from, which goes through an iterator.
  const parameters = new Float64Array(weights);
  const rows = batchRows(setup, step);
  const { loss } = forwards(setup, parameters, step, rows);
  return { rows, loss, finite: Number.isFinite(loss) && allFinite(parameters) };
}

/**
 * Loss, gradient and every layer's outputs of the batch of a step.
 * @param step steps taken before it. @param mostRows only so many first rows of the batch, where a sample will do.
 */
export function batchOf(
  setup: TrainerSetup,
  weights: Float32Array | Float64Array,
  step: number,
  mostRows = Infinity,
): Batch {
  const { architecture, learning } = setup;
  const parameters = weights instanceof Float64Array ? weights : new Float64Array(weights);
  const all = batchRows(setup, step);
  const rows = all.subarray(0, Math.min(all.length, mostRows));
  const { stem, dense, last, targets, shares, losses, loss } = forwards(setup, parameters, step, rows);
  const unclipped = new Float64Array(parameters.length);
  const atLast = lossDeltas(learning.loss, last, targets, shares);
  const { deltas, inputErrors } = denseBackward(dense, parameters, atLast, unclipped);
  stem.back(inputErrors, unclipped);
  const parts = parameterParts(architecture);
  penalise(unclipped, parameters, parts, learning);
  const gradient = learning.clip ? unclipped.slice() : unclipped;
  clipGradient(gradient, parts, learning);
  const penalty = penaltyOf(parameters, parts, learning);
  const finite = Number.isFinite(loss) && allFinite(gradient) && allFinite(parameters);
  return {
    rows,
    finite,
    stem: stem.outputs,
    dense,
    deltas,
    targets,
    shares,
    losses,
    loss,
    penalty,
    unclipped,
    gradient,
  };
}
