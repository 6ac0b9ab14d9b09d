// The forward pass that scores the live stream: plain loops in float32, so a version answers with the same bits on every
// engine, today and after a rollback. Training is the engine's; tests hold the two together.

import { activate } from './activations.ts';
import { denseLayers } from './dense-layers.ts';
import type {
  Architecture,
  BagStem,
  ConvolutionLayer,
  ImageShape,
  LayerLayout,
  PoolingLayer,
} from './network.ts';
import { imageShapes, layoutOf, windowOf } from './network.ts';

/** Row-major rows × height × width × channels in, the same of the next layer out. */
function convolved(
  input: Float32Array,
  rows: number,
  from: ImageShape,
  to: ImageShape,
  layer: ConvolutionLayer,
  { kernelAt, biasAt, units }: LayerLayout,
  weights: Float32Array,
): Float32Array {
  const { stride, padding } = layer;
  const window = windowOf(layer);
  // Keras pads one more below and right than above and left where the sum is odd.
  const pad = (length: number, steps: number, size: number) =>
    padding === 'same' ? Math.max(0, (steps - 1) * stride + size - length) >> 1 : 0;
  const top = pad(from.height, to.height, window.height);
  const left = pad(from.width, to.width, window.width);
  const output = new Float32Array(rows * to.height * to.width * units);
  let out = 0;
  for (let row = 0; row < rows; row++)
    for (let y = 0; y < to.height; y++)
      for (let x = 0; x < to.width; x++, out += units) {
        for (let u = 0; u < units; u++) output[out + u] = weights[biasAt + u]!;
        for (let ky = 0; ky < window.height; ky++) {
          const iy = y * stride + ky - top;
          if (iy < 0 || iy >= from.height) continue;
          for (let kx = 0; kx < window.width; kx++) {
            const ix = x * stride + kx - left;
            if (ix < 0 || ix >= from.width) continue;
            const at = ((row * from.height + iy) * from.width + ix) * from.channels;
            for (let c = 0; c < from.channels; c++) {
              const value = input[at + c]!;
              if (value === 0) continue;
              const kernel = kernelAt + ((ky * window.width + kx) * from.channels + c) * units;
              for (let u = 0; u < units; u++) output[out + u]! += value * weights[kernel + u]!;
            }
          }
        }
      }
  activate(output, rows, units, layer.activation);
  return output;
}

function pooled(
  input: Float32Array,
  rows: number,
  from: ImageShape,
  to: ImageShape,
  layer: PoolingLayer,
): Float32Array {
  const { channels } = from;
  const { height, width } = windowOf(layer);
  const mean = layer.kind === 'average-pooling';
  const output = new Float32Array(rows * to.height * to.width * channels).fill(mean ? 0 : -Infinity);
  let out = 0;
  for (let row = 0; row < rows; row++)
    for (let y = 0; y < to.height; y++)
      for (let x = 0; x < to.width; x++, out += channels)
        for (let dy = 0; dy < height; dy++)
          for (let dx = 0; dx < width; dx++) {
            const at = ((row * from.height + y * height + dy) * from.width + x * width + dx) * channels;
            for (let c = 0; c < channels; c++)
              output[out + c] = mean
                ? output[out + c]! + input[at + c]!
                : Math.max(output[out + c]!, input[at + c]!);
          }
  if (mean) for (let i = 0; i < output.length; i++) output[i]! /= height * width;
  return output;
}

/** Rows × inputs in, rows × (dimensions and the inputs that are no words) out. */
function embedded(
  input: Float32Array,
  rows: number,
  { inputs, bag }: { inputs: number; bag: BagStem },
  weights: Float32Array,
): Float32Array {
  const { words, dimensions, mode } = bag;
  const width = dimensions + inputs - words;
  const output = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const [from, to] = [row * inputs, row * width];
    let all = 0;
    for (let word = 0; word < words; word++) {
      const count = input[from + word]!;
      if (count === 0) continue;
      all += Math.abs(count);
      for (let d = 0; d < dimensions; d++) output[to + d]! += count * weights[word * dimensions + d]!;
    }
    if (mode === 'mean' && all > 0) for (let d = 0; d < dimensions; d++) output[to + d]! /= all;
    output.set(input.subarray(from + words, from + inputs), to + dimensions);
  }
  return output;
}

/**
 * Outputs for prepared rows.
 * @param x row-major rows × inputs. @returns row-major rows × units of the last layer.
 * @throws RangeError when sizes do not fit.
 */
export function forward(architecture: Architecture, weights: Float32Array, x: Float32Array): Float32Array {
  const { layers, convolutions, size } = layoutOf(architecture);
  if (weights.length !== size)
    throw new RangeError(`The network has ${size} parameters, not ${weights.length}.`);
  if (architecture.inputs < 1 || x.length % architecture.inputs !== 0)
    throw new RangeError(`${x.length} values are no whole number of rows of ${architecture.inputs}.`);
  const rows = x.length / architecture.inputs;
  let input = x;
  const { image, bag, inputs } = architecture;
  if (bag) input = embedded(x, rows, { inputs, bag }, weights);
  if (image) {
    const shapes = imageShapes(image);
    let [from, placed]: [ImageShape, number] = [image, 0];
    for (const [index, layer] of image.layers.entries()) {
      const to = shapes[index]!;
      input =
        layer.kind === 'convolution'
          ? convolved(input, rows, from, to, layer, convolutions[placed++]!, weights)
          : pooled(input, rows, from, to, layer);
      from = to;
    }
  }
  const activations = architecture.layers.map(({ activation }) => activation);
  return denseLayers({ layouts: layers, activations, weights }, input, rows);
}
