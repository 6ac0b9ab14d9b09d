import { describe, expect, it } from 'vitest';
import type { Architecture, ImageLayer, ImageStem } from '../../src/core/network.ts';
import { denseInputs, imageShapes, layoutOf } from '../../src/core/network.ts';

const dense = (inputs: number, ...units: number[]): Architecture => ({
  inputs,
  layers: units.map((units) => ({ units, activation: 'relu' })),
});
const convolution = (
  filters: number,
  size: number,
  stride: number,
  padding: 'same' | 'valid',
): ImageLayer => ({ kind: 'convolution', filters, size, stride, padding, activation: 'relu' });
const pooling = (size: number): ImageLayer => ({ kind: 'max-pooling', size });
const stem = (height: number, width: number, channels: number, ...layers: ImageLayer[]): ImageStem => ({
  height,
  width,
  channels,
  layers,
});

describe('the layout of a network', () => {
  it('puts kernels and biases one behind the other', () => {
    expect(layoutOf(dense(3, 4, 4, 3))).toEqual({
      layers: [
        { inputs: 3, units: 4, kernelAt: 0, biasAt: 12 },
        { inputs: 4, units: 4, kernelAt: 16, biasAt: 32 },
        { inputs: 4, units: 3, kernelAt: 36, biasAt: 48 },
      ],
      embedding: null,
      convolutions: [],
      size: 51,
    });
    expect(layoutOf(dense(1, 1)).size).toBe(2);
  });

  it('puts convolutions first, and knows what is left of the image behind them', () => {
    const image = stem(6, 6, 2, convolution(4, 3, 1, 'same'), pooling(2), convolution(5, 2, 1, 'valid'));
    const architecture: Architecture = { ...dense(72, 7, 3), image };
    expect(imageShapes(image)).toEqual([
      { height: 6, width: 6, channels: 4 },
      { height: 3, width: 3, channels: 4 },
      { height: 2, width: 2, channels: 5 },
    ]);
    expect(denseInputs(architecture)).toBe(20);
    expect(layoutOf(architecture)).toEqual({
      embedding: null,
      convolutions: [
        { inputs: 18, units: 4, kernelAt: 0, biasAt: 72 },
        { inputs: 16, units: 5, kernelAt: 76, biasAt: 156 },
      ],
      layers: [
        { inputs: 20, units: 7, kernelAt: 161, biasAt: 301 },
        { inputs: 7, units: 3, kernelAt: 308, biasAt: 329 },
      ],
      size: 332,
    });
  });

  it.each([
    // As of Keras' Conv2D: same ⌈length / stride⌉, valid ⌊(length − size) / stride⌋ + 1; of MaxPooling2D ⌊length / size⌋.
    [stem(7, 5, 1, convolution(1, 3, 2, 'same')), 4, 3],
    [stem(7, 5, 1, convolution(1, 3, 2, 'valid')), 3, 2],
    [stem(7, 5, 1, convolution(1, 5, 1, 'valid')), 3, 1],
    [stem(7, 5, 1, convolution(1, 1, 3, 'same')), 3, 2],
    [stem(7, 5, 1, pooling(2)), 3, 2],
    [stem(28, 28, 1, pooling(3), pooling(4)), 2, 2],
  ])('counts the steps of a window like Keras', (image, height, width) => {
    expect(imageShapes(image).at(-1)).toMatchObject({ height, width });
  });

  it('takes an image without layers as it is', () => {
    expect(denseInputs({ ...dense(12, 1), image: stem(2, 2, 3) })).toBe(12);
  });

  it('refuses images that do not fit', () => {
    expect(() => layoutOf({ ...dense(10, 1), image: stem(3, 3, 1) })).toThrow(/3 × 3 × 1 .* 10 values/);
    expect(() => imageShapes(stem(4, 4, 1, convolution(1, 5, 1, 'valid')))).toThrow(/too small/);
    expect(() => imageShapes(stem(4, 9, 1, pooling(5)))).toThrow(RangeError);
  });
});
