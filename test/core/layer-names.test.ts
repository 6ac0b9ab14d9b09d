import { describe, expect, it } from 'vitest';
import { layerNames } from '../../src/core/layer-names.ts';
import { parameterParts, type Architecture } from '../../src/core/network.ts';

describe('the names of layers', () => {
  it('are one for each layer with parameters', () => {
    const architecture: Architecture = {
      inputs: 16,
      image: {
        height: 4,
        width: 4,
        channels: 1,
        layers: [
          { kind: 'convolution', filters: 2, size: 3, stride: 1, padding: 'same', activation: 'relu' },
          { kind: 'max-pooling', size: 2 },
          { kind: 'convolution', filters: 3, size: 3, stride: 1, padding: 'same', activation: 'relu' },
        ],
      },
      layers: [
        { units: 2, activation: 'relu' },
        { units: 1, activation: 'linear' },
      ],
    };
    const names = layerNames(architecture);
    expect(names).toEqual(['conv_1', 'conv_2', 'dense_1', 'output']);
    expect(new Set(parameterParts(architecture).map(({ layer }) => layer)).size).toBe(names.length);
  });
});
