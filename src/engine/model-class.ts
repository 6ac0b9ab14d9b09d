// Models that behave alike on a machine are probed once, with one of them.

import type { Learning } from '../core/learning.ts';
import { defaultLearning } from '../core/learning.ts';
import type { Architecture } from '../core/network.ts';
import { layoutOf } from '../core/network.ts';
import { initialWeights } from '../core/initial-weights.ts';
import { Random } from '../core/random.ts';
import type { TrainerSetup } from './trainers/trainer.ts';

export const modelClasses = ['small', 'large', 'image'] as const;
/** Small dense nets are bound by overhead, large ones by arithmetic; images need convolutions, words embeddings. */
export type ModelClass = (typeof modelClasses)[number];

/**
 * Multiply-adds of one forward pass over a batch from which a dense net counts as large: half way, on a logarithmic scale, between
 * the two nets that are probed (22 thousand and 11 million).
 */
const largeFrom = 500_000;

export function classOf(architecture: Architecture, { batchSize }: Pick<Learning, 'batchSize'>): ModelClass {
  // Words are trained by the same engines as images, and by no others.
  if (architecture.image || architecture.bag) return 'image';
  return layoutOf(architecture).size * batchSize >= largeFrom ? 'large' : 'small';
}

export const classWords: Readonly<Record<ModelClass, string>> = {
  small: 'small dense nets',
  large: 'large dense nets',
  image: 'convolutional nets and nets with embeddings',
};

/** Seeded noise as data for a net: for tests and timing, not for learning. */
export function setupOf(
  architecture: Architecture,
  learning: Partial<Learning> & Pick<Learning, 'loss' | 'batchSize'>,
  rows: number,
): TrainerSetup {
  const random = new Random(7).stream('probe');
  const outputs = architecture.layers.at(-1)!.units;
  const targets = new Float32Array(rows * outputs);
  for (let row = 0; row < rows; row++)
    if (learning.loss === 'categorical-crossentropy') targets[row * outputs + random.integer(outputs)] = 1;
    else targets[row] = random.integer(2);
  return {
    architecture,
    learning: { ...defaultLearning, optimizer: 'adam', learningRate: 0.01, ...learning },
    seed: 7,
    data: {
      rows,
      inputs: Float32Array.from({ length: rows * architecture.inputs }, () => random.normal()),
      targets,
      weights: Float32Array.from({ length: rows }, () => 0.5 + random.uniform()),
    },
    weights: initialWeights(architecture, 7),
  };
}

const dense = (inputs: number, hidden: readonly number[], outputs: number): Architecture => ({
  inputs,
  layers: [
    ...hidden.map((units) => ({ units, activation: 'relu' as const })),
    { units: outputs, activation: outputs === 1 ? 'sigmoid' : 'softmax' },
  ],
});

/** The net that stands for its class. */
export function probeSetup(modelClass: ModelClass): TrainerSetup {
  switch (modelClass) {
    case 'small':
      return setupOf(dense(20, [32], 1), { loss: 'binary-crossentropy', batchSize: 32 }, 1024);
    case 'large':
      return setupOf(dense(64, [256, 256], 10), { loss: 'categorical-crossentropy', batchSize: 128 }, 512);
    case 'image':
      return setupOf(
        {
          inputs: 256,
          image: {
            height: 16,
            width: 16,
            channels: 1,
            layers: [
              { kind: 'convolution', filters: 8, size: 3, stride: 1, padding: 'same', activation: 'relu' },
              { kind: 'max-pooling', size: 2 },
              { kind: 'convolution', filters: 16, size: 3, stride: 1, padding: 'same', activation: 'relu' },
              { kind: 'max-pooling', size: 2 },
            ],
          },
          layers: [{ units: 10, activation: 'softmax' }],
        },
        { loss: 'categorical-crossentropy', batchSize: 32 },
        64,
      );
  }
}
