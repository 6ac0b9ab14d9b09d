import { describe, expect, it } from 'vitest';
import { describeArchitecture } from '../../src/core/describe-architecture.ts';
import { layoutOf } from '../../src/core/network.ts';
import { modelKinds } from '../../src/core/models/index.ts';
import { defaults } from '../../src/core/params.ts';

const ownLayers = (layers: string, inputs: number) =>
  describeArchitecture(modelKinds.get('own-layers').architecture(inputs, 1, 'binary', { layers }));
const table = (layers: string, inputs: number) =>
  ownLayers(layers, inputs).layers.map(({ name, shape, parameters, multiplyAdds }) => [
    name,
    shape.join(' × '),
    parameters,
    multiplyAdds,
  ]);

describe('a network layer by layer', () => {
  it('counts as Keras’ summary does', () => {
    expect(table('conv 8 3x3 relu | pool 2 | conv 4 2x3 relu | dense 32 relu | dense 16 tanh', 64)).toEqual([
      ['Input', '8 × 8 × 1', 0, 0],
      ['Convolution 1', '6 × 6 × 8', 80, 36 * 72],
      ['Max pooling', '3 × 3 × 8', 0, 0],
      ['Convolution 2', '2 × 1 × 4', 196, 2 * 192],
      ['Dense 1', '32', 288, 256],
      ['Dense 2', '16', 528, 512],
      ['Output', '1', 17, 16],
    ]);
    expect(table('bag 4 of 6 | dense 3', 9)).toEqual([
      ['Input', '9', 0, 0],
      ['Bag of words', '7', 24, 24],
      ['Dense', '3', 24, 21],
      ['Output', '1', 4, 3],
    ]);
    expect(table('conv 2 3 | pool all average', 9)[2]).toEqual(['Mean pooling', '1 × 1 × 2', 0, 0]);
  });

  it('tells each layer’s activation and own dropout', () => {
    const rows = ownLayers('dense 4 gelu dropout 0.25 | dense 3 elu', 2).layers;
    expect(rows.map(({ kind, activation, dropout }) => [kind, activation, dropout])).toEqual([
      ['input', null, null],
      ['dense', 'gelu', 0.25],
      ['dense', 'elu', null],
      ['output', 'sigmoid', null],
    ]);
  });

  it('adds up, for every kind of model', () => {
    for (const kind of modelKinds.all) {
      const architecture = kind.architecture(64, 3, kind.tasks[0]!, defaults(kind.params));
      const { layers, parameters, multiplyAdds, bytes } = describeArchitecture(architecture);
      expect(layers.reduce((sum, layer) => sum + layer.parameters, 0)).toBe(parameters);
      expect(layers.reduce((sum, layer) => sum + layer.multiplyAdds, 0)).toBe(multiplyAdds);
      expect(parameters).toBe(layoutOf(architecture).size);
      expect(bytes).toBe(4 * parameters);
      expect(new Set(layers.map(({ name }) => name)).size).toBe(layers.length);
    }
  });

  it('throws for a network that fits no row', () => {
    expect(() =>
      describeArchitecture({ inputs: 5, bag: { words: 6, dimensions: 2, mode: 'sum' }, layers: [] }),
    ).toThrow(RangeError);
  });
});
