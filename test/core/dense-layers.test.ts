import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activate } from '../../src/core/activations.ts';
import { denseLayers } from '../../src/core/dense-layers.ts';
import { layoutOf, type Activation } from '../../src/core/network.ts';

/** One sum after the other, a value of 0 passed over, each step rounded to float32. */
function slowly(
  units: readonly number[],
  activations: readonly Activation[],
  inputs: number,
  weights: Float32Array,
  x: Float32Array,
): Float32Array {
  const { layers } = layoutOf({
    inputs,
    layers: units.map((width, i) => ({ units: width, activation: activations[i]! })),
  });
  const rows = x.length / inputs;
  let input = x;
  layers.forEach((layer, index) => {
    const output = new Float32Array(rows * layer.units);
    for (let row = 0; row < rows; row++)
      for (let u = 0; u < layer.units; u++) {
        let sum = weights[layer.biasAt + u]!;
        for (let i = 0; i < layer.inputs; i++) {
          const value = input[row * layer.inputs + i]!;
          if (value !== 0) sum = Math.fround(sum + value * weights[layer.kernelAt + i * layer.units + u]!);
        }
        output[row * layer.units + u] = sum;
      }
    activate(output, rows, layer.units, activations[index]!);
    input = output;
  });
  return input;
}

const usual = fc.float({ min: -4, max: 4, noNaN: true });
const strange = fc.oneof(
  { weight: 4, arbitrary: usual },
  { weight: 2, arbitrary: fc.constantFrom(0, -0) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(NaN, Infinity, -Infinity, 3e38, -3e38, 1e-45, Math.fround(1e12)),
  },
);
const activation = fc.constantFrom<Activation>(
  'linear',
  'relu',
  'leaky-relu',
  'elu',
  'gelu',
  'tanh',
  'sigmoid',
  'softmax',
);

const network = (value: fc.Arbitrary<number>) =>
  fc
    .record({
      inputs: fc.integer({ min: 1, max: 6 }),
      layers: fc.array(fc.record({ units: fc.integer({ min: 1, max: 6 }), activation }), {
        minLength: 1,
        maxLength: 3,
      }),
      rows: fc.integer({ min: 0, max: 26 }),
    })
    .chain(({ inputs, layers, rows }) => {
      const { size } = layoutOf({ inputs, layers });
      const list = (length: number) =>
        fc.array(value, { minLength: length, maxLength: length }).map((values) => Float32Array.from(values));
      return fc.record({
        inputs: fc.constant(inputs),
        layers: fc.constant(layers),
        weights: list(size),
        x: list(rows * inputs),
      });
    });

describe('denseLayers', () => {
  for (const [name, value] of [
    ['usual', usual],
    ['zero, infinite and no', strange],
  ] as const)
    it(`gives the same bits as one row after the other, for ${name} numbers`, () => {
      fc.assert(
        fc.property(network(value), ({ inputs, layers, weights, x }) => {
          const units = layers.map((layer) => layer.units);
          const activations = layers.map((layer) => layer.activation);
          const { layers: layouts } = layoutOf({ inputs, layers });
          const found = denseLayers({ layouts, activations, weights }, x, x.length / inputs);
          // −0 is not 0 here.
          expect([...found]).toEqual([...slowly(units, activations, inputs, weights, x)]);
        }),
        { numRuns: 300 },
      );
    });

  it('passes over what is 0 in wide rows that hold little else', () => {
    const inputs = 40;
    const layers = [
      { units: 5, activation: 'relu' },
      { units: 2, activation: 'linear' },
    ] as const;
    const { layers: layouts, size } = layoutOf({ inputs, layers });
    const weights = Float32Array.from({ length: size }, (_, i) => Math.sin(i));
    const activations = layers.map((layer) => layer.activation);
    for (const every of [2, 7]) {
      const x = Float32Array.from({ length: 19 * inputs }, (_, i) => (i % every === 0 ? Math.cos(i) : 0));
      for (const depth of [1, 2]) {
        const some = activations.slice(0, depth);
        const found = denseLayers({ layouts: layouts.slice(0, depth), activations: some, weights }, x, 19);
        const units = layers.slice(0, depth).map((layer) => layer.units);
        expect([...found]).toEqual([...slowly(units, some, inputs, weights, x)]);
      }
    }
  });
});
