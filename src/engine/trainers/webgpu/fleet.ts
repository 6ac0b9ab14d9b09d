// Many models side by side on a graphics card.

import type { Fleet, FleetSetup, FleetState } from '../trainer.ts';
import { checkFleetModel, checkFleetSetup, checkFleetState } from '../trainer.ts';
import type { Ways } from './fused-plan.ts';
import type { Gpu } from './gpu.ts';
import { Population } from './population.ts';

class WebgpuFleet implements Fleet {
  readonly models: number;
  readonly #setup: FleetSetup;
  readonly #population: Population;
  readonly #stopped: Uint8Array;
  /** The flags on the card. Written before steps only: those under way are taken by all who began them. */
  readonly #written: Uint8Array;

  constructor(setup: FleetSetup, population: Population) {
    this.models = setup.models.length;
    this.#setup = setup;
    this.#population = population;
    this.#stopped = new Uint8Array(this.models);
    this.#written = new Uint8Array(this.models);
  }

  get step(): number {
    return this.#population.step;
  }

  async advance(steps: number): Promise<void> {
    for (const [model, flag] of this.#stopped.entries()) {
      if (flag === this.#written[model]) continue;
      this.#population.setStopped(model, flag !== 0);
      this.#written[model] = flag;
    }
    for (let left = steps; left > 0;) left -= await this.#population.advance(left);
  }

  stop(model: number): void {
    checkFleetModel(this, model);
    this.#stopped[model] = 1;
  }

  async state(): Promise<FleetState> {
    const { step } = this;
    const stopped = this.#stopped.slice();
    return { step, stopped, ...(await this.#population.state()) };
  }

  restore(state: FleetState): void {
    checkFleetState(this.#setup, state);
    const { step, weights, optimizer, stopped } = state;
    this.#population.restore(step, weights, optimizer);
    this.#stopped.set(stopped);
  }

  dispose(): void {
    this.#population.dispose();
  }
}

/** @throws AppError `bad-input`, `engine-lost`, `gpu-out-of-memory`. */
export async function prepareFleet(gpu: Gpu, setup: FleetSetup, ways: Ways): Promise<Fleet> {
  checkFleetSetup(setup);
  return new WebgpuFleet(setup, await Population.prepare(gpu, setup, ways));
}
