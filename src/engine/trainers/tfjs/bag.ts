// A bag of words and its way back: a matrix product with the shares of the words, since all of a row's words are looked up anyway.

import * as tf from '@tensorflow/tfjs-core';
import type { BagStem } from '../../../core/network.ts';

/** Rows × words: what each word's embedding is multiplied by. Rows without words are 0. */
export function sharesOf(counts: tf.Tensor2D, mode: BagStem['mode']): tf.Tensor2D {
  if (mode === 'sum') return counts;
  const all = tf.sum(tf.abs(counts), 1, true);
  // Where there are no words, 1 is as good a divisor as any.
  const divisor = tf.add(all, tf.cast(tf.equal(all, 0), 'float32'));
  return tf.div(counts, divisor);
}
