// Penalties, clipping and the optimisers of core/learning.ts on one flat vector: a dozen operations, however many layers.

import * as tf from '@tensorflow/tfjs-core';
import { constants as defaults, stepFactors } from '../../../core/learning.ts';
import type { Learning } from '../../../core/learning.ts';
import type { ParameterPart } from '../../../core/network.ts';
import type { Constants } from './constants.ts';
import { part } from './part.ts';

/** Flat parameters, and as many vectors of the same length as the optimiser has slots (m, v). */
export interface Parameters {
  readonly weights: tf.Tensor1D;
  readonly slots: readonly tf.Tensor1D[];
}

export class Update {
  #learning: Learning;
  /** The rate that may be kept on the device: the one that the training began with. */
  readonly #firstRate: number;
  readonly #parts: readonly ParameterPart[];
  readonly #constants: Constants;
  /** 1 for parameters of a kernel or an embedding, 0 for those of a bias; null when nothing is penalised. */
  readonly #kernels: tf.Tensor1D | null;

  constructor(learning: Learning, parts: readonly ParameterPart[], size: number, constants: Constants) {
    this.#learning = learning;
    this.#firstRate = learning.learningRate;
    this.#parts = parts;
    this.#constants = constants;
    const kernels = new Float32Array(size);
    for (const { kind, at, size: length } of parts) if (kind !== 'bias') kernels.fill(1, at, at + length);
    this.#kernels = learning.l1 === 0 && learning.l2 === 0 ? null : tf.tensor1d(kernels);
  }

  /** Base rate of every step from the next on. */
  setLearningRate(learningRate: number): void {
    this.#learning = { ...this.#learning, learningRate };
  }

  dispose(): void {
    this.#kernels?.dispose();
  }

  /** Parameters after the optimiser step `step` (from 0). @param gradient of the data, flat. */
  after(before: Parameters, gradient: tf.Tensor1D, step: number): Parameters {
    return this.#moved(before, this.#clipped(this.#penalised(gradient, before.weights)), step);
  }

  #penalised(gradient: tf.Tensor1D, weights: tf.Tensor1D): tf.Tensor1D {
    if (!this.#kernels) return gradient;
    const { l1, l2 } = this.#learning;
    const of = (value: number) => this.#constants.of(value);
    let pull: tf.Tensor1D = tf.mul(weights, of(2 * l2));
    if (l1 !== 0) pull = tf.add(pull, tf.mul(tf.sign(weights), of(l1)));
    return tf.add(gradient, tf.mul(pull, this.#kernels));
  }

  #clipped(gradient: tf.Tensor1D): tf.Tensor1D {
    const { clip } = this.#learning;
    if (!clip) return gradient;
    if (clip.by === 'value') return tf.clipByValue(gradient, -clip.at, clip.at);
    const at = this.#constants.of(clip.at);
    const shrunk = (long: tf.Tensor1D): tf.Tensor1D =>
      tf.mul(long, tf.div(at, tf.maximum(at, tf.sqrt(tf.sum(tf.square(long))))));
    if (clip.by === 'global-norm') return shrunk(gradient);
    return tf.concat(this.#parts.map(({ at, size }) => shrunk(part(gradient, at, size))));
  }

  #moved({ weights, slots }: Parameters, gradient: tf.Tensor1D, step: number): Parameters {
    const { optimizer, learningRate, momentum, weightDecay, schedule } = this.#learning;
    const factors = stepFactors(this.#learning, step);
    const of = (value: number) => this.#constants.of(value);
    // Rates that change with every step, or now and then, would fill the memory if they were kept.
    const fixed =
      schedule.kind === 'constant' && factors.rate === factors.plain && learningRate === this.#firstRate;
    const rate = fixed ? of(learningRate * factors.rate) : tf.scalar(learningRate * factors.rate);
    const scaled = (): tf.Tensor1D => tf.mul(gradient, rate);
    const towards = (value: tf.Tensor1D, goal: tf.Tensor1D, share: number): tf.Tensor1D =>
      tf.add(value, tf.mul(tf.sub(goal, value), of(share)));
    const { beta1, beta2, rho, epsilon } = defaults;
    const [m, v] = slots;
    switch (optimizer) {
      case 'sgd':
        return { weights: tf.sub(weights, scaled()), slots: [] };
      case 'momentum': {
        const next: tf.Tensor1D = tf.sub(tf.mul(m!, of(momentum)), scaled());
        return { weights: tf.add(weights, next), slots: [next] };
      }
      case 'nesterov': {
        const move = scaled();
        const next: tf.Tensor1D = tf.sub(tf.mul(m!, of(momentum)), move);
        return { weights: tf.add(weights, tf.sub(tf.mul(next, of(momentum)), move)), slots: [next] };
      }
      case 'rmsprop': {
        const next = towards(m!, tf.square(gradient), 1 - rho);
        return {
          weights: tf.sub(weights, tf.div(scaled(), tf.sqrt(tf.add(next, of(epsilon))))),
          slots: [next],
        };
      }
      case 'adam':
      case 'adamw': {
        const nextM = towards(m!, gradient, 1 - beta1);
        const nextV = towards(v!, tf.square(gradient), 1 - beta2);
        let base = weights;
        if (optimizer === 'adamw')
          // Not weights × (1 − decay): float32 would round the decay away.
          base = tf.sub(weights, tf.mul(weights, tf.scalar(learningRate * factors.plain * weightDecay)));
        const move = tf.mul(tf.div(nextM, tf.add(tf.sqrt(nextV), of(epsilon))), rate);
        return { weights: tf.sub(base, move), slots: [nextM, nextV] };
      }
    }
  }
}
