import { describe, expect, it } from 'vitest';
import { forward } from '../../../src/core/forward.ts';
import convolution1d from '../../../src/core/models/convolution-1d.ts';
import { imageShapes, layoutOf } from '../../../src/core/network.ts';
import { defaults, problems } from '../../../src/core/params.ts';

const params = defaults(convolution1d.params);

describe('convolution over a series', () => {
  it('slides along steps, each with its columns', () => {
    expect(problems(convolution1d.params, params)).toEqual({});
    const architecture = convolution1d.architecture(24, 1, 'binary', {
      ...params,
      channels: 2,
      convolutions: 2,
    });
    const convolution = {
      kind: 'convolution',
      filters: 8,
      size: 3,
      height: 1,
      stride: 1,
      padding: 'same',
      activation: 'relu',
    };
    expect(architecture.image).toEqual({
      height: 1,
      width: 12,
      channels: 2,
      layers: [convolution, { kind: 'max-pooling', size: 2, height: 1 }, convolution],
    });
    expect(imageShapes(architecture.image!).at(-1)).toEqual({ height: 1, width: 6, channels: 8 });
    // Kernels are [length, channels, filters], as of Keras' Conv1D.
    expect(layoutOf(architecture).size).toBe(3 * 2 * 8 + 8 + 3 * 8 * 8 + 8 + 6 * 8 * 16 + 16 + 16 + 1);
  });

  it('sees the order of the inputs: step after step', () => {
    const own = { ...params, channels: 2, filters: 1, size: 2, units: 1, pooling: 'max' };
    const architecture = convolution1d.architecture(6, 1, 'regression', own);
    // The filter is the second column of a step − the first column of the step before it.
    const weights = Float32Array.of(-1, 0, 0, 1, 0, 1, 0, 1, 0);
    // Steps (1, 2), (3, 9), (5, 4): 9 − 1 = 8 is the greatest, and what is padded behind counts as 0.
    expect([...forward(architecture, weights, Float32Array.of(1, 2, 3, 9, 5, 4))]).toEqual([8]);
  });

  it('keeps the greatest or the mean of each filter where that is asked for', () => {
    const shape = (pooling: string) =>
      imageShapes(
        convolution1d.architecture(11, 1, 'binary', { ...params, convolutions: 3, pooling }).image!,
      );
    expect(shape('average').at(-1)).toEqual({ height: 1, width: 1, channels: 8 });
    expect(shape('none').at(-1)).toEqual({ height: 1, width: 2, channels: 8 });
  });

  it('says what is no series, and what is too short', () => {
    expect(() => convolution1d.architecture(7, 1, 'binary', { ...params, channels: 2 })).toThrow(
      /7 inputs are no whole number of steps with 2 columns/,
    );
    expect(() => convolution1d.architecture(2, 1, 'binary', params)).toThrow(
      /2 steps is too short .* at least 3/,
    );
    expect(() => convolution1d.architecture(3, 1, 'binary', { ...params, size: 1, convolutions: 3 })).toThrow(
      /at least 4/,
    );
    expect(() => convolution1d.architecture(9, 1, 'binary', { ...params, pooling: 'all' })).toThrow(
      /none, max or average/,
    );
  });
});
