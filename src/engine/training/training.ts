// One training from its first step, or from a checkpoint, to its last: in slices, with reports, checkpoints and callbacks. The
// order of the hooks is that of keras.Model.fit.

import type { Callback, Logs } from '../../core/callback.ts';
import { CallbackList } from '../../core/callback-list.ts';
import type { Metric, Task } from '../../core/define.ts';
import { optimizerSlots } from '../../core/learning.ts';
import type { EngineInfo } from '../../core/records.ts';
import type { Controls } from '../../worker/controls.ts';
import { Looker } from '../looking/looker.ts';
import { Pacer } from '../pacing.ts';
import type { Prepared } from '../preparation.ts';
import type { TrainProgress, TrainRequest, TrainResponse } from '../protocol.ts';
import type { LoadedTable } from '../tables.ts';
import type { LoadedTrainer } from '../trainer-loading.ts';
import type { Trainer, TrainerSetup } from '../trainers/trainer.ts';
import { Batches } from './batches.ts';
import type { Beginning } from './beginning.ts';
import { Clock } from './clock.ts';
import { Course } from './course.ts';
import { Evaluation } from './evaluation.ts';
import { Figures } from './figures.ts';
import { GoodMoments } from './good.ts';
import { Guard } from './guard.ts';
import { Hooks } from './hooks.ts';
import { Wishes } from './host.ts';
import { Reporter } from './reporter.ts';
import type { Lasting } from './reporter.ts';
import { Speed } from './speed.ts';

export interface TrainingParts {
  readonly request: TrainRequest;
  readonly setup: TrainerSetup;
  readonly prepared: Prepared;
  readonly table: LoadedTable;
  readonly metric: Metric;
  readonly task: Task;
  readonly engine: LoadedTrainer;
  readonly info: EngineInfo;
  readonly context: { readonly controls: Controls; report(progress: TrainProgress): void };
  readonly beginning: Beginning;
  /** Outlives a lost device. */
  readonly lasting: Lasting;
  /** Callbacks before those of the request, which no checkpoint knows of. */
  readonly extra: readonly Callback[];
}

/** @throws AppError `aborted`, `engine-lost`, `bad-input`; what a callback throws. */
export async function runTraining(parts: TrainingParts): Promise<TrainResponse> {
  const trainer = await parts.engine.trainer.prepare(parts.setup);
  try {
    return await new Training(parts, trainer).run();
  } finally {
    trainer.dispose();
  }
}

class Training {
  readonly #parts: TrainingParts;
  readonly #course: Course;
  readonly #list: CallbackList;
  readonly #hooks: Hooks;
  readonly #wishes: Wishes;
  readonly #guard: Guard;
  readonly #evaluation: Evaluation;
  readonly #figures: Figures;
  readonly #batches: Batches;
  readonly #reporter: Reporter;
  readonly #pacer = new Pacer();

  constructor(parts: TrainingParts, trainer: Trainer) {
    const { request, setup, prepared, metric, task, table, beginning, lasting, context } = parts;
    const { news } = lasting;
    const { controls } = context;
    const clock = new Clock(beginning.elapsedMs);
    const course = new Course(trainer, setup, request.training.epochs, beginning, clock);
    const { weights, learning } = setup;
    const start = {
      ...{ epoch: 0, step: 0, weights },
      optimizer: new Float32Array(optimizerSlots(learning.optimizer) * weights.length),
    };
    const { learningRate } = beginning;
    this.#parts = parts;
    this.#course = course;
    this.#list = new CallbackList(
      request.callbacks,
      {
        directions: new Map([[metric.id, metric.better]]),
        scheduled: learning.schedule.kind !== 'constant',
      },
      parts.extra,
    );
    if (beginning.callbacks) this.#list.restore(beginning.callbacks);
    news.back(lasting.told);
    this.#wishes = new Wishes(course, news, lasting.files, beginning.spoken);
    this.#hooks = new Hooks(this.#list, this.#wishes);
    const evaluation = { prepared, metric, task, controls, pacer: this.#pacer };
    this.#evaluation = new Evaluation(evaluation, course, this.#hooks);
    const good = new GoodMoments(course, start, () => this.#evaluation.sampledLoss());
    const from = { state: beginning.state ?? start, learningRate };
    this.#guard = new Guard(course, prepared, controls, good, from);
    const speed = new Speed();
    this.#figures = new Figures(course, news, speed);
    this.#reporter = new Reporter(
      {
        ...{ runId: request.runId, engineId: parts.engine.id, info: parts.info, lasting, list: this.#list },
        report: (progress) => {
          context.report(progress);
        },
      },
      course,
      this.#wishes,
      speed,
    );
    this.#batches = new Batches({
      ...{ course, hooks: this.#hooks, guard: this.#guard, wishes: this.#wishes, speed, controls },
      ...{ figures: this.#figures, reporter: this.#reporter, pacer: this.#pacer },
      looker: new Looker({ setup, prepared, task, metric, table }),
    });
  }

  async run(): Promise<TrainResponse> {
    const { request, prepared, task, info, context, beginning } = this.#parts;
    const course = this.#course;
    const { trainer, clock } = course;
    const { controls } = context;
    await clock.obey(controls);
    await this.#guard.begin();
    await this.#hooks.run('train-begin', 0, new Map());
    let afresh = beginning.callbacks === null;
    let last: Logs = new Map();
    while (course.epoch < course.epochs && !controls.stopped) {
      const logs = await this.#epoch(afresh);
      if (!logs) break;
      [afresh, last] = [false, logs];
      if (course.stopTraining) break;
    }
    await this.#guard.afterLastEpoch();
    await this.#hooks.run('train-end', 0, last);
    this.#figures.last();
    const conclusion = await this.#guard.conclude();
    if (conclusion.failure) this.#wishes.event(-1, 'guard', conclusion.failure.message, true);
    await this.#batches.lastLook();
    this.#reporter.last();
    const { recipe, architecture } = prepared;
    return {
      model: { task, architecture, recipe, weights: await trainer.weights() },
      history: course.history,
      stopped: course.history.length < request.training.epochs || !course.whole,
      engine: info,
      learningRate: course.learningRate,
      callbacks: this.#list.states(),
      ...conclusion,
    };
  }

  /** @param afresh whether the callbacks have not seen this epoch begin. @returns its logs; null when it had no step. */
  async #epoch(afresh: boolean): Promise<Logs | null> {
    const course = this.#course;
    const { trainer } = course;
    const first = course.epoch * trainer.stepsPerEpoch;
    if (trainer.step === first) course.forgetLosses();
    if (trainer.step === first || afresh) await this.#hooks.run('epoch-begin', course.epoch, new Map());
    await this.#batches.run();
    // Stopped before its first step: there is nothing to say about it.
    if (trainer.step === first) return null;
    const record = await this.#evaluation.epoch();
    await this.#guard.afterEpoch(record);
    this.#wishes.endOfBatches();
    course.history.push(record);
    this.#figures.epoch();
    const logs = this.#evaluation.logsOf(record);
    const told = new Map(logs);
    await this.#hooks.run('epoch-end', course.epoch, told);
    for (const [name, value] of told)
      if (!logs.has(name) && name !== 'learning_rate') this.#figures.added(name, value);
    await this.#batches.betweenEpochs();
    course.epoch++;
    return logs;
  }
}
