// A network as a list of stages, each of which knows its way back. Written out instead of left to automatic gradients: those
// take three to four times as many operations for small nets, differ at the kinks from core/activations.ts, and lack
// kernels on WebAssembly (convolution.ts).

import * as tf from '@tensorflow/tfjs-core';
import type {
  Activation,
  Architecture,
  BagStem,
  EmbeddingLayout,
  ImageShape,
  LayerLayout,
  PoolingLayer,
} from '../../../core/network.ts';
import { denseInputs, imageShapes, layoutOf, windowOf } from '../../../core/network.ts';
import { bent, throughActivation } from './activations.ts';
import { averaged, throughAverage } from './average-pooling.ts';
import { sharesOf } from './bag.ts';
import type { Constants } from './constants.ts';
import { Convolution } from './convolution.ts';
import { pooled, throughPooling } from './max-pooling.ts';
import { part } from './part.ts';

/**
 * From the error at a stage's outputs, the error at its inputs and the gradient of its parameters in the order of the flat
 * layout. `first`: nobody asks for the error at the inputs, they are the data.
 */
type Back = (error: tf.Tensor, first: boolean) => { error: tf.Tensor; parts: tf.Tensor1D[] };
type Stage = (input: tf.Tensor, weights: tf.Tensor1D) => { output: tf.Tensor; back: Back };

/** What a dense layer's outputs are multiplied by: 0 or 1 / (1 − rate), rows × units; null for no dropout. */
export type Masks = readonly (tf.Tensor2D | null)[];

const flat = (tensor: tf.Tensor): tf.Tensor1D => tf.reshape(tensor, [-1]);

function dense({ inputs, units, kernelAt, biasAt }: LayerLayout): Stage {
  return (given, weights) => {
    const input = given as tf.Tensor2D;
    const kernel = tf.reshape<tf.Rank.R2>(part(weights, kernelAt, inputs * units), [inputs, units]);
    const bias = part(weights, biasAt, units);
    return {
      output: tf.fused.matMul({ a: input, b: kernel, bias }),
      back: (given, first) => {
        const error = given as tf.Tensor2D;
        return {
          error: first ? error : product(error, kernel, 'b'),
          parts: [flat(product(input, error, 'a')), tf.sum(error, 0)],
        };
      },
    };
  };
}

/** aᵀ b, or a bᵀ. WebAssembly has a fast matrix product only for matrices as they lie; the detour is up to 15 times as fast. */
function product(a: tf.Tensor2D, b: tf.Tensor2D, turned: 'a' | 'b'): tf.Tensor2D {
  if (tf.getBackend() !== 'wasm') return tf.matMul(a, b, turned === 'a', turned === 'b');
  return turned === 'a' ? tf.matMul(tf.transpose(a), b) : tf.matMul(a, tf.transpose(b));
}

const bend =
  (activation: Activation, constants: Constants): Stage =>
  (input) => {
    const output = bent(input, activation, constants);
    return {
      output,
      back: (error) => ({ error: throughActivation(error, input, output, activation, constants), parts: [] }),
    };
  };

const mask =
  (factors: tf.Tensor2D): Stage =>
  (input) => ({
    output: tf.mul(input, factors),
    back: (error) => ({ error: tf.mul(error, factors), parts: [] }),
  });

const reshape =
  (shape: readonly number[]): Stage =>
  (input) => ({
    output: tf.reshape(input, [-1, ...shape]),
    back: (error) => ({ error: tf.reshape(error, input.shape), parts: [] }),
  });

function pool(layer: PoolingLayer): Stage {
  const window = windowOf(layer);
  return (given) => {
    const input = given as tf.Tensor4D;
    if (layer.kind === 'average-pooling')
      return {
        output: averaged(input, window),
        back: (error) => ({ error: throughAverage(error as tf.Tensor4D, input.shape, window), parts: [] }),
      };
    const output = pooled(input, window);
    return {
      output,
      back: (error) => ({ error: throughPooling(error as tf.Tensor4D, input, output, window), parts: [] }),
    };
  };
}

/** Always the first stage: the error at its inputs is never asked for. */
function embed({ words, dimensions, at }: EmbeddingLayout, { mode }: BagStem, inputs: number): Stage {
  return (given, weights) => {
    const input = given as tf.Tensor2D;
    const [rows] = input.shape;
    const shares = sharesOf(tf.slice(input, [0, 0], [rows, words]), mode);
    const table = tf.reshape<tf.Rank.R2>(part(weights, at, words * dimensions), [words, dimensions]);
    const found = tf.matMul(shares, table);
    const others = inputs - words;
    return {
      output: others > 0 ? tf.concat([found, tf.slice(input, [0, words], [rows, others])], 1) : found,
      back: (given) => {
        const error = tf.slice(given as tf.Tensor2D, [0, 0], [rows, dimensions]);
        return { error: given, parts: [flat(product(shares, error, 'a'))] };
      },
    };
  };
}

function convolve(convolution: Convolution, { kernelAt, biasAt, units }: LayerLayout): Stage {
  return (given, weights) => {
    const input = given as tf.Tensor4D;
    const filter = tf.reshape<tf.Rank.R4>(
      part(weights, kernelAt, biasAt - kernelAt),
      convolution.filterShape,
    );
    return {
      output: convolution.sums(input, filter, part(weights, biasAt, units)),
      back: (given, first) => {
        const error = given as tf.Tensor4D;
        return {
          error: first ? error : convolution.back(error, filter),
          parts: [
            flat(convolution.filterGradient(input, error)),
            tf.sum(tf.reshape<tf.Rank.R2>(error, [-1, units]), 0),
          ],
        };
      },
    };
  };
}

/** Stages from the row to the first dense layer. */
function stemStages(architecture: Architecture, constants: Constants): Stage[] {
  const { image, bag, inputs } = architecture;
  const { embedding } = layoutOf(architecture);
  if (bag && embedding) return [embed(embedding, bag, inputs)];
  if (!image) return [];
  const shapes = imageShapes(image);
  const { convolutions } = layoutOf(architecture);
  const stages = [reshape([image.height, image.width, image.channels])];
  let [from, placed]: [ImageShape, number] = [image, 0];
  for (const [index, layer] of image.layers.entries()) {
    const to = shapes[index]!;
    if (layer.kind !== 'convolution') stages.push(pool(layer));
    else
      stages.push(
        convolve(new Convolution(layer, from, to), convolutions[placed++]!),
        bend(layer.activation, constants),
      );
    from = to;
  }
  return [...stages, reshape([denseInputs(architecture)])];
}

export class Network {
  readonly #stem: readonly Stage[];
  /** Of the stages, the first that has parameters: reshaping the data has none. */
  readonly #first: number;
  readonly #dense: readonly { affine: Stage; bend: Stage }[];

  constructor(architecture: Architecture, constants: Constants) {
    this.#stem = stemStages(architecture, constants);
    this.#first = architecture.image ? 1 : 0;
    this.#dense = layoutOf(architecture).layers.map((layout, index) => ({
      affine: dense(layout),
      bend: bend(architecture.layers[index]!.activation, constants),
    }));
  }

  /** Rows × units of the output layer, before its activation. */
  sums(weights: tf.Tensor1D, inputs: tf.Tensor2D): tf.Tensor2D {
    return this.#stages([]).reduce<tf.Tensor>(
      (input, stage) => stage(input, weights).output,
      inputs,
    ) as tf.Tensor2D;
  }

  /** Flat gradient. @param slope from the output layer's sums their derivative of the loss, of a whole batch. */
  gradient(
    weights: tf.Tensor1D,
    inputs: tf.Tensor2D,
    masks: Masks,
    slope: (sums: tf.Tensor2D) => tf.Tensor2D,
  ): tf.Tensor1D {
    let value: tf.Tensor = inputs;
    const ways = this.#stages(masks).map((stage) => {
      const { output, back } = stage(value, weights);
      value = output;
      return back;
    });
    let error: tf.Tensor = slope(value as tf.Tensor2D);
    const parts: tf.Tensor1D[] = [];
    const first = this.#first;
    for (let index = ways.length - 1; index >= first; index--) {
      const passed = ways[index]!(error, index === first);
      parts.unshift(...passed.parts);
      error = passed.error;
    }
    return tf.concat(parts);
  }

  #stages(masks: Masks): Stage[] {
    const last = this.#dense.length - 1;
    const hidden = this.#dense.slice(0, last).flatMap(({ affine, bend }, index) => {
      const factors = masks[index];
      return factors ? [affine, bend, mask(factors)] : [affine, bend];
    });
    return [...this.#stem, ...hidden, this.#dense[last]!.affine];
  }
}
