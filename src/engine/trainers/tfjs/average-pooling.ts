// Mean pooling and its way back. Windows lie side by side, so every value of one gets the same share of its error: a repetition,
// which every backend has, where not every one has TensorFlow.js' kernel for the gradient.

import * as tf from '@tensorflow/tfjs-core';

interface Window {
  readonly height: number;
  readonly width: number;
}

/** Rows × height × width × channels; what does not fill a window is left out. */
export const averaged = (input: tf.Tensor4D, { height, width }: Window): tf.Tensor4D =>
  tf.avgPool(input, [height, width], [height, width], 'valid');

/** The error at the pooled image, brought to an image of height × width. */
export function throughAverage(
  error: tf.Tensor4D,
  [rows, height, width, channels]: tf.Tensor4D['shape'],
  window: Window,
): tf.Tensor4D {
  const [, down, across] = error.shape;
  const share: tf.Tensor4D = tf.mul(error, 1 / (window.height * window.width));
  const wide = tf.tile(tf.reshape(share, [rows * down, across, 1, channels]), [1, 1, window.width, 1]);
  const reached = across * window.width;
  const high = tf.tile(tf.reshape(wide, [rows, down, 1, reached * channels]), [1, 1, window.height, 1]);
  const whole = tf.reshape<tf.Rank.R4>(high, [rows, down * window.height, reached, channels]);
  return tf.pad(whole, [
    [0, 0],
    [0, height - down * window.height],
    [0, width - reached],
    [0, 0],
  ]);
}
