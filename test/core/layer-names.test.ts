import { describe, expect, it } from 'vitest';
import { describeArchitecture } from '../../src/core/describe-architecture.ts';
import { layerNames, layerTitles } from '../../src/core/layer-names.ts';
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

  it.each([1, 2, 4])('are shown as the table of layers names them: %i dense layers', (count) => {
    const architecture: Architecture = {
      inputs: 3,
      layers: Array.from({ length: count }, () => ({ units: 2, activation: 'relu' as const })),
    };
    const described = describeArchitecture(architecture).layers.slice(1);
    expect(layerTitles(layerNames(architecture))).toEqual(described.map(({ name }) => name));
  });

  it('are shown as the table of layers names them: images', () => {
    const convolution = { filters: 2, size: 3, stride: 1, padding: 'same', activation: 'relu' } as const;
    const architecture: Architecture = {
      inputs: 16,
      image: {
        height: 4,
        width: 4,
        channels: 1,
        layers: [
          { kind: 'convolution', ...convolution },
          { kind: 'max-pooling', size: 2 },
          { kind: 'convolution', ...convolution },
        ],
      },
      layers: [
        { units: 2, activation: 'relu' },
        { units: 1, activation: 'linear' },
      ],
    };
    const described = describeArchitecture(architecture).layers.filter(({ parameters }) => parameters > 0);
    expect(layerTitles(layerNames(architecture))).toEqual(described.map(({ name }) => name));
  });

  it('stay as they are where they are none of these', () => {
    expect(layerTitles(['dense_1', 'loss', 'dense_2', 'output'])).toEqual([
      'Dense 1',
      'loss',
      'Dense 2',
      'Output',
    ]);
  });
});
