// One instance of the module with its own memory: data, and one or more models that learn from it.

import { AppError } from '../../../core/errors.ts';
import type { Learning } from '../../../core/learning.ts';
import { losses, optimizers, stepFactors } from '../../../core/learning.ts';
import { activations, layoutOf } from '../../../core/network.ts';
import { dropoutThreshold } from '../../../core/training-hash.ts';
import type { FleetModel, FleetSetup } from '../trainer.ts';
import type { MemoryLayout } from './layout.ts';
import {
  factorSteps,
  largestBatch,
  memoryLayout,
  pageBytes,
  parameterPlaces,
  recordBytes,
} from './layout.ts';

/** What ../../wasm/assembly/index.ts exports. */
interface Kernels {
  lanes(): number;
  train(plan: number, model: number, steps: number, factors: number): void;
  score(plan: number, model: number, inputs: number, rows: number, outputs: number): void;
}

const clips = ['value', 'norm', 'global-norm'] as const;

/** Writes records: whole numbers, floats, and float64 as the classes in ../../wasm/assembly/plan.ts have them. */
class Writer {
  readonly #view: DataView;
  #at: number;

  constructor(buffer: ArrayBuffer, at: number) {
    this.#view = new DataView(buffer);
    this.#at = at;
  }

  whole(...values: number[]): this {
    for (const value of values) this.#view.setUint32(this.#move(4), value, true);
    return this;
  }

  float(...values: number[]): this {
    for (const value of values) this.#view.setFloat32(this.#move(4), value, true);
    return this;
  }

  double(value: number): this {
    this.#view.setFloat64(this.#move(8), value, true);
    return this;
  }

  #move(bytes: number): number {
    const at = this.#at;
    this.#at += bytes;
    return at;
  }
}

/** A model's numbers as they are kept: flat, without pads. */
export interface ModelState {
  readonly weights: Float32Array;
  readonly optimizer: Float32Array;
}

export class WasmNets {
  readonly #kernels: Kernels;
  readonly #buffer: ArrayBuffer;
  readonly #layout: MemoryLayout;
  readonly #places: Int32Array;
  readonly #setup: FleetSetup;
  /** Which step the first factors in the memory are for, and how many there are. */
  #factorsFrom = 0;
  #factors = 0;

  private constructor(kernels: Kernels, memory: WebAssembly.Memory, layout: MemoryLayout, setup: FleetSetup) {
    this.#kernels = kernels;
    this.#buffer = memory.buffer;
    this.#layout = layout;
    this.#setup = setup;
    this.#places = parameterPlaces(layoutOf(setup.architecture).layers, layout.layers, kernels.lanes());
    this.#write();
    for (const [index, { weights }] of setup.models.entries())
      this.restore(index, 0, weights, new Float32Array(layout.slots * weights.length));
  }

  /** @throws AppError `bad-input` when the memory cannot be had. */
  static async create(module: WebAssembly.Module, setup: FleetSetup): Promise<WasmNets> {
    const layout = memoryLayout(setup);
    let memory: WebAssembly.Memory;
    try {
      memory = new WebAssembly.Memory({ initial: Math.ceil(layout.bytes / pageBytes) });
    } catch (cause) {
      const megabytes = Math.ceil(layout.bytes / 2 ** 20);
      throw new AppError('bad-input', `The browser has no ${megabytes} MB of memory for this training.`, {
        cause,
      });
    }
    const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
    return new WasmNets(exports as WebAssembly.Exports & Kernels, memory, layout, setup);
  }

  /** Numbers of a model's parameters. */
  get size(): number {
    return this.#places.length;
  }

  /** Takes steps with one model. `step` is how many it has taken. */
  train(model: number, step: number, steps: number): void {
    const { plan, models, factors } = this.#layout;
    const { record } = models[model]!;
    for (let taken = 0; taken < steps;) {
      const now = step + taken;
      if (now < this.#factorsFrom || now >= this.#factorsFrom + this.#factors) this.#writeFactors(now);
      const ahead = now - this.#factorsFrom;
      const some = Math.min(steps - taken, this.#factors - ahead);
      this.#kernels.train(plan, record, some, factors + 16 * ahead);
      taken += some;
    }
  }

  /** Sums of the output layer, rows × outputs. */
  score(model: number, inputs: Float32Array): Float32Array {
    const { plan, models, scoring } = this.#layout;
    const { architecture } = this.#setup;
    const [width, units] = [architecture.inputs, architecture.layers.at(-1)!.units];
    const rows = inputs.length / width;
    const outputs = new Float32Array(rows * units);
    const [from, to] = [
      new Float32Array(this.#buffer, scoring.inputs, scoring.rows * width),
      new Float32Array(this.#buffer, scoring.outputs, scoring.rows * units),
    ];
    for (let done = 0; done < rows; done += scoring.rows) {
      const some = Math.min(scoring.rows, rows - done);
      from.set(inputs.subarray(done * width, (done + some) * width));
      this.#kernels.score(plan, models[model]!.record, scoring.inputs, some, scoring.outputs);
      outputs.set(to.subarray(0, some * units), done * units);
    }
    return outputs;
  }

  weights(model: number): Float32Array {
    return this.#read(model, 0, 1);
  }

  state(model: number): ModelState {
    return { weights: this.weights(model), optimizer: this.#read(model, 1, this.#layout.slots) };
  }

  /** Puts a model where it was after `step` steps. */
  restore(model: number, step: number, weights: Float32Array, optimizer: Float32Array): void {
    const { models, slots } = this.#layout;
    this.setWeights(model, weights);
    for (let slot = 0; slot < slots; slot++)
      this.#place(model, 1 + slot, optimizer.subarray(slot * this.size, (slot + 1) * this.size));
    // Behind the rate and the seed.
    new Writer(this.#buffer, models[model]!.record + 12).whole(step);
  }

  /** Parameters in the place of a model's; its optimiser's state stays. */
  setWeights(model: number, weights: Float32Array): void {
    this.#place(model, 0, weights);
  }

  /** Base rate of a model's steps from the next on. */
  setLearningRate(model: number, base: number): void {
    new Writer(this.#buffer, this.#layout.models[model]!.record).double(base);
  }

  /** @param part 0: the parameters; behind them as many as the optimiser has slots. */
  #place(model: number, part: number, values: Float32Array): void {
    const { models, parameterBytes } = this.#layout;
    const at = models[model]!.parameters + part * parameterBytes;
    const padded = new Float32Array(this.#buffer, at, parameterBytes / 4).fill(0);
    for (let i = 0; i < this.size; i++) padded[this.#places[i]!] = values[i]!;
  }

  #read(model: number, from: number, parts: number): Float32Array {
    const { models, parameterBytes } = this.#layout;
    const padded = parameterBytes / 4;
    const all = new Float32Array(
      this.#buffer,
      models[model]!.parameters + from * parameterBytes,
      parts * padded,
    );
    const values = new Float32Array(parts * this.size);
    for (let part = 0; part < parts; part++)
      for (let i = 0; i < this.size; i++)
        values[part * this.size + i] = all[part * padded + this.#places[i]!]!;
    return values;
  }

  #writeFactors(step: number): void {
    const table = new Float64Array(this.#buffer, this.#layout.factors, 2 * factorSteps);
    for (let i = 0; i < factorSteps; i++) {
      const { rate, plain } = stepFactors(this.#setup.learning, step + i);
      table[2 * i] = rate;
      table[2 * i + 1] = plain;
    }
    this.#factorsFrom = step;
    this.#factors = factorSteps;
  }

  #write(): void {
    const layout = this.#layout;
    const { architecture, data, learning, models } = this.#setup;
    const floats = (at: number, values: Float32Array) =>
      new Float32Array(this.#buffer, at, values.length).set(values);
    floats(layout.data, data.inputs);
    floats(layout.targets, data.targets);
    if (data.weights) floats(layout.weights, data.weights);
    this.#writePlan(learning);
    for (const [index, layer] of layout.layers.entries())
      new Writer(this.#buffer, layout.layerRecords + index * recordBytes.layer).whole(
        ...[layer.inputs, layer.units, layer.width],
        activations.indexOf(architecture.layers[index]!.activation),
        ...[Number(layer.single), layer.kernel, layer.bias, layer.bytes, layer.input, layer.inputStride],
        ...[layer.output, layer.outputStride, layer.delta, layer.aside, layer.mask, layer.transposed],
      );
    for (const [rows, at] of layout.lists) new Int32Array(this.#buffer, at, rows.length).set(rows);
    models.forEach((model, index) => this.#writeModel(model, index));
  }

  #writePlan(learning: Learning): void {
    const layout = this.#layout;
    const { architecture } = this.#setup;
    new Writer(this.#buffer, layout.plan)
      .whole(layout.layerRecords, layout.layers.length, architecture.inputs, layout.layers.at(-1)!.units)
      .whole(largestBatch(this.#setup))
      .whole(losses.indexOf(learning.loss), optimizers.indexOf(learning.optimizer))
      .whole(learning.clip ? 1 + clips.indexOf(learning.clip.by) : 0)
      .float(learning.clip?.at ?? 0)
      .whole(layout.data, layout.targets, layout.weights, layout.order, layout.batchTargets, layout.shares)
      .whole(layout.gradient, layout.zeros, layout.parameterBytes, layout.capacity);
  }

  #writeModel(model: FleetModel, index: number): void {
    const { architecture, data } = this.#setup;
    const { record, list, parameters } = this.#layout.models[index]!;
    const writer = new Writer(this.#buffer, record)
      .double(model.learningRate)
      .whole(model.seed, 0, model.rows?.length ?? data.rows, list, parameters)
      .float(model.momentum, model.weightDecay, model.l1, model.l2);
    for (const [at, layer] of architecture.layers.entries()) {
      const rate = model.dropout?.[at] ?? layer.dropout ?? 0;
      writer.whole(dropoutThreshold(rate)).float(1 / (1 - rate));
    }
  }
}
