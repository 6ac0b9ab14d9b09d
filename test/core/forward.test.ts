import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activated } from '../../src/core/activations.ts';
import { forward } from '../../src/core/forward.ts';
import { initialWeights } from '../../src/core/initial-weights.ts';
import type { Activation, Architecture, ConvolutionLayer, ImageLayer } from '../../src/core/network.ts';
import { layoutOf } from '../../src/core/network.ts';
import { Random } from '../../src/core/random.ts';
import { expectClose, reference } from '../fixtures/core/reference.ts';

const net = (last: Activation): Architecture => ({
  inputs: 3,
  layers: [
    { units: 4, activation: 'relu' },
    { units: 4, activation: 'tanh' },
    { units: 3, activation: last },
  ],
});
const weights = Float32Array.from(reference.forward.weights);
const x = Float32Array.from(reference.forward.x);

describe('the forward pass', () => {
  it.each(['linear', 'sigmoid', 'softmax'] as const)('answers like numpy in float64: %s', (last) => {
    expectClose(forward(net(last), weights, x), reference.forward[last], 1e-5);
    expect(x).toEqual(Float32Array.from(reference.forward.x));
  });

  it('stays finite for huge sums', () => {
    const one = (activation: Activation, units: number): Architecture => ({
      inputs: 1,
      layers: [{ units, activation }],
    });
    const far = Float32Array.of(1e4, -1e4);
    expect([...forward(one('sigmoid', 1), Float32Array.of(1, 0), far)]).toEqual([1, 0]);
    expect([...forward(one('softmax', 2), Float32Array.of(1, -1, 0, 0), far)]).toEqual([1, 0, 0, 1]);
  });

  it('leaves dropout to training', () => {
    const { inputs, layers } = net('linear');
    const dropping = { inputs, layers: layers.map((layer) => ({ ...layer, dropout: 0.5 })) };
    expect(forward(dropping, weights, x)).toEqual(forward(net('linear'), weights, x));
  });

  it('refuses sizes that do not fit', () => {
    expect(() => forward(net('linear'), weights.subarray(1), x)).toThrow(/51 parameters, not 50/);
    expect(() => forward(net('linear'), weights, x.subarray(1))).toThrow(RangeError);
    expect(() => forward({ inputs: 0, layers: [] }, new Float32Array(), x)).toThrow(RangeError);
    expect(forward(net('linear'), weights, new Float32Array())).toHaveLength(0);
  });
});

/** What stands behind the image layers: no dense layer follows. */
const seen = (
  [height, width, channels]: [number, number, number],
  layers: readonly ImageLayer[],
  parameters: readonly number[],
  image: readonly number[],
): number[] => [
  ...forward(
    { inputs: height * width * channels, image: { height, width, channels, layers }, layers: [] },
    Float32Array.from(parameters),
    Float32Array.from(image),
  ),
];
const convolution = (
  size: number,
  stride: number,
  padding: 'same' | 'valid',
  filters = 1,
  activation: ConvolutionLayer['activation'] = 'linear',
): ConvolutionLayer => ({ kind: 'convolution', filters, size, stride, padding, activation });
const counting = (length: number) => Array.from({ length }, (_, i) => i + 1);
const ones = (size: number) => [...new Array<number>(size * size).fill(1), 0];

describe('convolutions, by hand', () => {
  it('see only whole windows when valid', () => {
    expect(seen([3, 3, 1], [convolution(2, 1, 'valid')], [1, 0, 0, 1, 0.5], counting(9))).toEqual([
      6.5, 8.5, 12.5, 14.5,
    ]);
    expect(seen([3, 3, 1], [convolution(3, 1, 'valid')], ones(3), counting(9))).toEqual([45]);
    expect(seen([3, 3, 1], [convolution(1, 2, 'valid')], [2, 0], counting(9))).toEqual([2, 6, 14, 18]);
  });

  it('pad below and right first when the same size is wanted', () => {
    expect(seen([3, 3, 1], [convolution(2, 1, 'same')], [1, 0, 0, 1, 0], counting(9))).toEqual([
      6, 8, 3, 12, 14, 6, 7, 8, 9,
    ]);
    expect(seen([3, 3, 1], [convolution(2, 2, 'same')], ones(2), counting(9))).toEqual([12, 9, 15, 9]);
    expect(seen([4, 4, 1], [convolution(3, 2, 'same')], ones(3), counting(16))).toEqual([54, 45, 72, 54]);
  });

  it('pad all around when the sum is even', () => {
    expect(seen([3, 3, 1], [convolution(3, 1, 'same')], ones(3), counting(9))).toEqual([
      12, 21, 16, 27, 45, 33, 24, 39, 28,
    ]);
    expect(seen([3, 3, 1], [convolution(3, 2, 'same')], ones(3), counting(9))).toEqual([12, 16, 24, 28]);
  });

  it('need no padding where the stride is wider than the window', () => {
    expect(seen([4, 4, 1], [convolution(1, 3, 'same')], [1, 0], counting(16))).toEqual([1, 4, 13, 16]);
  });

  it('mix channels into filters, bend, and go row by row', () => {
    // Kernel [1, 1, 2 channels, 3 filters]; two rows of 1 × 2 pixels.
    const parameters = [1, 0, -1, 10, 1, 0, 0.5, 0, 0];
    const pixels = [1, 2, 3, 4, -1, 0, 0, -2];
    expect(seen([1, 2, 2], [convolution(1, 1, 'valid', 3, 'relu')], parameters, pixels)).toEqual([
      21.5, 2, 0, 43.5, 4, 0, 0, 0, 1, 0, 0, 0,
    ]);
  });

  it('turn no kernel around', () => {
    const image = [0, 0, 0, 0, 1, 0, 0, 0, 0];
    expect(seen([3, 3, 1], [convolution(2, 1, 'valid')], [1, 2, 3, 4, 0], image)).toEqual([4, 3, 2, 1]);
  });
});

describe('pooling, by hand', () => {
  it('keeps the largest of each square, and drops what is left over', () => {
    const pool = { kind: 'max-pooling', size: 2 } as const;
    expect(seen([3, 3, 1], [pool], [], counting(9))).toEqual([5]);
    expect(seen([2, 4, 1], [pool], [], [-5, -1, -9, -8, -2, -3, -7, -6])).toEqual([-1, -6]);
    // Two channels are pooled each on its own; two rows.
    expect(seen([2, 2, 2], [pool], [], [...counting(8), ...counting(8).reverse()])).toEqual([7, 8, 8, 7]);
  });
});

describe('a whole convolutional net', () => {
  /** The same by the definition: one output value at a time, the image padded by a function. */
  function byDefinition(architecture: Architecture, weights: Float32Array, row: Float32Array): number[] {
    const { convolutions, layers } = layoutOf(architecture);
    let { height, width, channels } = architecture.image!;
    const padded = (values: ArrayLike<number>) => {
      const [high, wide, deep] = [height, width, channels];
      return (y: number, x: number, c: number): number =>
        y < 0 || x < 0 || y >= high || x >= wide ? 0 : values[(y * wide + x) * deep + c]!;
    };
    let pixel = padded(row);
    let placed = 0;
    for (const layer of architecture.image!.layers) {
      const [before, h, w, size] = [pixel, height, width, layer.size];
      const tall = layer.height ?? size;
      let compute: (y: number, x: number, c: number) => number;
      if (layer.kind !== 'convolution') {
        [height, width] = [Math.floor(h / tall), Math.floor(w / size)];
        compute = (y, x, c) => {
          const window = Array.from({ length: tall * size }, (_, i) =>
            before(y * tall + Math.floor(i / size), x * size + (i % size), c),
          );
          return layer.kind === 'max-pooling'
            ? Math.max(...window)
            : window.reduce((sum, value) => sum + value, 0) / window.length;
        };
      } else {
        const { stride, padding, activation, filters } = layer;
        const { kernelAt, biasAt } = convolutions[placed++]!;
        const depth = channels;
        const steps = (length: number, reach: number) =>
          padding === 'same' ? Math.ceil(length / stride) : Math.floor((length - reach) / stride) + 1;
        const first = (length: number, count: number, reach: number) =>
          padding === 'same' ? Math.floor(Math.max(0, (count - 1) * stride + reach - length) / 2) : 0;
        [height, width, channels] = [steps(h, tall), steps(w, size), filters];
        const [top, left] = [first(h, height, tall), first(w, width, size)];
        compute = (y, x, f) => {
          let sum = weights[biasAt + f]!;
          for (let i = 0; i < tall * size * depth; i++) {
            const [ky, kx, c] = [Math.floor(i / depth / size), Math.floor(i / depth) % size, i % depth];
            const value = before(y * stride + ky - top, x * stride + kx - left, c);
            sum += value * weights[kernelAt + i * filters + f]!;
          }
          return activated(sum, activation);
        };
      }
      const [wide, deep] = [width, channels];
      pixel = padded(
        Array.from({ length: height * width * channels }, (_, i) =>
          compute(Math.floor(i / deep / wide), Math.floor(i / deep) % wide, i % deep),
        ),
      );
    }
    const flat = Array.from({ length: height * width * channels }, (_, i) =>
      pixel(Math.floor(i / channels / width), Math.floor(i / channels) % width, i % channels),
    );
    const { units, kernelAt, biasAt } = layers[0]!;
    return Array.from({ length: units }, (_, unit) =>
      flat.reduce(
        (sum, value, i) => sum + value * weights[kernelAt + i * units + unit]!,
        weights[biasAt + unit]!,
      ),
    );
  }

  const layer: fc.Arbitrary<ImageLayer> = fc.oneof(
    fc.record({
      kind: fc.constant('convolution' as const),
      filters: fc.integer({ min: 1, max: 4 }),
      size: fc.integer({ min: 1, max: 4 }),
      height: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
      stride: fc.integer({ min: 1, max: 3 }),
      padding: fc.constantFrom('same' as const, 'valid' as const),
      activation: fc.constantFrom('relu' as const, 'tanh' as const, 'gelu' as const),
    }),
    fc.record({
      kind: fc.constantFrom('max-pooling' as const, 'average-pooling' as const),
      size: fc.integer({ min: 1, max: 3 }),
      height: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    }),
  );

  it('answers as its definition says, whatever its layers', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 9 }),
        fc.integer({ min: 4, max: 9 }),
        fc.integer({ min: 1, max: 3 }),
        fc.array(layer, { maxLength: 3 }),
        fc.integer(),
        (height, width, channels, layers, seed) => {
          const inputs = height * width * channels;
          const architecture: Architecture = {
            inputs,
            image: { height, width, channels, layers },
            layers: [{ units: 3, activation: 'linear' }],
          };
          try {
            layoutOf(architecture);
          } catch {
            fc.pre(false);
          }
          const random = new Random(seed);
          const weights = initialWeights(architecture, seed).map((weight) => weight + 0.1 * random.normal());
          const rows = Float32Array.from({ length: 2 * inputs }, () => random.normal());
          const wanted = [0, inputs].flatMap((from) =>
            byDefinition(architecture, weights, rows.subarray(from, from + inputs)),
          );
          const scale = Math.max(1, ...wanted.map(Math.abs));
          const found = forward(architecture, weights, rows);
          expect(found).toHaveLength(6);
          found.forEach((value, i) => expect(Math.abs(value - wanted[i]!)).toBeLessThan(2e-5 * scale));
        },
      ),
    );
  });
});
