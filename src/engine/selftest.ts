// Is the current backend right, and how fast is it?

import type { Architecture } from '../core/network.ts';
import { initialWeights } from '../core/initial-weights.ts';
import { Random } from '../core/random.ts';
import { referenceWeights } from './trainers/reference.ts';
import { tfjs } from './trainers/tfjs.ts';
import type { TrainerSetup } from './trainers/trainer.ts';

function setupOf(architecture: Architecture, task: 'binary' | 'multiclass', rows: number): TrainerSetup {
  const random = new Random(7).stream('self-test');
  const outputs = architecture.layers.at(-1)!.units;
  const targets = new Float32Array(rows * outputs);
  for (let row = 0; row < rows; row++)
    if (task === 'multiclass') targets[row * outputs + random.integer(outputs)] = 1;
    else targets[row] = random.integer(2);
  return {
    architecture,
    task,
    training: { optimizer: 'adam', learningRate: 0.01, batchSize: 32 },
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

const proof = setupOf(
  {
    inputs: 3,
    layers: [
      { units: 4, activation: 'tanh' },
      { units: 4, activation: 'relu' },
      { units: 3, activation: 'softmax' },
    ],
  },
  'multiclass',
  40,
);

/** Null, or how a small training on the current backend differs from float64, in words. */
export async function disagreement(): Promise<string | null> {
  const steps = 2;
  const expected = referenceWeights(proof, steps);
  const trainer = tfjs.prepare(proof);
  try {
    let weights = new Float32Array();
    for (let taken = 0; taken < steps; taken++) weights = new Float32Array(await trainer.advance(1));
    const worst = expected.reduce(
      (most, value, i) => Math.max(most, Math.abs(value - (weights[i] ?? NaN))),
      0,
    );
    if (worst <= 1e-4) return null;
    return `a small test training gave wrong numbers (off by ${worst.toPrecision(2)}).`;
  } finally {
    trainer.dispose();
  }
}

/**
 * Milliseconds per optimiser step of a 12-16-1 net, batch 32, on the current backend.
 * Takes about `2 × budgetMs`: the first half warms up, the second is timed. The fastest stretch counts, because whatever
 * else the machine does can only make one slower.
 */
export async function stepMs(budgetMs = 60): Promise<number> {
  const trainer = tfjs.prepare(
    setupOf(
      {
        inputs: 12,
        layers: [
          { units: 16, activation: 'relu' },
          { units: 1, activation: 'sigmoid' },
        ],
      },
      'binary',
      512,
    ),
  );
  try {
    // Enough for a clock that counts in tenths of a millisecond; half an epoch of 512 rows.
    const stepsAtOnce = 8;
    const fastest = async () => {
      const until = performance.now() + budgetMs;
      let best = Infinity;
      do {
        const began = performance.now();
        await trainer.advance(stepsAtOnce);
        best = Math.min(best, (performance.now() - began) / stepsAtOnce);
      } while (performance.now() < until);
      return best;
    };
    await fastest();
    return await fastest();
  } finally {
    trainer.dispose();
  }
}
