import { describe, expect, it } from 'vitest';
import { forward } from '../../../src/core/forward.ts';
import { initialWeights } from '../../../src/core/initial-weights.ts';
import ownLayers from '../../../src/core/models/own-layers.ts';
import { defaults, problems } from '../../../src/core/params.ts';

const built = (layers: string, inputs: number, task: 'binary' | 'multiclass' | 'regression' = 'binary') =>
  ownLayers.architecture(inputs, 3, task, { layers });

describe('own layers', () => {
  it('become the network that they say, and end as the task needs', () => {
    expect(built('conv 8 3x3 relu | pool 2 | dense 32 relu dropout 0.2 | dense 16 tanh', 64)).toEqual({
      inputs: 64,
      image: {
        height: 8,
        width: 8,
        channels: 1,
        layers: [
          { kind: 'convolution', filters: 8, size: 3, stride: 1, padding: 'valid', activation: 'relu' },
          { kind: 'max-pooling', size: 2 },
        ],
      },
      layers: [
        { units: 32, activation: 'relu', dropout: 0.2 },
        { units: 16, activation: 'tanh' },
        { units: 1, activation: 'sigmoid' },
      ],
    });
    expect(built('', 4, 'multiclass')).toEqual({ inputs: 4, layers: [{ units: 3, activation: 'softmax' }] });
    expect(built('bag 4 sum of 6', 9, 'regression')).toEqual({
      inputs: 9,
      bag: { words: 6, dimensions: 4, mode: 'sum' },
      layers: [{ units: 1, activation: 'linear' }],
    });
  });

  it('run as soon as they are chosen', () => {
    const params = defaults(ownLayers.params);
    expect(problems(ownLayers.params, params)).toEqual({});
    const architecture = ownLayers.architecture(5, 1, 'binary', params);
    const scores = forward(architecture, initialWeights(architecture, 1), new Float32Array(10).fill(0.5));
    expect([...scores].every((score) => score > 0 && score < 1)).toBe(true);
  });

  it('say where they do not fit', () => {
    expect(() => built('dense 4 | convolve 3', 4)).toThrow(/^In "convolve 3": "convolve" is not known here/);
    expect(() => built('conv 4 3x3 | pool 3 | conv 4 3x3', 64)).toThrow(
      'Layer 3: The image is 2 × 2 here, a 3 × 3 window does not fit.',
    );
    expect(() => built('conv 4 3x3', 20)).toThrow(/^20 inputs make no square image/);
  });
});
