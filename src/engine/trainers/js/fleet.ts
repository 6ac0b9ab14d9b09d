// Many models in plain JavaScript, one after another in the same buffers.

import { AppError } from '../../../core/errors.ts';
import type { Fleet, FleetKind, FleetModel, FleetSetup, FleetState } from '../trainer.ts';
import { checkFleetModel, checkFleetSetup, checkFleetState } from '../trainer.ts';
import { unsupported } from './trainer.ts';
import { Training, Workspace } from './training.ts';

function trainingOf({ architecture, learning, data }: FleetSetup, model: FleetModel): Training {
  const { seed, weights, learningRate, momentum, weightDecay, l1, l2, rows } = model;
  return new Training({
    architecture,
    learning: { ...learning, learningRate, momentum, weightDecay, l1, l2 },
    seed,
    data,
    rows,
    dropout: model.dropout ?? architecture.layers.map(({ dropout }) => dropout ?? 0),
    weights,
  });
}

class JsFleet implements Fleet {
  readonly #setup: FleetSetup;
  readonly #trainings: readonly Training[];
  readonly #workspace: Workspace;
  readonly #stopped: Uint8Array;
  #step = 0;

  constructor(setup: FleetSetup) {
    this.#setup = setup;
    this.#trainings = setup.models.map((model) => trainingOf(setup, model));
    this.#stopped = new Uint8Array(setup.models.length);
    this.#workspace = new Workspace(setup.architecture, Math.min(setup.learning.batchSize, setup.data.rows));
  }

  get models(): number {
    return this.#trainings.length;
  }

  get step(): number {
    return this.#step;
  }

  async advance(steps: number): Promise<void> {
    for (const [model, training] of this.#trainings.entries())
      if (!this.#stopped[model])
        for (let taken = 0; taken < steps; taken++) training.advance(this.#workspace);
    this.#step += steps;
  }

  stop(model: number): void {
    checkFleetModel(this, model);
    this.#stopped[model] = 1;
  }

  async state(): Promise<FleetState> {
    const all = (part: 'weights' | 'optimizer') => {
      const each = this.#trainings[0]?.[part].length ?? 0;
      const values = new Float32Array(each * this.models);
      for (const [model, training] of this.#trainings.entries()) values.set(training[part], model * each);
      return values;
    };
    return {
      step: this.#step,
      weights: all('weights'),
      optimizer: all('optimizer'),
      stopped: this.#stopped.slice(),
    };
  }

  restore(state: FleetState): void {
    checkFleetState(this.#setup, state);
    const { step, weights, optimizer, stopped } = state;
    const [size, slots] = [weights.length / this.models, optimizer.length / this.models];
    for (const [model, training] of this.#trainings.entries())
      training.restore(
        step,
        weights.subarray(model * size, (model + 1) * size),
        optimizer.subarray(model * slots, (model + 1) * slots),
      );
    this.#stopped.set(stopped);
    this.#step = step;
  }

  dispose(): void {
    // Plain arrays: nothing is held that the garbage collector would not find.
  }
}

export const jsFleet: FleetKind = {
  supports: unsupported,
  async prepare(setup) {
    const problem = unsupported(setup.architecture, setup.learning);
    if (problem !== null) throw new AppError('bad-input', problem);
    checkFleetSetup(setup);
    return new JsFleet(setup);
  },
};
