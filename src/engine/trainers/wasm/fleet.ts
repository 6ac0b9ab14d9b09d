// Many models in one instance, one after another on the same data, in the thread that asks.

import { AppError } from '../../../core/errors.ts';
import { Pacer } from '../../pacing.ts';
import type { Fleet, FleetKind, FleetSetup, FleetState } from '../trainer.ts';
import { checkFleetModel, checkFleetSetup, checkFleetState } from '../trainer.ts';
import { WasmNets } from './nets.ts';
import { unsupported } from './trainer.ts';

/** Steps of one model between two looks at the clock adapt to this. */
const sliceMs = 4;

class WasmFleet implements Fleet {
  readonly models: number;
  readonly #setup: FleetSetup;
  readonly #stopped: Uint8Array;
  #nets: WasmNets | null;
  #step = 0;
  #slice = 1;

  constructor(setup: FleetSetup, nets: WasmNets) {
    this.#setup = setup;
    this.#nets = nets;
    this.models = setup.models.length;
    this.#stopped = new Uint8Array(this.models);
  }

  get step(): number {
    return this.#step;
  }

  /** Gives way to messages while it computes. @throws AppError `aborted` when it is disposed meanwhile. */
  async advance(steps: number): Promise<void> {
    this.#open();
    const pacer = new Pacer();
    const end = this.#step + steps;
    const running = [...this.#stopped.keys()].filter((model) => !this.#stopped[model]);
    while (this.#step < end) {
      // The cache keeps one model's numbers for as long as one table of step factors lasts.
      const some = Math.min(end - this.#step, 1024);
      for (const model of running)
        for (let taken = 0; taken < some;) {
          taken += this.#some(model, this.#step + taken, some - taken);
          await pacer.breathe();
          if (!this.#nets) throw new AppError('aborted', 'The training was put away.');
        }
      this.#step += some;
    }
  }

  stop(model: number): void {
    checkFleetModel(this, model);
    this.#stopped[model] = 1;
  }

  async state(): Promise<FleetState> {
    const nets = this.#open();
    const each = this.#setup.models.map((_, model) => nets.state(model));
    const join = (parts: readonly Float32Array[]) => {
      const length = parts[0]?.length ?? 0;
      const all = new Float32Array(parts.length * length);
      for (const [index, part] of parts.entries()) all.set(part, index * length);
      return all;
    };
    return {
      step: this.#step,
      weights: join(each.map(({ weights }) => weights)),
      optimizer: join(each.map(({ optimizer }) => optimizer)),
      stopped: this.#stopped.slice(),
    };
  }

  restore(state: FleetState): void {
    const nets = this.#open();
    checkFleetState(this.#setup, state);
    const part = (values: Float32Array, model: number) => {
      const length = values.length / this.models;
      return values.subarray(model * length, (model + 1) * length);
    };
    for (let model = 0; model < this.models; model++)
      nets.restore(model, state.step, part(state.weights, model), part(state.optimizer, model));
    this.#stopped.set(state.stopped);
    this.#step = state.step;
  }

  dispose(): void {
    this.#nets = null;
  }

  /** Takes up to `most` steps with one model. @returns how many. */
  #some(model: number, step: number, most: number): number {
    const steps = Math.min(most, this.#slice);
    const start = performance.now();
    this.#open().train(model, step, steps);
    const took = performance.now() - start;
    if (took > sliceMs) this.#slice = Math.max(1, this.#slice >> 1);
    else if (steps === this.#slice && took < sliceMs / 4) this.#slice = Math.min(1024, this.#slice * 2);
    return steps;
  }

  #open(): WasmNets {
    if (!this.#nets) throw new AppError('bad-input', 'This training has been put away.');
    return this.#nets;
  }
}

/** @param module compiled from ../../wasm: one of its two builds. */
export const wasmFleet = (module: WebAssembly.Module): FleetKind => ({
  supports: unsupported,
  async prepare(setup) {
    const problem = unsupported(setup.architecture, setup.learning);
    if (problem !== null) throw new AppError('bad-input', problem);
    checkFleetSetup(setup);
    return new WasmFleet(setup, await WasmNets.create(module, setup));
  },
});
