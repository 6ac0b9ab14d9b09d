// The bends of core/activations.ts as tensor operations, forward and back.

import * as tf from '@tensorflow/tfjs-core';
import { leak } from '../../../core/activations.ts';
import type { Activation } from '../../../core/network.ts';
import type { Constants } from './constants.ts';

/** A layer's sums through its activation; softmax runs along the last axis. */
export function bent<T extends tf.Tensor>(sums: T, activation: Activation, constants: Constants): T {
  switch (activation) {
    case 'linear':
      return sums;
    case 'relu':
      return tf.relu(sums);
    case 'leaky-relu':
      return tf.leakyRelu(sums, leak);
    case 'elu':
      return tf.elu(sums);
    case 'gelu': {
      const half = tf.mul(sums, constants.of(0.5));
      return tf.mul(half, tf.add(tf.erf(tf.mul(sums, constants.of(Math.SQRT1_2))), constants.of(1)));
    }
    case 'tanh':
      return tf.tanh(sums);
    case 'sigmoid':
      return tf.sigmoid(sums);
    case 'softmax':
      return tf.softmax(sums);
  }
}

/** The error at a layer's outputs, brought to its sums. */
export function throughActivation<T extends tf.Tensor>(
  error: T,
  sums: T,
  outputs: T,
  activation: Activation,
  constants: Constants,
): T {
  const one = constants.of(1);
  switch (activation) {
    case 'linear':
      return error;
    case 'relu':
      return tf.mul(error, tf.step(outputs));
    case 'leaky-relu':
      return tf.mul(error, tf.step(outputs, leak));
    case 'elu':
      // Above zero 1, below it the output + 1.
      return tf.mul(error, tf.add(tf.minimum(outputs, constants.of(0)), one));
    case 'gelu': {
      const rising = tf.mul(tf.add(tf.erf(tf.mul(sums, constants.of(Math.SQRT1_2))), one), constants.of(0.5));
      const bell = tf.mul(tf.exp(tf.mul(tf.square(sums), constants.of(-0.5))), sums);
      return tf.mul(error, tf.add(rising, tf.mul(bell, constants.of(1 / Math.sqrt(2 * Math.PI)))));
    }
    case 'tanh':
      return tf.mul(error, tf.sub(one, tf.square(outputs)));
    case 'sigmoid':
      return tf.mul(error, tf.mul(outputs, tf.sub(one, outputs)));
    case 'softmax': {
      const mean = tf.sum(tf.mul(error, outputs), -1, true);
      return tf.mul(outputs, tf.sub(error, mean));
    }
  }
}
