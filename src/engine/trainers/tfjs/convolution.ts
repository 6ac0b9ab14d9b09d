// A convolution and its way back. TensorFlow.js has no kernel for the gradient of a filter on WebAssembly, and in plain
// JavaScript one that takes forty times as long as a forward convolution of the same size. So there the way back is written as
// forward convolutions, which are fast matrix products. On WebGPU the kernels of TensorFlow.js are the faster ones.

import * as tf from '@tensorflow/tfjs-core';
import { windowOf } from '../../../core/network.ts';
import type { ConvolutionLayer, ImageShape } from '../../../core/network.ts';

type Padding = [top: number, bottom: number, left: number, right: number];

/** Keras pads one more below and right than above and left where the sum is odd. */
function paddingOf(layer: ConvolutionLayer, from: ImageShape, to: ImageShape): Padding {
  if (layer.padding === 'valid') return [0, 0, 0, 0];
  const around = (length: number, steps: number, size: number): [number, number] => {
    const all = Math.max(0, (steps - 1) * layer.stride + size - length);
    return [all >> 1, all - (all >> 1)];
  };
  const { height, width } = windowOf(layer);
  return [...around(from.height, to.height, height), ...around(from.width, to.width, width)];
}

const explicit = ([top, bottom, left, right]: Padding): tf.backend_util.ExplicitPadding => [
  [0, 0],
  [top, bottom],
  [left, right],
  [0, 0],
];

export class Convolution {
  /** Window's height × width × channels × filters. */
  readonly filterShape: [number, number, number, number];
  readonly #layer: ConvolutionLayer;
  readonly #from: ImageShape;
  readonly #padding: Padding;

  constructor(layer: ConvolutionLayer, from: ImageShape, to: ImageShape) {
    const { height, width } = windowOf(layer);
    this.filterShape = [height, width, from.channels, layer.filters];
    this.#layer = layer;
    this.#from = from;
    this.#padding = paddingOf(layer, from, to);
  }

  sums(input: tf.Tensor4D, filter: tf.Tensor4D, bias: tf.Tensor1D): tf.Tensor4D {
    const { stride, padding } = this.#layer;
    return tf.fused.conv2d({ x: input, filter, bias, strides: stride, pad: padding });
  }

  filterGradient(input: tf.Tensor4D, error: tf.Tensor4D): tf.Tensor4D {
    const { stride, padding, filters } = this.#layer;
    const [height, width] = this.filterShape;
    if (tf.getBackend() === 'webgpu')
      return tf
        .engine()
        .runKernel(
          tf.Conv2DBackpropFilter,
          { x: input, dy: error },
          { strides: [stride, stride], pad: padding, dataFormat: 'NHWC', filterShape: this.filterShape },
        ) as tf.Tensor4D;
    // Every channel is an image, every row one of its channels, and the error one large filter that slides over them. Where
    // the layer moves in strides, the pixels of the error lie that far apart.
    const sums = tf.conv2d(
      tf.transpose(input, [3, 1, 2, 0]),
      tf.transpose(error, [1, 2, 0, 3]),
      1,
      explicit(this.#padding),
      'NHWC',
      stride,
    );
    // With strides, positions hang over that belong to pixels which no window reached.
    const reached = tf.slice(sums, [0, 0, 0, 0], [this.#from.channels, height, width, filters]);
    return tf.transpose(reached, [1, 2, 0, 3]);
  }

  /** The error at the sums, brought to the image. */
  back(error: tf.Tensor4D, filter: tf.Tensor4D): tf.Tensor4D {
    const { stride, padding } = this.#layer;
    const { height, width, channels } = this.#from;
    if (stride > 1 || tf.getBackend() === 'webgpu')
      return tf.conv2dTranspose(error, filter, [error.shape[0], height, width, channels], stride, padding);
    // The same filter turned by half a circle, inputs and outputs exchanged.
    const turned = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]);
    const [down, across] = [this.filterShape[0] - 1, this.filterShape[1] - 1];
    const [top, bottom, left, right] = this.#padding;
    return tf.conv2d(error, turned, 1, explicit([down - top, down - bottom, across - left, across - right]));
  }
}
