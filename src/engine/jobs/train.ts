import { AppError } from '../../core/errors.ts';
import type { EngineInfo, EpochRecord } from '../../core/records.ts';
import { measure } from '../measuring.ts';
import { Pacer, giveWay } from '../pacing.ts';
import { prepare } from '../preparation.ts';
import type { Prepared } from '../preparation.ts';
import type { TrainRequest, TrainResponse } from '../protocol.ts';
import type { LoadedTable } from '../tables.ts';
import { tfjs } from '../trainers/tfjs.ts';
import type { Trainer } from '../trainers/trainer.ts';
import { metricFor } from './context.ts';
import type { Job, JobContext } from './context.ts';

const sliceMs = 12;
const checkpointEveryMs = 1000;

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

class Training {
  readonly #request: TrainRequest;
  readonly #context: JobContext<'train'>;
  readonly #loaded: LoadedTable;
  readonly #prepared: Prepared;
  readonly #trainer: Trainer;
  readonly #pacer = new Pacer(sliceMs);
  readonly #speed = new Speed();
  readonly #history: EpochRecord[];
  #reported: number;
  #checkpointAt = performance.now();
  #weights: Float32Array;

  constructor(
    request: TrainRequest,
    context: JobContext<'train'>,
    loaded: LoadedTable,
    prepared: Prepared,
    trainer: Trainer,
  ) {
    this.#request = request;
    this.#context = context;
    this.#loaded = loaded;
    this.#prepared = prepared;
    this.#trainer = trainer;
    const { checkpoint } = request;
    if (checkpoint) {
      if (checkpoint.runId !== request.runId || checkpoint.history.length !== checkpoint.epoch)
        throw new AppError('bad-input', 'The checkpoint belongs to another run.');
      trainer.restore(checkpoint);
    }
    this.#history = [...(checkpoint?.history ?? [])];
    this.#reported = this.#history.length;
    this.#weights = checkpoint?.weights ?? prepared.weights;
  }

  async run(info: EngineInfo): Promise<TrainResponse> {
    const { controls } = this.#context;
    const { epochs } = this.#request.training;
    await this.#resting();
    while (this.#trainer.epoch < epochs && !controls.stopped) await this.#epoch();
    const { recipe, architecture } = this.#prepared;
    return {
      model: { task: this.#loaded.task, architecture, recipe, weights: this.#weights },
      history: this.#history,
      stopped: this.#trainer.epoch < epochs,
      engine: info,
    };
  }

  async #epoch(): Promise<void> {
    const trainer = this.#trainer;
    const epoch = trainer.epoch + 1;
    const { learningRate } = this.#request.training;
    let chunk = 1;
    while (trainer.epoch < epoch && !this.#context.controls.stopped) {
      const [began, first] = [performance.now(), trainer.step];
      const weights = await trainer.advance(chunk);
      this.#context.backends.assertAlive();
      const took = performance.now() - began;
      this.#speed.add(trainer.step - first, took);
      if (!weights.every(Number.isFinite)) throw diverged(epoch, learningRate);
      this.#weights = weights;
      // So many steps that a slice lasts about as long as it should, whatever the backend.
      chunk = Math.max(1, Math.min(chunk * 4, Math.floor((chunk * sliceMs) / Math.max(took, 0.05))));
      if (trainer.epoch < epoch) {
        await giveWay();
        this.#report(null);
        await this.#resting();
      }
    }
    // Stopped before the first step of this epoch: there is nothing to say about it.
    if (trainer.step === (this.#history.at(-1)?.step ?? 0)) return;
    await this.#measure(epoch);
  }

  async #measure(epoch: number): Promise<void> {
    const { task } = this.#loaded;
    const { architecture, recipe, training, validation } = this.#prepared;
    const metric = metricFor(this.#loaded, this.#request.metric);
    const model = { task, architecture, recipe, weights: this.#weights };
    const { controls } = this.#context;
    const known = await measure(model, training, metric, this.#pacer, controls);
    const unseen = await measure(model, validation, metric, this.#pacer, controls);
    if (!Number.isFinite(known.loss) || (validation.rows > 0 && !Number.isFinite(unseen.loss)))
      throw diverged(epoch, this.#request.training.learningRate);
    this.#history.push({
      epoch,
      loss: known.loss,
      validationLoss: unseen.loss,
      metric: known.metric,
      validationMetric: unseen.metric,
      step: this.#trainer.step,
    });
    const whole = this.#trainer.epoch === epoch;
    const due = performance.now() - this.#checkpointAt >= checkpointEveryMs;
    this.#report(whole && due ? await this.#checkpoint() : null);
    await this.#pacer.breathe();
    await this.#resting();
  }

  async #checkpoint(): Promise<NonNullable<TrainRequest['checkpoint']>> {
    const state = await this.#trainer.checkpoint();
    this.#context.backends.assertAlive();
    this.#checkpointAt = performance.now();
    return { runId: this.#request.runId, ...state, history: [...this.#history] };
  }

  #report(checkpoint: TrainRequest['checkpoint']): void {
    const { epochs } = this.#request.training;
    this.#context.report({
      epoch: this.#trainer.epoch,
      epochs,
      step: this.#trainer.step,
      steps: epochs * this.#trainer.stepsPerEpoch,
      stepsPerSecond: this.#speed.perSecond,
      records: this.#history.slice(this.#reported),
      checkpoint,
    });
    this.#reported = this.#history.length;
  }

  /** Waits while paused. @throws AppError `aborted`. */
  #resting(): Promise<void> {
    return this.#context.controls.obey();
  }
}

/** Trains one model on the chosen backend. Stop keeps the weights as they are at that moment. */
export const train: Job<'train'> = (request, context) =>
  context.backends.use(async (info) => {
    const loaded = context.tables.get(request.digest);
    metricFor(loaded, request.metric);
    const prepared = prepare(request, loaded);
    const { architecture, training, weights } = prepared;
    const unsupported = tfjs.supports(architecture, loaded.task);
    if (unsupported) throw new AppError('bad-input', unsupported);
    const trainer = tfjs.prepare({
      architecture,
      task: loaded.task,
      training: request.training,
      seed: request.seed,
      data: training,
      weights,
    });
    try {
      return await new Training(request, context, loaded, prepared, trainer).run(info);
    } finally {
      trainer.dispose();
    }
  });
