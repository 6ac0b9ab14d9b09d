// The shortest way to train with TensorFlow.js: fused layers, the loss from logits, `minimize` without its cost, the
// batches already on the device.

import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { constants } from '../../core/learning.ts';
import type { Architecture } from '../../core/network.ts';
import type { TrainerSetup } from '../../engine/trainers/trainer.ts';
import type { Script } from '../material.ts';
import type { TfjsModel } from './tfjs-model.ts';
import { scriptTensors, toFlat, toTensors } from './tfjs-model.ts';

/** Steps after which the queue is waited for: it would grow without bounds. */
const mostQueued = 64;

function logits(
  { image, layers }: Architecture,
  variables: readonly tf.Variable[],
  rows: tf.Tensor,
): tf.Tensor2D {
  let at = 0;
  const next = () => ({ kernel: variables[at++]!, bias: variables[at++]! });
  let value: tf.Tensor = rows;
  for (const layer of image?.layers ?? [])
    if (layer.kind !== 'convolution')
      value = tf.maxPool(value as tf.Tensor4D, layer.size, layer.size, 'valid');
    else {
      const { kernel, bias } = next();
      value = tf.fused.conv2d({
        x: value as tf.Tensor4D,
        filter: kernel as tf.Variable<tf.Rank.R4>,
        strides: layer.stride,
        pad: layer.padding,
        bias,
        activation: layer.activation === 'relu' ? 'relu' : 'linear',
      });
    }
  if (image) value = tf.reshape(value, [rows.shape[0] ?? 0, -1]);
  layers.forEach(({ activation }, index) => {
    const { kernel, bias } = next();
    const bends = index < layers.length - 1 && activation === 'relu';
    value = tf.fused.matMul({ a: value, b: kernel, bias, activation: bends ? 'relu' : 'linear' });
  });
  return value as tf.Tensor2D;
}

export class MinimizeModel implements TfjsModel {
  readonly #architecture: Architecture;
  readonly #variables: tf.Variable[];
  readonly #optimizer: tf.AdamOptimizer;
  readonly #batches: readonly { x: tf.Tensor; y: tf.Tensor2D }[];
  readonly #loss: (labels: tf.Tensor2D, logits: tf.Tensor2D) => tf.Scalar;
  #step = 0;

  constructor({ architecture, learning, weights }: TrainerSetup, script: Script) {
    this.#architecture = architecture;
    const begin = toTensors(architecture, weights);
    this.#variables = begin.map((tensor) => tf.variable(tensor));
    tf.dispose(begin);
    this.#optimizer = new tf.AdamOptimizer(
      learning.learningRate,
      constants.beta1,
      constants.beta2,
      constants.epsilon,
    );
    const { x, y } = scriptTensors(architecture, script);
    const part = <T extends tf.Tensor>(tensor: T, step: number): T =>
      tf.slice(tensor, step * learning.batchSize, learning.batchSize);
    this.#batches = Array.from({ length: script.steps }, (_, step) => ({
      x: part(x, step),
      y: part(y, step),
    }));
    tf.dispose([x, y]);
    this.#loss =
      learning.loss === 'binary-crossentropy'
        ? (labels, answer) => tf.losses.sigmoidCrossEntropy(labels, answer)
        : (labels, answer) => tf.losses.softmaxCrossEntropy(labels, answer);
  }

  async advance(steps: number): Promise<void> {
    for (let taken = 1; taken <= steps; taken++) {
      const { x, y } = this.#batches[this.#step % this.#batches.length]!;
      this.#optimizer.minimize(
        () => this.#loss(y, logits(this.#architecture, this.#variables, x)),
        false,
        this.#variables,
      );
      this.#step++;
      if (taken % mostQueued === 0) await this.#variables.at(-1)?.data();
    }
  }

  weights(): Promise<Float32Array> {
    return toFlat(this.#variables);
  }

  /** Outputs before the last activation of rows × inputs. */
  outputs(rows: tf.Tensor): tf.Tensor {
    return logits(this.#architecture, this.#variables, rows);
  }

  dispose(): void {
    tf.dispose(this.#batches.map(({ x, y }) => [x, y]));
    tf.dispose(this.#variables);
    this.#optimizer.dispose();
  }
}
