// A convolution and its way back, all three as forward convolutions. TensorFlow.js has no kernel for the gradient of a filter
// on WebAssembly, and a slow one in plain JavaScript; a forward convolution is a fast matrix product on every backend.

import * as tf from '@tensorflow/tfjs-core';
import type { ConvolutionLayer, ImageShape } from '../../../core/network.ts';

type Padding = [top: number, bottom: number, left: number, right: number];

/** Keras pads one more below and right than above and left where the sum is odd. */
function paddingOf(layer: ConvolutionLayer, from: ImageShape, to: ImageShape): Padding {
  if (layer.padding === 'valid') return [0, 0, 0, 0];
  const around = (length: number, steps: number): [number, number] => {
    const all = Math.max(0, (steps - 1) * layer.stride + layer.size - length);
    return [all >> 1, all - (all >> 1)];
  };
  return [...around(from.height, to.height), ...around(from.width, to.width)];
}

const explicit = ([top, bottom, left, right]: Padding): tf.backend_util.ExplicitPadding => [
  [0, 0],
  [top, bottom],
  [left, right],
  [0, 0],
];

export class Convolution {
  readonly #layer: ConvolutionLayer;
  readonly #from: ImageShape;
  readonly #padding: Padding;

  constructor(layer: ConvolutionLayer, from: ImageShape, to: ImageShape) {
    this.#layer = layer;
    this.#from = from;
    this.#padding = paddingOf(layer, from, to);
  }

  /** @param filter size × size × channels × filters. */
  sums(input: tf.Tensor4D, filter: tf.Tensor4D, bias: tf.Tensor1D): tf.Tensor4D {
    const { stride } = this.#layer;
    return tf.fused.conv2d({ x: input, filter, bias, strides: stride, pad: explicit(this.#padding) });
  }

  /**
   * Gradient of the filter: every channel of the images, rows as channels, under the error as one large filter. Where the filter
   * moves in strides, the error's pixels lie that far apart.
   */
  filterGradient(input: tf.Tensor4D, error: tf.Tensor4D): tf.Tensor4D {
    const { size, stride, filters } = this.#layer;
    const { channels } = this.#from;
    const sums = tf.conv2d(
      tf.transpose(input, [3, 1, 2, 0]),
      tf.transpose(error, [1, 2, 0, 3]),
      1,
      explicit(this.#padding),
      'NHWC',
      stride,
    );
    // With strides, rows and columns that no window reached hang over.
    const reached = tf.slice(sums, [0, 0, 0, 0], [channels, size, size, filters]);
    return tf.transpose(reached, [1, 2, 0, 3]);
  }

  /** The error at the sums, brought to the image. */
  back(error: tf.Tensor4D, filter: tf.Tensor4D): tf.Tensor4D {
    const { size, stride } = this.#layer;
    const { height, width, channels } = this.#from;
    const [top, bottom, left, right] = this.#padding;
    if (stride > 1) {
      const shape: [number, number, number, number] = [error.shape[0], height, width, channels];
      return tf.conv2dTranspose(error, filter, shape, stride, explicit(this.#padding));
    }
    const turned = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]);
    const most = size - 1;
    return tf.conv2d(error, turned, 1, explicit([most - top, most - bottom, most - left, most - right]));
  }
}
