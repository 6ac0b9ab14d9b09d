// What is trained: the sizes that small models come in, all with Adam.

import type { LossKind } from '../core/learning.ts';
import type { Architecture } from '../core/network.ts';

export type WorkloadKind = 'training' | 'latency' | 'retrain' | 'cold-start';

export interface Workload {
  readonly id: string;
  readonly label: string;
  readonly kind: WorkloadKind;
  /** What one time is the time of. */
  readonly unit: string;
  readonly architecture: Architecture;
  readonly loss: LossKind;
  readonly batchSize: number;
  /** Models that are trained, each from its own parameters and with its own learning rate. */
  readonly models: number;
  /**
   * Of data, first parameters and batch order. Chosen so that within the parity steps no ReLU of float64 comes so near its
   * kink that float32's rounding decides: there two right trainings would part.
   */
  readonly seed: number;
  /** Steps after which every engine must stand where float64 stands. */
  readonly paritySteps: number;
}

const dense = (inputs: number, hidden: readonly number[], outputs: number): Architecture => ({
  inputs,
  layers: [
    ...hidden.map((units) => ({ units, activation: 'relu' as const })),
    { units: outputs, activation: outputs === 1 ? ('sigmoid' as const) : ('softmax' as const) },
  ],
});

const small = dense(20, [32], 1);

const training = (
  id: string,
  label: string,
  architecture: Architecture,
  batchSize: number,
  seed: number,
  paritySteps = 200,
): Workload => ({
  id,
  label,
  kind: 'training',
  unit: 'step',
  architecture,
  loss: architecture.layers.at(-1)?.units === 1 ? 'binary-crossentropy' : 'categorical-crossentropy',
  batchSize,
  models: 1,
  seed,
  paritySteps,
});

const sweep = (models: number): Workload => ({
  ...training(`sweep-${models}`, `${models === 1 ? '1 model' : `${models} models`} of 20-32-1`, small, 32, 3),
  unit: 'step of one model',
  models,
});

const image: Architecture = {
  inputs: 28 * 28,
  image: {
    height: 28,
    width: 28,
    channels: 1,
    layers: [
      { kind: 'convolution', filters: 8, size: 3, stride: 1, padding: 'valid', activation: 'relu' },
      { kind: 'max-pooling', size: 2 },
      { kind: 'convolution', filters: 16, size: 3, stride: 1, padding: 'valid', activation: 'relu' },
      { kind: 'max-pooling', size: 2 },
    ],
  },
  layers: [{ units: 10, activation: 'softmax' }],
};

export const workloads: readonly Workload[] = [
  training('logistic-20-1-b32', 'Logistic regression, 20 inputs', dense(20, [], 1), 32, 1),
  training('mlp-20-32-1-b32', 'Net 20-32-1', small, 32, 2),
  training('mlp-20-64-64-1-b64', 'Net 20-64-64-1', dense(20, [64, 64], 1), 64, 3),
  training(
    'mlp-64-256-256-10-b128',
    'Net 64-256-256-10, 85k parameters',
    dense(64, [256, 256], 10),
    128,
    235,
    175,
  ),
  training('cnn-28-b64', 'Convolutions on 28 × 28 images', image, 64, 1, 20),
  ...[1, 16, 64, 256, 1024].map(sweep),
  {
    ...training('latency-1-row', 'One row scored by 20-32-1', small, 32, 2),
    kind: 'latency',
    unit: 'row',
  },
  {
    // Its 25 steps are all that is laid out for engines that are told their batches: each retrain pays for its own rows.
    ...training('retrain-10', 'Ten warm retrains of 20-32-1, 25 steps each', small, 32, 2, 25),
    kind: 'retrain',
    unit: 'retrain',
  },
  {
    ...training('cold-start', 'First step of 20-32-1 in a new worker', small, 32, 2, 1),
    kind: 'cold-start',
    unit: 'start',
  },
];

/** @throws RangeError for a name that is none. */
export function workloadOf(id: string): Workload {
  const found = workloads.find((workload) => workload.id === id);
  if (!found)
    throw new RangeError(`There is no workload ${id}. There are ${workloads.map((w) => w.id).join(', ')}.`);
  return found;
}
