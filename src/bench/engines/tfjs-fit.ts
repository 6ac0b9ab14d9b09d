// `model.fit`, compiled with Adam and the loss that its documentation names for the task.

import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { constants } from '../../core/learning.ts';
import type { Architecture } from '../../core/network.ts';
import type { TrainerSetup } from '../../engine/trainers/trainer.ts';
import type { Script } from '../material.ts';
import type { TfjsModel } from './tfjs-model.ts';
import { scriptTensors, toFlat, toTensors } from './tfjs-model.ts';

function build({ inputs, image, layers: dense }: Architecture): layers.Sequential {
  const model = layers.sequential();
  const first = { inputShape: image ? [image.height, image.width, image.channels] : [inputs] };
  for (const layer of image?.layers ?? []) {
    const shape = model.layers.length === 0 ? first : {};
    model.add(
      layer.kind !== 'convolution'
        ? layers.layers.maxPooling2d({ poolSize: layer.size, ...shape })
        : layers.layers.conv2d({
            filters: layer.filters,
            kernelSize: layer.size,
            strides: layer.stride,
            padding: layer.padding,
            activation: layer.activation === 'leaky-relu' ? 'linear' : layer.activation,
            ...shape,
          }),
    );
  }
  if (image) model.add(layers.layers.flatten());
  for (const { units, activation } of dense) {
    const shape = model.layers.length === 0 ? first : {};
    const name = activation === 'leaky-relu' ? 'linear' : activation;
    model.add(layers.layers.dense({ units, activation: name, ...shape }));
  }
  return model;
}

export class FitModel implements TfjsModel {
  readonly #model: layers.Sequential;
  readonly #x: tf.Tensor;
  readonly #y: tf.Tensor;
  readonly #optimizer: tf.AdamOptimizer;
  readonly #batchSize: number;
  readonly #scriptSteps: number;
  readonly #yieldEvery: 'auto' | 'never';
  #step = 0;

  constructor(
    { architecture, learning, weights }: TrainerSetup,
    script: Script,
    yieldEvery: 'auto' | 'never',
  ) {
    this.#model = build(architecture);
    this.#optimizer = new tf.AdamOptimizer(
      learning.learningRate,
      constants.beta1,
      constants.beta2,
      constants.epsilon,
    );
    this.#model.compile({
      optimizer: this.#optimizer,
      loss: learning.loss === 'binary-crossentropy' ? 'binaryCrossentropy' : 'categoricalCrossentropy',
    });
    const begin = toTensors(architecture, weights);
    this.#model.setWeights(begin);
    tf.dispose(begin);
    const { x, y } = scriptTensors(architecture, script);
    this.#x = x;
    this.#y = y;
    this.#batchSize = learning.batchSize;
    this.#scriptSteps = script.steps;
    this.#yieldEvery = yieldEvery;
  }

  /** One call of `fit` wherever that is possible: what is left of the script, whole scripts as epochs, and a rest. */
  async advance(steps: number): Promise<void> {
    let left = steps;
    while (left > 0) {
      const from = this.#step % this.#scriptSteps;
      const whole = from === 0 ? Math.floor(left / this.#scriptSteps) : 0;
      const taken = whole > 0 ? whole * this.#scriptSteps : Math.min(left, this.#scriptSteps - from);
      await this.#fit(from, whole > 0 ? this.#scriptSteps : taken, Math.max(1, whole));
      this.#step += taken;
      left -= taken;
    }
  }

  async #fit(from: number, steps: number, epochs: number): Promise<void> {
    const all = from === 0 && steps === this.#scriptSteps;
    const [x, y] = [this.#x, this.#y].map((tensor) =>
      all ? tensor : tf.slice(tensor, from * this.#batchSize, steps * this.#batchSize),
    );
    await this.#model.fit(x!, y!, {
      batchSize: this.#batchSize,
      epochs,
      shuffle: false,
      verbose: 0,
      yieldEvery: this.#yieldEvery,
    });
    if (!all) tf.dispose([x!, y!]);
  }

  weights(): Promise<Float32Array> {
    return toFlat(this.#model.getWeights());
  }

  /** Probabilities of rows × inputs. */
  outputs(rows: tf.Tensor): tf.Tensor {
    const answer = this.#model.predict(rows);
    return Array.isArray(answer) ? answer[0]! : answer;
  }

  dispose(): void {
    tf.dispose([this.#x, this.#y]);
    this.#model.dispose();
    this.#optimizer.dispose();
  }
}
