// Where a training begins: the initialisers of Keras 3 (keras.initializers) for kernels, zeros for biases.

import type { Architecture } from './network.ts';
import { parameterParts } from './network.ts';
import type { ParameterPart } from './network.ts';
import { Random } from './random.ts';

export const initializers = [
  'glorot-uniform',
  'glorot-normal',
  'he-uniform',
  'he-normal',
  'lecun-normal',
  'small-normal',
  'zeros',
] as const;
export type Initializer = (typeof initializers)[number];

/** Deviation of a standard normal that is cut at ±2 (Keras' VarianceScaling divides by it). */
const cutDeviation = 0.8796256610342398;
/** Deviation of Keras' RandomNormal, and reach of the RandomUniform that its Embedding begins with. */
const small = 0.05;

/** Values into and out of one unit; of a convolution its whole window counts, as in Keras. */
function fansOf({ shape }: ParameterPart): { fanIn: number; fanOut: number } {
  const [units = 1, channels = 1] = [shape.at(-1), shape.at(-2)];
  const window = shape.slice(0, -2).reduce((product, length) => product * length, 1);
  return { fanIn: window * channels, fanOut: window * units };
}

/** Draws numbers for one part of the parameters. */
function drawer(part: ParameterPart, initializer: Initializer, random: Random): () => number {
  const uniform = (limit: number) => () => (2 * random.uniform() - 1) * limit;
  if (initializer === 'zeros') return () => 0;
  // A word's embedding is no sum over inputs, so fans say nothing about it.
  if (part.kind === 'embeddings') return uniform(small);
  const { fanIn, fanOut } = fansOf(part);
  const normal = (variance: number) => {
    const deviation = Math.sqrt(variance) / cutDeviation;
    return () => {
      let value = random.normal();
      while (Math.abs(value) > 2) value = random.normal();
      return value * deviation;
    };
  };
  switch (initializer) {
    case 'glorot-uniform':
      return uniform(Math.sqrt(6 / (fanIn + fanOut)));
    case 'he-uniform':
      return uniform(Math.sqrt(6 / fanIn));
    case 'glorot-normal':
      return normal(2 / (fanIn + fanOut));
    case 'he-normal':
      return normal(2 / fanIn);
    case 'lecun-normal':
      return normal(1 / fanIn);
    case 'small-normal':
      return () => random.normal() * small;
  }
}

/** All parameters, flat (core/network.ts, layoutOf). The same seed gives the same bits. Embeddings are uniform in ±0.05, or zeros. */
export function initialWeights(
  architecture: Architecture,
  seed: number,
  initializer: Initializer = 'glorot-uniform',
): Float32Array {
  const parts = parameterParts(architecture);
  const last = parts.at(-1);
  const weights = new Float32Array(last ? last.at + last.size : 0);
  const random = new Random(seed).stream('initial weights');
  for (const part of parts) {
    if (part.kind === 'bias') continue;
    const draw = drawer(part, initializer, random);
    for (let i = part.at; i < part.at + part.size; i++) weights[i] = draw();
  }
  return weights;
}
