// Who computes: the engine that was chosen, or that the person asked for, and how fast it is.

import type { EngineId, EngineInfo, MachineMemory } from '../core/records.ts';
import type { Engine } from '../engine/engine.ts';

export interface MachinePlace {
  read(): MachineMemory;
  write(memory: MachineMemory): void;
}

export class Compute {
  readonly #engine: Engine;
  readonly #place: MachinePlace | null;
  readonly #openProject: () => string | null;
  /** Of small dense nets, by the probe. */
  #probed = $state.raw<EngineInfo | null>(null);
  /** By project the engine of its latest training: another project may have another class of model. */
  #noted = $state.raw<ReadonlyMap<string, EngineInfo>>(new Map());
  #prefer = $state.raw<EngineId | null>(null);
  #choosing = $state(false);

  /**
   * @param place where figures and choice are kept for the next visit; null: nowhere.
   * @param openProject id of the open project; null when none is open.
   */
  constructor(engine: Engine, place: MachinePlace | null, openProject: () => string | null) {
    this.#engine = engine;
    this.#place = place;
    this.#openProject = openProject;
    this.#probed = engine.info;
  }

  /**
   * The engine of the open project's latest training in this visit, before that the one of small dense nets; null before the
   * first probe.
   */
  get info(): EngineInfo | null {
    const open = this.#openProject();
    return (open !== null ? this.#noted.get(open) : undefined) ?? this.#probed;
  }
  /** What the person asked for; null: the fastest. */
  get prefer(): EngineId | null {
    return this.#prefer;
  }
  get choosing(): boolean {
    return this.#choosing;
  }

  /** Chooses by what is remembered. An engine that was asked for and does not work any more is let go. */
  async start(): Promise<void> {
    const { prefer, probed } = this.#place?.read() ?? { prefer: null, probed: null };
    try {
      await this.#choose(prefer, probed);
    } catch (error) {
      if (prefer === null) throw error;
      await this.#choose(null, probed);
      throw error;
    }
  }

  /** From the next training on. @throws AppError `bad-input` when it does not work here; the former one stays. */
  async use(prefer: EngineId | null): Promise<void> {
    const before = this.#prefer;
    // Shown at once, and taken back where it does not work.
    this.#prefer = prefer;
    try {
      await this.#choose(prefer, null);
    } catch (error) {
      this.#prefer = before;
      throw error;
    }
  }

  /** A training of a project says who computes it. */
  note(projectId: string, info: EngineInfo): void {
    const held = this.#noted.get(projectId);
    if (info.reason === held?.reason && info.stepsPerSecond === held.stepsPerSecond) return;
    this.#noted = new Map([...this.#noted, [projectId, info]]);
  }

  async #choose(prefer: EngineId | null, probed: MachineMemory['probed']): Promise<void> {
    this.#choosing = true;
    try {
      this.#probed = await this.#engine.probe(prefer, this.#engine.probed ?? probed);
      this.#noted = new Map();
      this.#prefer = prefer;
      this.#place?.write({ prefer, probed: this.#engine.probed });
    } finally {
      this.#choosing = false;
    }
  }
}
