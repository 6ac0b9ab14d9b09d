// Float64 training of the bench's workloads, convolutions included, in typed arrays: fast enough to stand 200 steps of the
// largest net before anything is timed. test/bench/reference.test.ts holds it against the trainers' readable reference
// and, for convolutions, against finite differences.

import { activated, slope } from '../core/activations.ts';
import { constants } from '../core/learning.ts';
import type { Activation, ImageLayer, ImageShape, LayerLayout } from '../core/network.ts';
import { imageShapes, layoutOf } from '../core/network.ts';
import type { TrainerSetup } from '../engine/trainers/trainer.ts';
import type { Script } from './material.ts';
import { multiply, spread } from './reference-products.ts';

/** Adam's small number stands beside √v (Keras), or beside √ of the corrected v (the paper, and TensorFlow.js). */
export type EpsilonPlace = 'keras' | 'corrected';

interface Layer {
  readonly sums: Float64Array;
  readonly outputs: Float64Array;
  /** Of the sums for layers that have them, of the outputs for pooling. */
  readonly error: Float64Array;
  readonly width: number;
}

type Bend = Exclude<Activation, 'softmax'>;

export class Reference {
  readonly weights: Float64Array;
  readonly gradient: Float64Array;
  /**
   * How near a ReLU of a dense layer has come to its kink so far. Nearer than float32 rounds, two right trainings may bend it
   * differently, and part for good.
   */
  closest = Infinity;
  #step = 0;
  readonly #m: Float64Array;
  readonly #v: Float64Array;
  /** Powers of Adam's betas as TensorFlow.js keeps them, in float32: 1 − β₂ᵗ is off by 1 in 77,000 at first. */
  #powers: [number, number] = [Math.fround(constants.beta1), Math.fround(constants.beta2)];
  readonly #setup: TrainerSetup;
  readonly #script: Script;
  readonly #place: EpsilonPlace;
  readonly #stem: readonly ImageLayer[];
  readonly #shapes: readonly ImageShape[];
  readonly #convolutions: readonly LayerLayout[];
  readonly #dense: readonly LayerLayout[];
  readonly #layers: readonly Layer[];

  constructor(setup: TrainerSetup, script: Script, place: EpsilonPlace) {
    const { architecture, learning } = setup;
    const { layers, convolutions, size } = layoutOf(architecture);
    this.#setup = setup;
    this.#script = script;
    this.#place = place;
    this.#stem = architecture.image?.layers ?? [];
    if (this.#stem.some((layer) => layer.kind === 'convolution' && layer.padding === 'same'))
      throw new RangeError('The bench’s reference knows no padding.');
    if (
      architecture.bag ||
      this.#stem.some((layer) => layer.kind === 'average-pooling' || layer.height !== undefined)
    )
      throw new RangeError('The bench’s reference knows square windows and their maximum only.');
    this.#shapes = architecture.image ? [architecture.image, ...imageShapes(architecture.image)] : [];
    this.#convolutions = convolutions;
    this.#dense = layers;
    this.weights = Float64Array.from(setup.weights);
    this.gradient = new Float64Array(size);
    this.#m = new Float64Array(size);
    this.#v = new Float64Array(size);
    const widths = [
      ...this.#shapes.slice(1).map(({ height, width, channels }) => height * width * channels),
      ...layers.map(({ units }) => units),
    ];
    this.#layers = widths.map((width) => ({
      sums: new Float64Array(learning.batchSize * width),
      outputs: new Float64Array(learning.batchSize * width),
      error: new Float64Array(learning.batchSize * width),
      width,
    }));
  }

  get step(): number {
    return this.#step;
  }

  advance(steps: number): void {
    for (let end = this.#step + steps; this.#step < end; this.#step++) {
      this.computeGradient();
      this.#update();
    }
  }

  /** Gradient of the next batch's mean loss, in `gradient`. Returns that loss. */
  computeGradient(): number {
    const { batchSize } = this.#setup.learning;
    const from = (this.#step % this.#script.steps) * batchSize;
    const width = this.#setup.architecture.inputs;
    const rows = Float64Array.from(this.#script.inputs.subarray(from * width, (from + batchSize) * width));
    this.#forward(rows);
    const loss = this.#lossSlope(from);
    this.gradient.fill(0);
    this.#backward(rows);
    return loss;
  }

  #forward(rows: Float64Array): void {
    let input = rows;
    let convolution = 0;
    this.#stem.forEach((layer, index) => {
      const target = this.#layers[index]!;
      if (layer.kind === 'convolution') {
        this.#convolve(input, index, layer.size, layer.stride, this.#convolutions[convolution++]!);
        bend(target, layer.activation);
      } else this.#pool(input, index, layer.size);
      input = target.outputs;
    });
    this.#dense.forEach((layout, index) => {
      const target = this.#layers[this.#stem.length + index]!;
      multiply(input, this.weights, layout, this.#setup.learning.batchSize, target.sums);
      const activation = this.#setup.architecture.layers[index]!.activation;
      // The last layer's activation belongs to the loss, which works from the sums.
      if (index < this.#dense.length - 1 && activation !== 'softmax') {
        bend(target, activation);
        if (activation === 'relu') this.closest = Math.min(this.closest, nearest(target.sums));
      }
      input = target.outputs;
    });
  }

  /** Every value behind one sum of a convolution without padding, in the order of its kernel. */
  #eachPatch(
    index: number,
    size: number,
    stride: number,
    visit: (out: number, patch: (at: number) => number) => void,
  ): void {
    const from = this.#shapes[index]!;
    const to = this.#shapes[index + 1]!;
    const rows = this.#setup.learning.batchSize;
    for (let row = 0; row < rows; row++)
      for (let y = 0; y < to.height; y++)
        for (let x = 0; x < to.width; x++) {
          const line = size * from.channels;
          const start = ((row * from.height + y * stride) * from.width + x * stride) * from.channels;
          visit(
            ((row * to.height + y) * to.width + x) * to.channels,
            (at) => start + Math.floor(at / line) * from.width * from.channels + (at % line),
          );
        }
  }

  #convolve(input: Float64Array, index: number, size: number, stride: number, layout: LayerLayout): void {
    const { sums } = this.#layers[index]!;
    const { units, inputs, kernelAt, biasAt } = layout;
    this.#eachPatch(index, size, stride, (out, patch) => {
      for (let u = 0; u < units; u++) sums[out + u] = this.weights[biasAt + u]!;
      for (let i = 0; i < inputs; i++) {
        const value = input[patch(i)]!;
        const kernel = kernelAt + i * units;
        for (let u = 0; u < units; u++) sums[out + u]! += value * this.weights[kernel + u]!;
      }
    });
  }

  /** `sums` of a pooling layer keep the place each output came from. */
  #pool(input: Float64Array, index: number, size: number): void {
    const { sums, outputs } = this.#layers[index]!;
    const from = this.#shapes[index]!;
    this.#eachPatch(index, size, size, (out, patch) => {
      for (let channel = 0; channel < from.channels; channel++) {
        let best = patch(channel);
        for (let at = channel; at < size * size * from.channels; at += from.channels)
          if (input[patch(at)]! > input[best]!) best = patch(at);
        sums[out + channel] = best;
        outputs[out + channel] = input[best]!;
      }
    });
  }

  /** Error at the sums of the output layer. Returns the batch's mean loss. */
  #lossSlope(from: number): number {
    const { batchSize, loss } = this.#setup.learning;
    const { sums, error, width } = this.#layers.at(-1)!;
    const targets = this.#script.targets.subarray(from * width, (from + batchSize) * width);
    if (loss !== 'binary-crossentropy' && loss !== 'categorical-crossentropy')
      throw new RangeError(`The bench's reference does not know the loss ${loss}.`);
    let total = 0;
    for (let row = 0; row < batchSize; row++) {
      const at = row * width;
      const most = Math.max(...sums.subarray(at, at + width));
      let sum = 0;
      for (let u = 0; u < width; u++) sum += Math.exp(sums[at + u]! - most);
      for (let u = at; u < at + width; u++) {
        const [z, target] = [sums[u]!, targets[u]!];
        if (loss === 'binary-crossentropy') {
          total += (Math.max(z, 0) - z * target + Math.log1p(Math.exp(-Math.abs(z)))) / width;
          error[u] = (1 / (1 + Math.exp(-z)) - target) / (width * batchSize);
        } else {
          total -= target * (z - most - Math.log(sum));
          error[u] = (Math.exp(z - most) / sum - target) / batchSize;
        }
      }
    }
    return total / batchSize;
  }

  #backward(rows: Float64Array): void {
    const { learning, architecture } = this.#setup;
    const stem = this.#stem.length;
    for (let index = this.#dense.length - 1; index >= 0; index--) {
      const layer = this.#layers[stem + index]!;
      const before = this.#layers[stem + index - 1];
      spread(
        before?.outputs ?? rows,
        layer.error,
        this.#dense[index]!,
        learning.batchSize,
        this.weights,
        this.gradient,
        before?.error ?? null,
      );
      const activation = architecture.layers[index - 1]?.activation;
      if (index > 0 && before && activation && activation !== 'softmax') straighten(before, activation);
    }
    let convolution = this.#convolutions.length;
    for (let index = stem - 1; index >= 0; index--) {
      const layer = this.#stem[index]!;
      const { error, sums } = this.#layers[index]!;
      const before = this.#layers[index - 1];
      before?.error.fill(0);
      if (layer.kind !== 'convolution') {
        if (before) for (let i = 0; i < error.length; i++) before.error[sums[i]!]! += error[i]!;
      } else {
        straighten(this.#layers[index]!, layer.activation);
        this.#unconvolve(before?.outputs ?? rows, index, layer, this.#convolutions[--convolution]!, before);
      }
    }
  }

  #unconvolve(
    input: Float64Array,
    index: number,
    { size, stride }: { size: number; stride: number },
    { units, inputs, kernelAt, biasAt }: LayerLayout,
    before: Layer | undefined,
  ): void {
    const { error } = this.#layers[index]!;
    const { weights, gradient } = this;
    this.#eachPatch(index, size, stride, (out, patch) => {
      for (let u = 0; u < units; u++) gradient[biasAt + u]! += error[out + u]!;
      for (let i = 0; i < inputs; i++) {
        const value = input[patch(i)]!;
        const kernel = kernelAt + i * units;
        let back = 0;
        for (let u = 0; u < units; u++) {
          gradient[kernel + u]! += value * error[out + u]!;
          back += error[out + u]! * weights[kernel + u]!;
        }
        if (before) before.error[patch(i)]! += back;
      }
    });
  }

  #update(): void {
    const { beta1, beta2, epsilon } = constants;
    const { learningRate } = this.#setup.learning;
    const single = this.#place === 'corrected';
    const first = 1 - (single ? this.#powers[0] : beta1 ** (this.#step + 1));
    const second = Math.sqrt(1 - (single ? this.#powers[1] : beta2 ** (this.#step + 1)));
    const small = single ? epsilon * second : epsilon;
    for (let i = 0; i < this.weights.length; i++) {
      const g = this.gradient[i]!;
      const m = (this.#m[i]! += (1 - beta1) * (g - this.#m[i]!));
      const v = (this.#v[i]! += (1 - beta2) * (g * g - this.#v[i]!));
      this.weights[i]! -= (((learningRate * second) / first) * m) / (Math.sqrt(v) + small);
    }
    const [one, two] = this.#powers;
    this.#powers = [Math.fround(one * Math.fround(beta1)), Math.fround(two * Math.fround(beta2))];
  }
}

function nearest(sums: Float64Array): number {
  let least = Infinity;
  for (const value of sums) if (Math.abs(value) < least) least = Math.abs(value);
  return least;
}

function bend({ sums, outputs }: Layer, activation: Bend): void {
  for (let i = 0; i < sums.length; i++) outputs[i] = activated(sums[i]!, activation);
}

function straighten({ sums, outputs, error }: Layer, activation: Bend): void {
  for (let i = 0; i < sums.length; i++) error[i]! *= slope(sums[i]!, outputs[i]!, activation);
}
