// Derivatives of the losses of core/learning.ts by the sums of the output layer.

import * as tf from '@tensorflow/tfjs-core';
import { constants as defaults } from '../../../core/learning.ts';
import type { LossKind } from '../../../core/learning.ts';
import type { Activation } from '../../../core/network.ts';
import { bent, throughActivation } from './activations.ts';
import type { Constants } from './constants.ts';

/** What `lossSlope` leaves out, for it is a number: of one row with so many outputs. */
export function lossFactor(loss: LossKind, outputs: number): number {
  if (loss === 'categorical-crossentropy') return 1;
  return (loss === 'mean-squared-error' ? 2 : 1) / outputs;
}

/** Rows × outputs, still to be multiplied by `lossFactor`, the row's weight and 1 / rows. */
export function lossSlope(
  loss: LossKind,
  sums: tf.Tensor2D,
  activation: Activation,
  targets: tf.Tensor2D,
  constants: Constants,
): tf.Tensor2D {
  // Behind its own activation a cross-entropy needs no logarithm and no division: nothing overflows for confident rows.
  if (loss === 'binary-crossentropy') return tf.sub(tf.sigmoid(sums), targets);
  if (loss === 'categorical-crossentropy') return tf.sub(tf.softmax(sums), targets);
  const outputs = bent(sums, activation, constants);
  let error: tf.Tensor2D = tf.sub(outputs, targets);
  if (loss === 'mean-absolute-error') error = tf.sign(error);
  else if (loss === 'huber') error = tf.clipByValue(error, -defaults.huber, defaults.huber);
  return throughActivation(error, sums, outputs, activation, constants);
}
