import { describe, expect, it } from 'vitest';
import { forward } from '../../../src/core/forward.ts';
import { initialWeights } from '../../../src/core/initial-weights.ts';
import cnn from '../../../src/core/models/cnn.ts';
import { imageShapes, layoutOf } from '../../../src/core/network.ts';
import { defaults, problems } from '../../../src/core/params.ts';

const params = defaults(cnn.params);

describe('cnn', () => {
  it('puts convolutions and pools before the dense layers', () => {
    const architecture = cnn.architecture(64, 10, 'multiclass', {
      ...params,
      convolutions: 2,
    });
    const convolution = { kind: 'convolution', size: 3, stride: 1, padding: 'same', activation: 'relu' };
    const pooling = { kind: 'max-pooling', size: 2 };
    expect(architecture).toEqual({
      inputs: 64,
      image: {
        height: 8,
        width: 8,
        channels: 1,
        layers: [{ ...convolution, filters: 8 }, pooling, { ...convolution, filters: 16 }, pooling],
      },
      layers: [
        { units: 32, activation: 'relu' },
        { units: 10, activation: 'softmax' },
      ],
    });
    expect(imageShapes(architecture.image!).at(-1)).toEqual({ height: 2, width: 2, channels: 16 });
    const parameters = 9 * 8 + 8 + 9 * 8 * 16 + 16 + 64 * 32 + 32 + 32 * 10 + 10;
    expect(layoutOf(architecture).size).toBe(parameters);
  });

  it.each([
    ['binary', 1, 'sigmoid'],
    ['multiclass', 4, 'softmax'],
    ['regression', 1, 'linear'],
  ] as const)('ends as the task needs, and can be scored: %s', (task, units, activation) => {
    const architecture = cnn.architecture(64, units, task, params);
    expect(architecture.layers.at(-1)).toEqual({ units, activation });
    const scores = forward(architecture, initialWeights(architecture, 1), new Float32Array(2 * 64).fill(0.5));
    expect(scores).toHaveLength(2 * units);
    expect([...scores].every(Number.isFinite)).toBe(true);
  });

  it('takes pictures in colour, three values to a pixel', () => {
    const architecture = cnn.architecture(192, 1, 'binary', params);
    expect(architecture.image).toMatchObject({ height: 8, width: 8, channels: 3 });
    const scores = forward(architecture, initialWeights(architecture, 1), new Float32Array(192).fill(0.5));
    expect([...scores].every(Number.isFinite)).toBe(true);
  });

  it('says which rows are no images, and which images are too small', () => {
    expect(() => cnn.architecture(20, 1, 'binary', params)).toThrow(/20 values make no square/);
    expect(() => cnn.architecture(4, 1, 'binary', params)).toThrow(
      /2 × 2 pixels is too small for these layers: they need at least 3 × 3/,
    );
    expect(() => cnn.architecture(16, 1, 'binary', { ...params, size: '5' })).toThrow(/at least 5 × 5/);
    expect(() => cnn.architecture(49, 1, 'binary', { ...params, convolutions: 3 })).toThrow(/at least 8 × 8/);
    expect(() => cnn.architecture(64, 1, 'binary', { ...params, convolutions: 3 })).not.toThrow();
    expect(() => cnn.architecture(0, 1, 'binary', params)).toThrow(RangeError);
  });

  it('describes its bounds, and refuses what is missing', () => {
    expect(problems(cnn.params, { ...params, convolutions: 4, size: '4' })).toMatchObject({
      convolutions: expect.stringContaining('between 1 and 3') as string,
      size: expect.stringContaining('3, 5') as string,
    });
    expect(() => cnn.architecture(64, 1, 'binary', { ...params, size: '4' })).toThrow(/3 or 5/);
    expect(() => cnn.architecture(64, 1, 'binary', { size: '3', convolutions: 1, filters: 4 })).toThrow(
      /units/,
    );
  });
});
