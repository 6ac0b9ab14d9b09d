// What every engine gets: the same rows, the same first parameters, the same batches in the same order.

import { initialWeights } from '../core/initial-weights.ts';
import { defaultLearning } from '../core/learning.ts';
import { Random } from '../core/random.ts';
import { epochOrder } from '../core/training-hash.ts';
import type { FleetModel, TrainerSetup, TrainingData } from '../engine/trainers/trainer.ts';
import type { Workload } from './workloads.ts';

/** Steps of an epoch: 8 epochs are the 200 steps of the parity gate. */
export const stepsPerEpoch = 25;

export interface Material {
  readonly workload: Workload;
  /** Of the first model. */
  readonly setup: TrainerSetup;
  /** All of them. They share data and batch order, and differ in first parameters and learning rate. */
  readonly models: readonly FleetModel[];
}

/** The rows of the first steps, one batch after the other, for engines that are told their batches. */
export interface Script {
  readonly steps: number;
  readonly rows: number;
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
}

/** Rows around random directions, one for each class, so that there is something to learn. */
function makeData(workload: Workload): TrainingData {
  const random = new Random(workload.seed).stream('bench');
  const { inputs: width, layers } = workload.architecture;
  const outputs = layers.at(-1)?.units ?? 1;
  const classes = Math.max(2, outputs);
  const rows = stepsPerEpoch * workload.batchSize;
  const directions = Float32Array.from({ length: classes * width }, () => random.normal());
  const inputs = new Float32Array(rows * width);
  const targets = new Float32Array(rows * outputs);
  for (let row = 0; row < rows; row++) {
    const label = random.integer(classes);
    for (let i = 0; i < width; i++)
      inputs[row * width + i] = 0.3 * (directions[label * width + i] ?? 0) + random.normal();
    if (outputs === 1) targets[row] = label;
    else targets[row * outputs + label] = 1;
  }
  return { rows, inputs, targets, weights: null };
}

const baseRate = 0.001;

export function makeMaterial(workload: Workload): Material {
  const { architecture, loss, batchSize, seed } = workload;
  const learning = {
    ...defaultLearning,
    loss,
    optimizer: 'adam' as const,
    learningRate: baseRate,
    batchSize,
  };
  const models = Array.from({ length: workload.models }, (_, index) => ({
    weights: initialWeights(architecture, seed + index),
    seed,
    learningRate: baseRate * 2 ** (index % 4),
    momentum: learning.momentum,
    weightDecay: learning.weightDecay,
    l1: 0,
    l2: 0,
    dropout: null,
    rows: null,
  }));
  const weights = models[0]?.weights ?? new Float32Array();
  return { workload, setup: { architecture, learning, seed, data: makeData(workload), weights }, models };
}

/** The batches of the first `steps` steps as the trainers' own shuffle gives them. */
export function makeScript({ setup }: Material, steps: number): Script {
  const { data, learning, architecture } = setup;
  const width = architecture.inputs;
  const outputs = data.targets.length / data.rows;
  const rows = steps * learning.batchSize;
  const inputs = new Float32Array(rows * width);
  const targets = new Float32Array(rows * outputs);
  let order: Int32Array = new Int32Array();
  for (let at = 0; at < rows; at++) {
    const place = at % data.rows;
    if (place === 0) order = epochOrder(setup.seed, at / data.rows, data.rows);
    const row = order[place] ?? 0;
    inputs.set(data.inputs.subarray(row * width, (row + 1) * width), at * width);
    targets.set(data.targets.subarray(row * outputs, (row + 1) * outputs), at * outputs);
  }
  return { steps, rows, inputs, targets };
}

/** The setup of one of the models. */
export function setupOf({ setup, models }: Material, model: number): TrainerSetup {
  const { weights, learningRate } = models[model]!;
  return { ...setup, weights, learning: { ...setup.learning, learningRate } };
}
