// A run that goes on where another one was: from parameters that a callback kept, or from the version that it became.

import type { CallbackSetting, CallbackState } from '../core/callback.ts';
import type { TrainingConfig } from '../core/define.ts';
import { AppError } from '../core/errors.ts';
import type { Checkpoint, EngineId, Run } from '../core/records.ts';
import type { KeptCheckpoint, LogPart, RunLog } from '../core/run-records.ts';
import { sameSettings } from '../core/same-settings.ts';
import type { Changes, Storage } from '../storage/storage.ts';
import { ForkCourse } from './fork-course.ts';
import type { Models } from './models.svelte.ts';
import type { ProjectStore } from './project-store.svelte.ts';
import type { RunPlanner } from './run-planner.ts';

/** Parameters that a forked run began with: a training can be verified only from where it began. */
export const forkStart = 'fork-start';

/** What is to be otherwise from there on. */
export interface ForkChanges {
  readonly training?: Partial<TrainingConfig>;
  readonly callbacks?: readonly CallbackSetting[];
}

interface Start {
  readonly epoch: number;
  readonly step: number;
  readonly weights: Float32Array;
  readonly optimizer: Float32Array;
  readonly callbacks: readonly CallbackState[];
  /** Null: that of the settings. */
  readonly learningRate: number | null;
  readonly optimizerFrom?: number;
  readonly stepsPerEpoch?: number;
  readonly lossSum?: number;
  readonly engine: EngineId | null;
}

export class Forks {
  readonly #store: ProjectStore;
  readonly #models: Models;
  readonly #storage: Storage;
  readonly #planner: RunPlanner;

  constructor(store: ProjectStore, models: Models, storage: Storage, planner: RunPlanner) {
    this.#store = store;
    this.#models = models;
    this.#storage = storage;
    this.#planner = planner;
  }

  /**
   * @param name of the kept checkpoint; null: the final parameters, with a fresh optimiser.
   * @returns the new run, and all that is written down before it starts.
   * @throws AppError 'bad-input' in words when it cannot go on so, 'corrupt' when what it needs is damaged or gone.
   */
  async plan(
    runId: string,
    name: string | null,
    changes: ForkChanges,
  ): Promise<{ run: Run; changes: Changes }> {
    const parent = this.#store.run(runId);
    if (parent.endedAt === null)
      throw new AppError('bad-input', `${parent.name} has not ended yet. Stop it, or let it end, first.`);
    const log = await this.#store.log(parent.id);
    const start = name === null ? await this.#finalOf(parent, log) : await this.#keptOf(parent, name);
    const training = this.#trainingOf(parent, start, changes.training ?? {});
    const callbacks = changes.callbacks ?? parent.callbacks;
    this.#planner.checkCallbacks(callbacks ?? [], training, parent.metric, parent.trainedOn.rows);
    const run: Run = {
      ...parent,
      ...this.#planner.freshRun(),
      purpose: this.#store.championId ? 'retrain' : 'first',
      training,
      ...(callbacks ? { callbacks } : {}),
      holdout: this.#planner.holdoutOfFork(parent),
      epochs: start.epoch,
      parentId: parent.id,
      forkedFrom: { runId: parent.id, epoch: start.epoch, step: start.step },
    };
    const sameCallbacks = sameSettings(callbacks ?? [], parent.callbacks ?? []);
    const freshOptimizer = training.optimizer !== parent.training.optimizer || start.optimizer.length === 0;
    const sameRate =
      training.learningRate === parent.training.learningRate &&
      training.rateCourse === parent.training.rateCourse;
    const { rows } = parent.trainedOn;
    const stepsPerEpoch = Math.ceil(rows / training.batchSize);
    const was = start.stepsPerEpoch ?? Math.ceil(rows / parent.training.batchSize);
    const from = { epoch: start.epoch, step: start.step, optimizerFrom: start.optimizerFrom ?? 0 };
    const course = new ForkCourse(was, stepsPerEpoch);
    const { step, optimizerFrom } = course.place(from);
    // Curves begin where the other run's did. What its callbacks did is told there only.
    const series = course.series(log.series, from);
    const begun = {
      runId: run.id,
      epoch: start.epoch,
      step,
      stepsPerEpoch,
      weights: start.weights,
      optimizer: freshOptimizer ? new Float32Array(0) : start.optimizer,
      ...(freshOptimizer ? {} : { optimizerFrom }),
      ...(start.lossSum !== undefined && was === stepsPerEpoch ? { lossSum: start.lossSum } : {}),
    };
    const checkpoint: Checkpoint = {
      ...begun,
      history: course.history(log.history, from),
      elapsedMs: series.reduce((most, { times }) => Math.max(most, times.at(-1) ?? 0), 0),
      ...(start.engine ? { engine: start.engine } : {}),
      ...(sameCallbacks && start.callbacks.length > 0 ? { callbacks: start.callbacks } : {}),
      ...(sameRate && start.learningRate !== null ? { learningRate: start.learningRate } : {}),
    };
    const owner = { v: 1, runId: run.id, projectId: run.projectId } as const;
    const part: LogPart = { ...owner, part: 0, series, events: [], histograms: [], files: [] };
    const kept: KeptCheckpoint = {
      ...owner,
      ...begun,
      name: forkStart,
      callbacks: checkpoint.callbacks ?? [],
      learningRate: checkpoint.learningRate ?? training.learningRate,
      engine: start.engine,
      keptAt: run.startedAt,
    };
    return { run, changes: { runs: [run], checkpoint, kept: [kept], logParts: [part] } };
  }

  async #keptOf({ id, name: runName }: Run, name: string): Promise<Start> {
    const kept = await this.#storage.keptOne(id, name);
    if (!kept) throw new AppError('bad-input', `${runName} has kept no parameters called “${name}”.`);
    return kept;
  }

  async #finalOf(run: Run, { history }: RunLog): Promise<Start> {
    const version = this.#store.findVersion(run.modelVersionId);
    if (!version)
      throw new AppError(
        'bad-input',
        `${run.name} has no version to go on from. Choose parameters that it kept on its way.`,
      );
    const { weights } = await this.#models.packageOf(version);
    const epoch = history.at(-1)?.epoch ?? 0;
    return {
      epoch,
      // One that was stopped within its last epoch counts it as a whole.
      step: epoch * Math.ceil(run.trainedOn.rows / run.training.batchSize),
      weights,
      optimizer: new Float32Array(0),
      callbacks: [],
      learningRate: null,
      engine: null,
    };
  }

  /** Rows of training and validation must stay apart, so what divides them stays as it is. */
  #trainingOf(parent: Run, start: Start, changes: Partial<TrainingConfig>): TrainingConfig {
    const training: TrainingConfig = { ...parent.training, ...changes };
    const { validationShare, seed } = parent.training;
    if (training.validationShare !== validationShare || (training.seed ?? 0) !== (seed ?? 0))
      throw new AppError(
        'bad-input',
        'Seed and validation share stay those of the run: with others it would be validated on rows that it has learnt from.',
      );
    if (training.epochs <= start.epoch)
      throw new AppError(
        'bad-input',
        `${start.epoch} epochs lie behind this point. Ask for more than ${start.epoch} epochs in all.`,
      );
    return training;
  }
}
