// Under the hood: one step of a training walked through, and the loss around where steps lead, with the rows and weights of this
// project. Nothing here changes the project.

import { AppError } from '../core/errors.ts';
import type { Landscape, SliceKind } from '../core/landscape.ts';
import type { OptimizerKind } from '../core/learning.ts';
import type { Checkpoint, Run } from '../core/records.ts';
import type { KeptPlace } from '../core/run-records.ts';
import type { Walkthrough } from '../core/walkthrough.ts';
import type { Engine } from '../engine/engine.ts';
import type { TrainFrom, TrainRequest } from '../engine/protocol.ts';
import type { Storage } from '../storage/storage.ts';
import { idle } from './job.ts';
import type { Job } from './job.ts';
import type { Models } from './models.svelte.ts';
import type { ProjectStore } from './project-store.svelte.ts';
import type { RunPlanner } from './run-planner.ts';
import type { Training } from './training.svelte.ts';

/** The weights that a look begins with. */
export type Beginning =
  /** New ones with the settings of the next training, on the rows that the project began with: they are always there. */
  | { readonly kind: 'fresh' }
  | { readonly kind: 'version'; readonly versionId: string; readonly number: number }
  /** The last checkpoint of the training under way. */
  | { readonly kind: 'running'; readonly run: Run }
  | { readonly kind: 'kept'; readonly checkpoint: KeptPlace };

/** As checkpoints say where they stand. */
type Gone = Pick<Checkpoint, 'weights' | 'optimizer' | 'step' | 'optimizerFrom' | 'learningRate'>;

/** A fresh optimiser at the first step. */
const anew = { optimizer: new Float32Array(), step: 0 };

/** What callbacks kept of a run; null while it is looked for. */
interface KeptOfRun {
  readonly runId: string;
  readonly places: readonly KeptPlace[] | null;
}

export interface Descending {
  readonly optimizer: OptimizerKind;
  readonly learningRate: number;
  readonly steps: number;
  readonly slice: SliceKind;
  /** Flat numbers of two parameters, for the slice along parameters. */
  readonly parameters: readonly [number, number];
}

export class Hood {
  readonly #store: ProjectStore;
  readonly #models: Models;
  readonly #planner: RunPlanner;
  readonly #training: Training;
  readonly #engine: Engine;
  readonly #storage: Storage;
  #kept = $state.raw<KeptOfRun | null>(null);
  #walk = $state.raw<Job<Walkthrough>>(idle);
  #landscape = $state.raw<Job<Landscape, { done: number; total: number }>>(idle);
  /** Of the last question of each kind: a newer one gives an older one up. */
  #walking: AbortController | null = null;
  #mapping: AbortController | null = null;

  constructor(
    store: ProjectStore,
    models: Models,
    planner: RunPlanner,
    training: Training,
    engine: Engine,
    storage: Storage,
  ) {
    this.#store = store;
    this.#models = models;
    this.#planner = planner;
    this.#training = training;
    this.#engine = engine;
    this.#storage = storage;
  }

  get walk(): Job<Walkthrough> {
    return this.#walk;
  }
  get landscape(): Job<Landscape, { done: number; total: number }> {
    return this.#landscape;
  }

  /** Newest first after the fresh one; what was kept of a run stands apart, for there are many runs. */
  get beginnings(): Beginning[] {
    const { job } = this.#training;
    const { versions } = this.#store;
    return [
      { kind: 'fresh' },
      ...(job.phase === 'running' ? [{ kind: 'running' as const, run: job.run }] : []),
      ...versions.toReversed().map(({ id, number }) => ({ kind: 'version' as const, versionId: id, number })),
    ];
  }

  /** Of the run that was asked for last; null before that. */
  get kept(): KeptOfRun | null {
    return this.#kept;
  }

  /** Looks for what callbacks kept of a run. */
  async lookForKept(runId: string): Promise<void> {
    const asked = { runId, places: null };
    this.#kept = asked;
    const places = await this.#storage.keptPlaces(runId);
    // Another run may have been asked for meanwhile.
    if (this.#kept === asked) this.#kept = { runId, places };
  }

  /** Another project was opened: what was looked at is of no use there. */
  clear(): void {
    this.#walking?.abort();
    this.#mapping?.abort();
    this.#kept = null;
    this.#walk = idle;
    this.#landscape = idle;
  }

  /** Takes `ahead` steps from the beginning, and walks through the one after them. */
  async walkThrough(beginning: Beginning, ahead: number): Promise<void> {
    this.#walking?.abort();
    const abort = (this.#walking = new AbortController());
    const latest = () => this.#walking === abort;
    this.#walk = { phase: 'running', progress: null, cancel: () => this.#giveUp('walk', abort) };
    try {
      const { training, from } = await this.#asked(beginning);
      const { digest } = training;
      const result = await this.#engine.walk({ digest, training, from, ahead }, { signal: abort.signal });
      if (latest()) this.#walk = { phase: 'done', result };
    } catch (thrown) {
      if (latest()) this.#walk = { phase: 'failed', error: AppError.from(thrown) };
    }
  }

  /** Descends from the beginning with settings of its own, and maps the loss around the way. */
  async descend(beginning: Beginning, settings: Descending): Promise<void> {
    this.#mapping?.abort();
    const abort = (this.#mapping = new AbortController());
    const latest = () => this.#mapping === abort;
    const cancel = () => this.#giveUp('landscape', abort);
    this.#landscape = { phase: 'running', progress: null, cancel };
    try {
      const { training, from } = await this.#asked(beginning);
      const { optimizer, learningRate, steps, slice, parameters } = settings;
      const asked: TrainRequest = {
        ...training,
        training: { ...training.training, optimizer, learningRate },
      };
      // Another optimiser's memory means nothing to this one.
      const own = from && optimizer !== training.training.optimizer;
      const result = await this.#engine.landscape(
        {
          digest: training.digest,
          training: asked,
          from: from && { ...from, ...(own ? anew : {}), learningRate },
          steps,
          slice: slice === 'parameters' ? { kind: slice, parameters } : { kind: slice },
          seed: training.seed,
        },
        {
          signal: abort.signal,
          onProgress: (progress) => {
            if (latest()) this.#landscape = { phase: 'running', progress, cancel };
          },
        },
      );
      if (latest()) this.#landscape = { phase: 'done', result };
    } catch (thrown) {
      if (latest()) this.#landscape = { phase: 'failed', error: AppError.from(thrown) };
    }
  }

  #giveUp(what: 'walk' | 'landscape', abort: AbortController): void {
    abort.abort();
    if (what === 'walk' && this.#walking === abort) {
      this.#walking = null;
      this.#walk = idle;
    }
    if (what === 'landscape' && this.#mapping === abort) {
      this.#mapping = null;
      this.#landscape = idle;
    }
  }

  /** The training that the weights belong to, and the weights where they are not its own first ones. */
  async #asked(beginning: Beginning): Promise<{ training: TrainRequest; from: TrainFrom | null }> {
    switch (beginning.kind) {
      case 'fresh': {
        const run = await this.#planner.newRun('first');
        return { training: (await this.#planner.request(run, null)).request, from: null };
      }
      case 'version': {
        const version = this.#store.version(beginning.versionId);
        const { weights } = await this.#models.packageOf(version);
        return this.#of(version.runId, { weights, ...anew });
      }
      case 'running': {
        const checkpoint = await this.#storage.checkpoint(beginning.run.id);
        return this.#of(beginning.run.id, checkpoint);
      }
      case 'kept': {
        const { runId, name } = beginning.checkpoint;
        const kept = await this.#storage.keptOne(runId, name);
        if (!kept)
          throw new AppError('corrupt', `The parameters “${name}” are not in the saved work any more.`);
        return this.#of(runId, kept);
      }
    }
  }

  async #of(runId: string, from: Gone | null): Promise<{ training: TrainRequest; from: TrainFrom | null }> {
    const run = this.#store.runs.find(({ id }) => id === runId);
    if (!run) throw new AppError('bad-input', 'The run that made these weights is not known any more.');
    const { request } = await this.#planner.request(run, null);
    return {
      training: request,
      from: from && {
        weights: from.weights,
        optimizer: from.optimizer,
        step: from.step,
        optimizerFrom: from.optimizerFrom ?? 0,
        learningRate: from.learningRate ?? null,
      },
    };
  }
}
