// Which trainer computes: found out on this machine by a short probe per class of models, proven against float64, and
// named with the reason. A person may override it.

import { AppError } from '../core/errors.ts';
import type { Learning } from '../core/learning.ts';
import type { Architecture } from '../core/network.ts';
import type { EngineId, EngineInfo, Probed } from '../core/records.ts';
import { findAdapter } from './adapter.ts';
import type { Adapter } from './adapter.ts';
import { classOf, classWords, probeSetup } from './model-class.ts';
import type { ModelClass } from './model-class.ts';
import { disagreement, stepMs } from './selftest.ts';
import { Busy, TfjsTurns } from './tfjs-turn.ts';
import { dropDevice, engineLabels, loadTrainer, makeCurrent } from './trainer-loading.ts';
import type { LoadedTrainer } from './trainer-loading.ts';

/** What the machine offers. */
export interface Machine {
  readonly load: (id: EngineId) => Promise<LoadedTrainer>;
  readonly makeCurrent: (id: EngineId) => Promise<void>;
  readonly findAdapter: () => Promise<Adapter | null>;
  readonly browser: string;
}

const thisMachine = (): Machine => ({
  load: loadTrainer,
  makeCurrent,
  findAdapter,
  browser: navigator.userAgent,
});

export interface Choice {
  readonly engine: LoadedTrainer;
  readonly info: EngineInfo;
}

/** A device that is lost this often is not trusted again until the page is loaded anew. */
const mostLosses = 3;
/** For all candidates of a class together: 300 ms, with room for the first steps and the self-test. */
const probeMs = 180;
/** Figures that were measured in another way are not comparable. */
const wayOfMeasuring = 'probe 3';

const resumed =
  'An interrupted training goes on with the engine that began it, so that every digit stays the same.';
const ms = (value: number) => `${value.toPrecision(2)} ms`;

export class Engines {
  readonly #machine: Machine;
  #prefer: EngineId | null = null;
  #known: Probed | null = null;
  readonly #loaded = new Map<EngineId, Promise<LoadedTrainer>>();
  readonly #choices = new Map<ModelClass, Promise<Choice>>();
  readonly #aside = new Map<EngineId, string>();
  #losses = 0;
  /** Devices whose loss is waited for: two engines may share one. */
  readonly #watched = new WeakSet<Promise<string>>();
  /** Resolves when all that came with a lost device is cleared away. */
  #recovered: Promise<void> = Promise.resolve();
  readonly #turns: TfjsTurns;
  #adapter: Promise<Adapter | null> | null = null;

  constructor(machine: Machine = thisMachine()) {
    this.#machine = machine;
    this.#turns = new TfjsTurns(machine.makeCurrent);
  }

  /** What was measured here so far, for the next visit. */
  get probed(): Probed | null {
    return this.#known;
  }

  /**
   * From the next training on this one is used (null: the fastest). @param known figures from an earlier visit.
   * @throws AppError `bad-input` when it does not work here; the former preference stays.
   */
  async prefer(prefer: EngineId | null, known: Probed | null): Promise<Choice> {
    await this.#lookAround(known);
    const before = this.#prefer;
    if (prefer !== before) this.#choices.clear();
    this.#prefer = prefer;
    try {
      return await this.choose('small');
    } catch (thrown) {
      if (this.#prefer === prefer) {
        this.#prefer = before;
        this.#choices.clear();
      }
      throw thrown;
    }
  }

  async #lookAround(known: Probed | null): Promise<void> {
    this.#adapter ??= this.#machine.findAdapter().catch(() => null);
    const adapter = (await this.#adapter)?.name ?? 'no adapter';
    const machine = [this.#machine.browser, adapter, wayOfMeasuring].join(' · ');
    this.#known ??= known?.machine === machine ? known : { machine, figures: {} };
  }

  /** @throws AppError `bad-input` when the preferred engine does not work here or not for this model. */
  async choose(modelClass: ModelClass): Promise<Choice> {
    await this.#recovered;
    let choice = this.#choices.get(modelClass);
    if (!choice) {
      choice = this.#prefer ? this.#preferred(this.#prefer, modelClass) : this.#best(modelClass);
      this.#choices.set(modelClass, choice);
      choice.catch(() => this.#choices.delete(modelClass));
    }
    return choice;
  }

  /**
   * Runs `work` on the engine for a model.
   * @param pinned the one that made a checkpoint: it goes on where it can, for the sake of the same bits.
   */
  async use<T>(
    architecture: Architecture,
    learning: Learning,
    pinned: EngineId | null,
    work: (choice: Choice) => Promise<T>,
  ): Promise<T> {
    await this.#lookAround(null);
    const choice = await this.#choiceFor(architecture, learning, pinned);
    return this.#turns.take(choice.engine.id, true, () => work(choice));
  }

  async #choiceFor(architecture: Architecture, learning: Learning, pinned: EngineId | null): Promise<Choice> {
    const modelClass = classOf(architecture, learning);
    const why = (choice: Choice) => choice.engine.trainer.supports(architecture, learning);
    await this.#recovered;
    const known = await this.#choices.get(modelClass)?.catch(() => null);
    if (pinned && known?.engine.id !== pinned) {
      const former = await this.#force(pinned, modelClass, resumed).catch(() => null);
      if (former && !why(former)) return former;
    }
    const choice = await this.choose(modelClass);
    const problem = why(choice);
    if (problem) throw new AppError('bad-input', `${engineLabels[choice.engine.id]}: ${problem}`);
    return choice;
  }

  /** What was asked for; where it does not train such models, the fastest that does, and the reason says so. */
  async #preferred(id: EngineId, modelClass: ModelClass): Promise<Choice> {
    const { trainer } = await this.#ready(id).catch((thrown: unknown) => {
      throw unusable(id, thrown);
    });
    const setup = probeSetup(modelClass);
    const problem = trainer.supports(setup.architecture, setup.learning);
    if (problem === null) return this.#force(id, modelClass);
    const { engine, info } = await this.#best(modelClass);
    return {
      engine,
      info: { ...info, reason: `${engineLabels[id]} was asked for. ${problem} ${info.reason}` },
    };
  }

  async #force(id: EngineId, modelClass: ModelClass, reason?: string): Promise<Choice> {
    try {
      const engine = await this.#ready(id);
      const setup = probeSetup(modelClass);
      const problem = engine.trainer.supports(setup.architecture, setup.learning);
      if (problem) throw new AppError('bad-input', problem);
      const each = await this.#stepMs(engine, modelClass, probeMs / 2);
      return { engine, info: infoOf(engine, each, reason ?? `${engineLabels[id]} was asked for.`) };
    } catch (thrown) {
      throw unusable(id, thrown);
    }
  }

  async #best(modelClass: ModelClass): Promise<Choice> {
    const because: string[] = [];
    const adapter = await this.#adapter;
    if (!adapter) because.push('There is no WebGPU adapter.');
    else if (adapter.software) because.push(`The WebGPU adapter (${adapter.name}) is software, not a GPU.`);
    const gpu = adapter !== null && !adapter.software;
    const own: EngineId[] = gpu ? ['wasm', 'webgpu', 'js'] : ['wasm', 'js'];
    const tfjs: EngineId[] = gpu ? ['tfjs-webgpu', 'tfjs-wasm', 'tfjs-cpu'] : ['tfjs-wasm', 'tfjs-cpu'];
    const candidates = modelClass === 'image' ? tfjs : own;
    const found: { engine: LoadedTrainer; each: number }[] = [];
    let passing = false;
    for (const id of candidates) {
      try {
        const engine = await this.#ready(id);
        found.push({ engine, each: await this.#stepMs(engine, modelClass, probeMs / candidates.length) });
      } catch (thrown) {
        passing ||= thrown instanceof Busy;
        because.push(`${engineLabels[id]} failed: ${AppError.from(thrown).message}`);
      }
    }
    // What was only busy gets its chance at the next training.
    if (passing) queueMicrotask(() => this.#choices.delete(modelClass));
    found.sort((a, b) => a.each - b.each);
    const [fastest] = found;
    if (!fastest) throw new AppError('unknown', because.join(' '));
    const figures = found.map(({ engine, each }) => `${engineLabels[engine.id]} ${ms(each)}`).join(', ');
    because.push(`For ${classWords[modelClass]}: ${figures} a step.`);
    return { engine: fastest.engine, info: infoOf(fastest.engine, fastest.each, because.join(' ')) };
  }

  /** Loads an engine, holds it against float64. */
  #ready(id: EngineId): Promise<LoadedTrainer> {
    const aside = this.#aside.get(id);
    if (aside) return Promise.reject(new AppError('bad-input', aside));
    let ready = this.#loaded.get(id);
    if (!ready) {
      ready = this.#load(id);
      this.#loaded.set(id, ready);
      ready.catch(() => this.#loaded.delete(id));
    }
    return ready;
  }

  #load(id: EngineId): Promise<LoadedTrainer> {
    // The trainer for graphics cards works on the device of TensorFlow.js, which comes with its backend.
    return this.#turns.take(id === 'webgpu' ? 'tfjs-webgpu' : id, false, async () => {
      const engine = await this.#machine.load(id);
      for (const { way, kind } of [{ way: '', kind: engine.trainer }, ...(engine.otherWays ?? [])]) {
        const wrong = await disagreement(kind);
        if (wrong === null) continue;
        const words = way ? `${way}: ${wrong}` : wrong;
        this.#aside.set(id, words);
        throw new AppError('unknown', words);
      }
      this.#watch(engine);
      return engine;
    });
  }

  #watch({ lost }: LoadedTrainer): void {
    if (!lost || this.#watched.has(lost)) return;
    this.#watched.add(lost);
    void lost.then((reason) => {
      this.#recovered = this.#deviceLost(reason);
    });
  }

  async #deviceLost(reason: string): Promise<void> {
    this.#losses++;
    for (const id of ['webgpu', 'tfjs-webgpu'] as const) {
      this.#loaded.delete(id);
      if (this.#losses >= mostLosses)
        this.#aside.set(id, `The graphics device was lost ${this.#losses} times (${reason}).`);
    }
    for (const [modelClass, choice] of this.#choices)
      if ((await choice.catch(() => null))?.engine.lost) this.#choices.delete(modelClass);
    await dropDevice();
  }

  async #stepMs(engine: LoadedTrainer, modelClass: ModelClass, budgetMs: number): Promise<number> {
    const before = this.#known?.figures[modelClass]?.[engine.id];
    if (before !== undefined) return before;
    const each = await this.#turns.take(engine.id, false, () =>
      stepMs(engine.trainer, probeSetup(modelClass), budgetMs),
    );
    if (this.#known) {
      const { machine, figures } = this.#known;
      this.#known = {
        machine,
        figures: { ...figures, [modelClass]: { ...figures[modelClass], [engine.id]: each } },
      };
    }
    return each;
  }
}

function unusable(id: EngineId, thrown: unknown): AppError {
  const label = engineLabels[id];
  return new AppError(
    'bad-input',
    `${label[0]?.toUpperCase()}${label.slice(1)} does not work here: ${AppError.from(thrown).message}`,
    { cause: thrown },
  );
}

function infoOf({ id, adapter }: LoadedTrainer, each: number, reason: string): EngineInfo {
  const trainer = id === 'wasm' || id === 'webgpu' || id === 'js' ? id : 'tfjs';
  return {
    trainer,
    backend: id.endsWith('webgpu') ? 'webgpu' : id.endsWith('wasm') ? 'wasm' : 'cpu',
    adapter: adapter?.name ?? null,
    software: adapter?.software ?? false,
    reason,
    stepsPerSecond: 1000 / each,
  };
}
