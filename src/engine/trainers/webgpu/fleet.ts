// Many models side by side on a graphics card.

import { AppError } from '../../../core/errors.ts';
import { optimizerSlots } from '../../../core/learning.ts';
import { layoutOf } from '../../../core/network.ts';
import type { Fleet, FleetSetup, FleetState } from '../trainer.ts';
import { checkSetup } from '../trainer.ts';
import type { Ways } from './fused-plan.ts';
import type { Gpu } from './gpu.ts';
import { Population } from './population.ts';

class WebgpuFleet implements Fleet {
  readonly models: number;
  readonly #setup: FleetSetup;
  readonly #population: Population;
  readonly #stopped: Uint8Array;

  constructor(setup: FleetSetup, population: Population) {
    this.models = setup.models.length;
    this.#setup = setup;
    this.#population = population;
    this.#stopped = new Uint8Array(this.models);
  }

  get step(): number {
    return this.#population.step;
  }

  async advance(steps: number): Promise<void> {
    for (let left = steps; left > 0;) left -= await this.#population.advance(left);
  }

  stop(model: number): void {
    if (!(Number.isInteger(model) && model >= 0 && model < this.models))
      throw new AppError('bad-input', `There is no model ${model} among ${this.models}.`);
    this.#stopped[model] = 1;
    this.#population.setStopped(model, true);
  }

  async state(): Promise<FleetState> {
    const { step } = this;
    const stopped = this.#stopped.slice();
    return { step, stopped, ...(await this.#population.state()) };
  }

  restore({ step, weights, optimizer, stopped }: FleetState): void {
    const { architecture, learning } = this.#setup;
    const { size } = layoutOf(architecture);
    if (
      weights.length !== this.models * size ||
      optimizer.length !== this.models * size * optimizerSlots(learning.optimizer) ||
      stopped.length !== this.models ||
      !(Number.isInteger(step) && step >= 0)
    )
      throw new AppError('bad-input', 'The checkpoint belongs to another training.');
    this.#population.restore(step, weights, optimizer);
    for (const [model, flag] of stopped.entries()) {
      if (flag !== this.#stopped[model]) this.#population.setStopped(model, flag !== 0);
      this.#stopped[model] = flag;
    }
  }

  dispose(): void {
    this.#population.dispose();
  }
}

/** @throws AppError `bad-input`, `engine-lost`, `gpu-out-of-memory`. */
export async function prepareFleet(gpu: Gpu, setup: FleetSetup, ways: Ways): Promise<Fleet> {
  const { architecture, learning, data, models } = setup;
  if (models.length < 1) throw new AppError('bad-input', 'There are no models to train.');
  for (const { weights, seed } of models) checkSetup({ architecture, learning, data, weights, seed });
  return new WebgpuFleet(setup, await Population.prepare(gpu, setup, ways));
}
