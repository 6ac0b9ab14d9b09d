// One training from its first step, or from its last checkpoint, to its last: in slices, with reports and checkpoints.

import type { Metric, Task } from '../../core/define.ts';
import { AppError } from '../../core/errors.ts';
import type { Checkpoint, EngineInfo, EpochRecord } from '../../core/records.ts';
import type { Controls } from '../../worker/controls.ts';
import { measure } from '../measuring.ts';
import { Pacer, giveWay } from '../pacing.ts';
import type { Prepared } from '../preparation.ts';
import type { TrainProgress, TrainRequest, TrainResponse } from '../protocol.ts';
import type { LoadedTrainer } from '../trainer-loading.ts';
import { News } from './news.ts';
import type { Trainer, TrainerSetup } from '../trainers/trainer.ts';

const sliceMs = 12;
const checkpointEveryMs = 1000;

export interface TrainingParts {
  readonly request: TrainRequest;
  readonly setup: TrainerSetup;
  readonly prepared: Prepared;
  readonly metric: Metric;
  readonly task: Task;
  readonly engine: LoadedTrainer;
  readonly info: EngineInfo;
  readonly context: { readonly controls: Controls; report(progress: TrainProgress): void };
  /** Outlives a lost device: where to go on from, and how many epochs the page has heard of. */
  readonly state: { checkpoint: Checkpoint | null; reported: number };
}

/** Optimiser steps per second over the last second or so, without the time spent in pause. */
class Speed {
  #steps = 0;
  #ms = 0;

  add(steps: number, ms: number): void {
    // Older steps fade, so that the figure follows the machine.
    const keep = this.#ms > 1000 ? 0.5 : 1;
    this.#steps = this.#steps * keep + steps;
    this.#ms = this.#ms * keep + ms;
  }

  get perSecond(): number {
    return this.#ms > 0 ? (1000 * this.#steps) / this.#ms : 0;
  }
}

const diverged = (epoch: number, learningRate: number) =>
  new AppError(
    'diverged',
    `Training ran away in epoch ${epoch}: the loss is no longer a finite number. Nothing that was stored is lost. Lower the learning rate (it is ${learningRate}) and train again.`,
  );

export class Training {
  readonly #parts: TrainingParts;
  readonly #pacer = new Pacer(sliceMs);
  readonly #speed = new Speed();
  readonly #news = new News();
  readonly #history: EpochRecord[];
  #checkpointAt = performance.now();
  /** Steps that fill a slice, found while training. */
  #chunk = 1;

  constructor(parts: TrainingParts) {
    this.#parts = parts;
    this.#history = [...(parts.state.checkpoint?.history ?? [])];
  }

  /** @throws AppError `diverged`, `aborted`, `engine-lost`, `bad-input`. */
  async run(): Promise<TrainResponse> {
    const { engine, setup, request, prepared, task, info, state } = this.#parts;
    const trainer = await engine.trainer.prepare(setup);
    try {
      if (state.checkpoint) trainer.restore(state.checkpoint);
      const { epochs } = request.training;
      const { controls } = this.#parts.context;
      await controls.obey();
      while (trainer.epoch < epochs && !controls.stopped) await this.#epoch(trainer);
      const { recipe, architecture } = prepared;
      return {
        model: { task, architecture, recipe, weights: await trainer.weights() },
        history: this.#history,
        stopped: trainer.epoch < epochs,
        engine: info,
        learningRate: request.training.learningRate,
        callbacks: [],
        failure: null,
      };
    } finally {
      trainer.dispose();
    }
  }

  async #epoch(trainer: Trainer): Promise<void> {
    const { controls } = this.#parts.context;
    const epoch = trainer.epoch + 1;
    while (trainer.epoch < epoch && !controls.stopped) {
      const [began, first] = [performance.now(), trainer.step];
      await trainer.advance(this.#chunk);
      const took = performance.now() - began;
      this.#speed.add(trainer.step - first, took);
      // So many steps that a slice lasts about as long as it should, whatever the engine.
      const most = Math.floor((this.#chunk * sliceMs) / Math.max(took, 0.05));
      this.#chunk = Math.max(1, Math.min(this.#chunk * 4, most));
      if (trainer.epoch < epoch) {
        await giveWay();
        this.#report(trainer, null);
        await controls.obey();
      }
    }
    // Stopped before the first step of this epoch: there is nothing to say about it.
    if (trainer.step === (this.#history.at(-1)?.step ?? 0)) return;
    await this.#measure(trainer, epoch);
  }

  async #measure(trainer: Trainer, epoch: number): Promise<void> {
    const { setup, prepared, metric, task, context, request } = this.#parts;
    const { architecture, learning } = setup;
    const measured = {
      task,
      loss: learning.loss,
      inputs: architecture.inputs,
      last: architecture.layers.at(-1)!.activation,
      recipe: prepared.recipe,
    };
    const { controls } = context;
    const known = await measure(measured, trainer, prepared.training, metric, this.#pacer, controls);
    const unseen = await measure(measured, trainer, prepared.validation, metric, this.#pacer, controls);
    if (!Number.isFinite(known.loss) || (prepared.validation.rows > 0 && !Number.isFinite(unseen.loss)))
      throw diverged(epoch, request.training.learningRate);
    this.#history.push({
      epoch,
      loss: known.loss,
      validationLoss: unseen.loss,
      metric: known.metric,
      validationMetric: unseen.metric,
      step: trainer.step,
    });
    const whole = trainer.epoch === epoch;
    const due = performance.now() - this.#checkpointAt >= checkpointEveryMs;
    this.#report(trainer, whole && due ? await this.#checkpoint(trainer) : null);
    await this.#pacer.breathe();
    await controls.obey();
  }

  async #checkpoint(trainer: Trainer): Promise<Checkpoint> {
    const { request, engine, state } = this.#parts;
    const { epoch, step, weights, optimizer } = await trainer.checkpoint();
    this.#checkpointAt = performance.now();
    const history = [...this.#history];
    const checkpoint = { runId: request.runId, epoch, step, weights, optimizer, history, engine: engine.id };
    state.checkpoint = checkpoint;
    return checkpoint;
  }

  #report(trainer: Trainer, checkpoint: Checkpoint | null): void {
    const { request, context, state, info } = this.#parts;
    const { epochs } = request.training;
    context.report({
      epoch: trainer.epoch,
      epochs,
      step: trainer.step,
      steps: epochs * trainer.stepsPerEpoch,
      stepsPerSecond: this.#speed.perSecond,
      engine: info,
      // After a lost device some epochs come a second time, equal to the first.
      records: this.#history.slice(state.reported),
      checkpoint,
      news: this.#news.take(),
    });
    state.reported = Math.max(state.reported, this.#history.length);
  }
}
