// A fleet whose models are dealt out over workers, each with an own instance of the module and an own copy of the data: no memory is
// shared, so no page has to be cross-origin isolated. Each model computes the same numbers wherever it runs.

import { AppError } from '../../core/errors.ts';
import type { Fleet, FleetKind, FleetSetup, FleetState } from '../trainers/trainer.ts';
import { checkFleetModel, checkFleetSetup, checkFleetState } from '../trainers/trainer.ts';
import { wasmFleet } from '../trainers/wasm/fleet.ts';
import { unsupported } from '../trainers/wasm/trainer.ts';
import { Member } from './member.ts';
import type { PoolWorker } from './member.ts';
import { startPoolWorker } from './own-workers.ts';

export interface PoolOptions {
  /** As many workers, at most; the number of the machine's cores when absent. */
  readonly workers?: number;
  readonly makeWorker?: () => PoolWorker;
}

class PoolFleet implements Fleet {
  readonly models: number;
  readonly #setup: FleetSetup;
  readonly #members: readonly Member[];
  readonly #stopped: Uint8Array;
  #step = 0;

  private constructor(setup: FleetSetup, members: readonly Member[]) {
    this.#setup = setup;
    this.#members = members;
    this.models = setup.models.length;
    this.#stopped = new Uint8Array(this.models);
  }

  static async start(
    module: WebAssembly.Module,
    setup: FleetSetup,
    count: number,
    makeWorker: () => PoolWorker,
  ): Promise<PoolFleet> {
    const members: Member[] = [];
    const fleet = new PoolFleet(setup, members);
    try {
      while (members.length < count) members.push(new Member(makeWorker()));
    } catch (cause) {
      // Those that were made would live as long as the page.
      const words = AppError.from(cause).message;
      const error = new AppError('engine-lost', `A worker of the pool could not be started: ${words}`, {
        cause,
      });
      fleet.#end(error);
      throw error;
    }
    await fleet.#all((member, index) =>
      member.ask({
        what: 'prepare',
        module,
        setup: { ...setup, models: setup.models.filter((_, model) => model % count === index) },
      }),
    );
    return fleet;
  }

  get step(): number {
    return this.#step;
  }

  /** @throws AppError `engine-lost` when a worker went away; `aborted` when it is disposed meanwhile. */
  async advance(steps: number): Promise<void> {
    await this.#all((member) => member.ask({ what: 'advance', steps }));
    this.#step += steps;
  }

  stop(model: number): void {
    checkFleetModel(this, model);
    if (this.#stopped[model]) return;
    this.#stopped[model] = 1;
    const count = this.#members.length;
    this.#tell(this.#members[model % count], { what: 'stop', model: Math.floor(model / count) });
  }

  async state(): Promise<FleetState> {
    const states = await this.#all((member) => member.ask({ what: 'state' }));
    const count = states.length;
    const join = (part: 'weights' | 'optimizer') => {
      const all = states.map((state) => state?.[part] ?? new Float32Array());
      const length = all.reduce((sum, { length }) => sum + length, 0) / this.models;
      const joined = new Float32Array(length * this.models);
      for (let model = 0; model < this.models; model++) {
        const at = Math.floor(model / count) * length;
        joined.set(all[model % count]!.subarray(at, at + length), model * length);
      }
      return joined;
    };
    return {
      step: this.#step,
      weights: join('weights'),
      optimizer: join('optimizer'),
      stopped: this.#stopped.slice(),
    };
  }

  restore(state: FleetState): void {
    checkFleetState(this.#setup, state);
    const count = this.#members.length;
    for (const [index, member] of this.#members.entries()) {
      const own = [...this.#stopped.keys()].filter((model) => model % count === index);
      const deal = (values: Float32Array) => {
        const length = values.length / this.models;
        const dealt = new Float32Array(own.length * length);
        for (const [place, model] of own.entries())
          dealt.set(values.subarray(model * length, (model + 1) * length), place * length);
        return dealt;
      };
      this.#tell(member, {
        what: 'restore',
        state: {
          step: state.step,
          weights: deal(state.weights),
          optimizer: deal(state.optimizer),
          stopped: Uint8Array.from(own, (model) => state.stopped[model]!),
        },
      });
    }
    this.#stopped.set(state.stopped);
    this.#step = state.step;
  }

  /** Ends the workers at once; what is being awaited rejects with `aborted`. */
  dispose(): void {
    this.#end(new AppError('aborted', 'The training was put away.'));
  }

  #end(error: AppError): void {
    for (const member of this.#members) member.end(error);
  }

  /** A member that fails takes the others with it: a fleet with a part missing is none. */
  async #all<T>(question: (member: Member, index: number) => Promise<T>): Promise<T[]> {
    try {
      return await Promise.all(this.#members.map(question));
    } catch (thrown) {
      const error = AppError.from(thrown);
      this.#end(error);
      throw error;
    }
  }

  /** What needs no answer: a failure shows at the next question. */
  #tell(member: Member | undefined, message: Parameters<Member['ask']>[0]): void {
    member?.ask(message).catch((thrown: unknown) => this.#end(AppError.from(thrown)));
  }
}

/**
 * @param module compiled from ../wasm: one of its two builds.
 * One model, or one core: no worker is worth its start, the calling thread trains.
 */
export function poolFleet(module: WebAssembly.Module, options: PoolOptions = {}): FleetKind {
  const { workers = navigator.hardwareConcurrency, makeWorker = startPoolWorker } = options;
  const alone = wasmFleet(module);
  return {
    supports: unsupported,
    async prepare(setup) {
      const count = Math.min(workers, setup.models.length);
      if (options.workers === undefined && count < 2) return alone.prepare(setup);
      const problem = unsupported(setup.architecture, setup.learning);
      if (problem !== null) throw new AppError('bad-input', problem);
      checkFleetSetup(setup);
      return PoolFleet.start(module, setup, count, makeWorker);
    },
  };
}
