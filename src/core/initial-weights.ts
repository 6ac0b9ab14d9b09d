// Where a training begins.

import type { Architecture } from './network.ts';
import { layoutOf } from './network.ts';
import { Random } from './random.ts';

/**
 * Glorot uniform kernels (Keras' default: limit √(6 / (fan in + fan out))), zero biases; all layers flat. A convolution's
 * fans count its receptive field, as in Keras.
 */
export function initialWeights(architecture: Architecture, seed: number): Float32Array {
  const { layers, convolutions, size } = layoutOf(architecture);
  const weights = new Float32Array(size);
  const random = new Random(seed).stream('initial weights');
  const sizes = (architecture.image?.layers ?? []).flatMap((layer) =>
    layer.kind === 'convolution' ? [layer.size * layer.size] : [],
  );
  for (const [index, { inputs, units, kernelAt, biasAt }] of [...convolutions, ...layers].entries()) {
    const fanOut = units * (sizes[index] ?? 1);
    const limit = Math.sqrt(6 / (inputs + fanOut));
    for (let i = kernelAt; i < biasAt; i++) weights[i] = (2 * random.uniform() - 1) * limit;
  }
  return weights;
}
