import { describe, expect, it } from 'vitest';
import { initialWeights } from '../../src/core/initial-weights.ts';
import type { Architecture } from '../../src/core/network.ts';
import { layoutOf } from '../../src/core/network.ts';

/** That a kernel is uniform between −limit and limit, as far as its size lets one tell. */
function expectUniform(kernel: Float32Array, limit: number): void {
  expect(Math.max(...kernel)).toBeLessThanOrEqual(Math.fround(limit));
  expect(Math.min(...kernel)).toBeGreaterThanOrEqual(-Math.fround(limit));
  expect(Math.max(...kernel)).toBeGreaterThan(limit * 0.99);
  expect(Math.min(...kernel)).toBeLessThan(-limit * 0.99);
  const variance = kernel.reduce((sum, weight) => sum + weight ** 2, 0) / kernel.length;
  expect(variance / (limit ** 2 / 3)).toBeGreaterThan(0.93);
  expect(variance / (limit ** 2 / 3)).toBeLessThan(1.07);
}

describe('initial weights', () => {
  it('are Glorot uniform kernels and zero biases from the seed', () => {
    const architecture: Architecture = {
      inputs: 60,
      layers: [
        { units: 40, activation: 'relu' },
        { units: 50, activation: 'tanh' },
      ],
    };
    const drawn = initialWeights(architecture, 3);
    expect(initialWeights(architecture, 3)).toEqual(drawn);
    expect(initialWeights(architecture, 4)).not.toEqual(drawn);
    expectUniform(drawn.subarray(0, 2400), Math.sqrt(6 / 100));
    expect(drawn.subarray(2400, 2440)).toEqual(new Float32Array(40));
    expectUniform(drawn.subarray(2440, 4440), Math.sqrt(6 / 90));
    expect(drawn.subarray(4440)).toEqual(new Float32Array(50));
  });

  it('count the receptive field of a convolution on both sides', () => {
    const convolution = { kind: 'convolution', stride: 1, padding: 'same', activation: 'relu' } as const;
    const architecture: Architecture = {
      inputs: 6 * 6 * 8,
      image: {
        height: 6,
        width: 6,
        channels: 8,
        layers: [
          { ...convolution, filters: 30, size: 3 },
          { kind: 'max-pooling', size: 3 },
          { ...convolution, filters: 20, size: 2 },
        ],
      },
      layers: [{ units: 25, activation: 'softmax' }],
    };
    const drawn = initialWeights(architecture, 8);
    const { convolutions, layers } = layoutOf(architecture);
    // Keras: fan in size² × channels, fan out size² × filters.
    const limits = [6 / (9 * 8 + 9 * 30), 6 / (4 * 30 + 4 * 20), 6 / (80 + 25)].map(Math.sqrt);
    for (const [index, { kernelAt, biasAt, units }] of [...convolutions, ...layers].entries()) {
      expectUniform(drawn.subarray(kernelAt, biasAt), limits[index]!);
      expect(drawn.subarray(biasAt, biasAt + units)).toEqual(new Float32Array(units));
    }
  });
});
