// Cross-validation of what would be trained next, and of what the champion was trained with: each fold is trained and judged on a
// worker of its own beside the page's engine, so that the stream goes on meanwhile. Nothing is registered or stored: the result
// stays for this visit.

import { learningRows, learningShares } from '../core/cross-validation/learning-shares.ts';
import type { SplitPlan } from '../core/cross-validation/splits.ts';
import { engineIdOf } from '../core/engine-records.ts';
import { AppError } from '../core/errors.ts';
import type { Engine } from '../engine/engine.ts';
import type { Compute } from './compute.svelte.ts';
import type { Datasets } from './datasets.svelte.ts';
import type { Evaluations } from './evaluations.svelte.ts';
import { FoldPlanner, type PlannedFolds } from './fold-planner.ts';
import {
  trainFold,
  type FoldConfiguration,
  type FoldQuestion,
  type FoldResult,
  type FoldTask,
} from './fold-training.ts';
import { inParallel } from './in-parallel.ts';
import { idle, type Job } from './job.ts';
import type { Models } from './models.svelte.ts';
import type { ProjectStore } from './project-store.svelte.ts';

export interface CrossValidationResult extends PlannedFolds {
  readonly split: SplitPlan;
  /** Ids; what versions are told apart by comes first. */
  readonly figures: readonly string[];
  readonly configurations: readonly {
    readonly configuration: FoldConfiguration;
    /** In the order of the folds. */
    readonly results: readonly FoldResult[];
  }[];
}

export interface LearningPoint {
  /** Of the rows that would be learnt from. */
  readonly share: number;
  readonly result: FoldResult;
}

export interface LearningCurve {
  readonly metric: string;
  readonly order: 'latest' | 'drawn';
  readonly points: readonly LearningPoint[];
}

export interface FoldProgress {
  readonly done: number;
  readonly total: number;
  readonly workers: number;
}

/** Each has a copy of the table. */
const mostWorkers = 8;

export interface CrossValidationParts {
  readonly store: ProjectStore;
  readonly datasets: Datasets;
  readonly models: Models;
  readonly evaluations: Evaluations;
  readonly compute: Compute;
  /** The page's own: the others compute as it does. */
  readonly engine: Engine;
  readonly makeEngine: () => Engine;
  readonly cores: () => number;
}

export class CrossValidation {
  readonly #parts: CrossValidationParts;
  readonly planner: FoldPlanner;
  #job = $state.raw<Job<CrossValidationResult, FoldProgress>>(idle);
  #curve = $state.raw<Job<LearningCurve, FoldProgress>>(idle);

  constructor(parts: CrossValidationParts) {
    this.#parts = parts;
    this.planner = new FoldPlanner(parts.store, parts.datasets, parts.models);
  }

  get job(): Job<CrossValidationResult, FoldProgress> {
    return this.#job;
  }
  get curve(): Job<LearningCurve, FoldProgress> {
    return this.#curve;
  }

  /**
   * Trains and judges every configuration on every fold. A fold that fails is named in the result; the others go on.
   * @throws AppError 'bad-input' where the rows do not allow it, 'aborted' when cancelled.
   */
  async run(
    split: SplitPlan,
    groups: string | null,
    configurations: readonly FoldConfiguration[],
  ): Promise<void> {
    const planned = this.planner.plan(split, groups);
    const { rows, folds } = planned;
    const at = (places: Int32Array): Int32Array => places.map((place) => rows[place]!);
    const tasks = configurations.flatMap((configuration) =>
      folds.map(({ train, test }): FoldTask => ({
        configuration,
        train: at(train),
        test: at(test),
        judgesLearnt: false,
      })),
    );
    const question = this.#question(this.#parts.evaluations.settings.figures);
    if (this.#job.phase === 'running') this.#job.cancel();
    await this.#work(
      tasks,
      question,
      (job) => (this.#job = job),
      () => this.#job,
      (results) => ({
        ...planned,
        split,
        figures: question.figures,
        configurations: configurations.map((configuration, i) => ({
          configuration,
          results: results.slice(i * folds.length, (i + 1) * folds.length),
        })),
      }),
    );
  }

  /**
   * The present configuration on growing shares of the rows, always judged on the same others: the latest fifth where rows
   * come in time, else a fifth by chance.
   * @throws as `run`.
   */
  async learn(): Promise<void> {
    const usual = this.planner.usualSplit(4);
    const latest = usual.by === 'time';
    const { rows, folds } = this.planner.plan(latest ? usual : this.planner.usualSplit(5), null);
    const fold = folds.at(-1);
    if (!fold) throw new AppError('bad-input', 'There is no row to learn from.');
    const at = (places: Int32Array): Int32Array => places.map((place) => rows[place]!);
    const order = latest ? 'latest' : { seed: this.#parts.store.project.seed };
    const tasks = learningRows(fold, learningShares, order).map((train): FoldTask => ({
      configuration: this.planner.present,
      train: at(train),
      test: at(fold.test),
      judgesLearnt: true,
    }));
    const question = this.#question([]);
    if (this.#curve.phase === 'running') this.#curve.cancel();
    await this.#work(
      tasks,
      question,
      (job) => (this.#curve = job),
      () => this.#curve,
      (results): LearningCurve => ({
        metric: question.metric,
        order: latest ? 'latest' : 'drawn',
        points: results.map((result, i) => ({ share: learningShares[i]!, result })),
      }),
    );
  }

  #question(figures: readonly string[]): FoldQuestion {
    const { store, datasets, evaluations, engine, compute } = this.#parts;
    const { digest, scenario } = datasets.current;
    const { metric } = scenario;
    return {
      digest,
      metric,
      figures: [...new Set([metric, ...figures])],
      threshold: evaluations.settings.threshold,
      seed: store.project.seed,
      engine: engine.prefer ?? (compute.info && engineIdOf(compute.info)),
    };
  }

  async #work<Result>(
    tasks: readonly FoldTask[],
    question: FoldQuestion,
    show: (job: Job<Result, FoldProgress>) => void,
    shown: () => Job<Result, FoldProgress>,
    made: (results: readonly FoldResult[]) => Result,
  ): Promise<void> {
    const abort = new AbortController();
    const cancel = (): void => abort.abort();
    // One core stays for the stream.
    const workers = Math.max(1, Math.min(this.#parts.cores() - 1, tasks.length, mostWorkers));
    let done = 0;
    const mine = (): boolean => {
      const now = shown();
      return now.phase === 'running' && now.cancel === cancel;
    };
    const running = (): Job<Result, FoldProgress> => ({
      phase: 'running',
      progress: { done, total: tasks.length, workers },
      cancel,
    });
    show(running());
    try {
      const open = this.#opener();
      const results = await inParallel(tasks, {
        workers,
        signal: abort.signal,
        open,
        close: (engine) => engine.dispose(),
        work: (engine, task) => trainFold(engine, task, question, abort.signal),
        onDone: () => {
          done++;
          if (mine()) show(running());
        },
      });
      if (mine()) show({ phase: 'done', result: made(results) });
    } catch (thrown) {
      const error = AppError.from(thrown);
      if (mine()) show(error.code === 'aborted' ? idle : { phase: 'failed', error });
      throw error;
    }
  }

  /** Makes further engines that compute as the page's own does, with the present table at hand. */
  #opener(): () => Promise<Engine> {
    const { engine, makeEngine, datasets } = this.#parts;
    const { digest, table, scenario, classes } = datasets.current;
    return async () => {
      const spare = makeEngine();
      try {
        await spare.probe(engine.prefer, engine.probed);
        await spare.load({ digest, table, target: scenario.target, task: scenario.task, classes });
        return spare;
      } catch (thrown) {
        spare.dispose();
        throw thrown;
      }
    };
  }

  /** The project is left. */
  forget(): void {
    for (const job of [this.#job, this.#curve]) if (job.phase === 'running') job.cancel();
    this.#job = idle;
    this.#curve = idle;
  }
}
