// The guard that every training has: the first step that leaves a number which is not finite ends it, and the weights from
// before that step come back. Looked for cheaply while the training goes; found exactly afterwards, by taking the steps since
// the last good moment once more.

import { AppError } from '../../core/errors.ts';
import type { ErrorData } from '../../core/errors.ts';
import type { EpochRecord } from '../../core/records.ts';
import type { Prepared, PreparedRows } from '../preparation.ts';
import { explain, flawOfRows } from './cause.ts';
import type { Course, Intervention } from './course.ts';
import { allFinite } from './finite.ts';
import { Replay } from './replay.ts';
import type { Moment } from './replay.ts';

/** A look at the weights, and a state to go back to: at least so long apart, and never more than a fiftieth of the time. */
const lookEveryMs = 50;
const keepEveryMs = 250;
const costFactor = 50;
const chunkRows = 4096;
const mostProbes = 64;

export class Guard {
  readonly #course: Course;
  readonly #prepared: Prepared;
  #good: Moment;
  #lookAt = performance.now() + lookEveryMs;
  #keepAt = performance.now() + keepEveryMs;
  #broken: {
    readonly step: number;
    readonly weightsSet: number;
    readonly interventions: readonly Intervention[];
  } | null = null;
  /** Inputs whose outputs are not finite though all weights are. */
  #probe: Float32Array | null = null;

  /** @param good where the training begins. */
  constructor(course: Course, prepared: Prepared, good: Moment) {
    this.#course = course;
    this.#prepared = prepared;
    this.#good = good;
  }

  /** Whether a number was found that is not finite. */
  get broken(): boolean {
    return this.#broken !== null;
  }

  /** After some steps. Looks only now and then. @throws AppError `engine-lost`. */
  async afterSteps(): Promise<void> {
    if (performance.now() >= this.#lookAt) await this.#look();
  }

  /** At the end of an epoch, when its figures are known. @throws AppError `engine-lost`. */
  async afterEpoch({ loss, validationLoss }: EpochRecord): Promise<void> {
    if (this.broken) return;
    await this.#look();
    const { training, validation } = this.#prepared;
    if (this.broken || (Number.isFinite(loss) && (validation.rows === 0 || Number.isFinite(validationLoss))))
      return;
    this.found();
    this.#probe = (await this.#failing(training)) ?? (await this.#failing(validation));
  }

  /** Something that is not finite was seen. */
  found(): void {
    const { trainer, weightsSet, interventions } = this.#course;
    this.#broken ??= { step: trainer.step, weightsSet, interventions: [...interventions] };
    this.#course.stopTraining = true;
  }

  /**
   * After the last hook: puts the last good weights back, unless a callback has put finite ones in.
   * @returns what happened and the likely cause; null when all was well. @throws AppError `engine-lost`.
   */
  async conclude(): Promise<ErrorData | null> {
    if (!this.#broken) return null;
    const { trainer, setup, weightsSet } = this.#course;
    const chosen = weightsSet > this.#broken.weightsSet ? await this.#ifFinite() : null;
    const replay = new Replay(setup, trainer, this.#broken.interventions, this.#probe);
    const bad = await replay.firstBad(this.#good, this.#broken.step);
    const { state, learningRate } = bad?.before ?? this.#good;
    trainer.restore(state);
    if (chosen) trainer.setWeights(chosen);
    const flaw = flawOfRows(setup, this.#prepared);
    const message = explain({ setup, flaw, bad, state, learningRate, kept: chosen !== null });
    return new AppError('diverged', message).toData();
  }

  async #look(): Promise<void> {
    const began = performance.now();
    const keeps = began >= this.#keepAt;
    const { trainer, learningRate } = this.#course;
    const state = keeps ? await trainer.checkpoint() : null;
    const weights = state?.weights ?? (await trainer.weights());
    if (!allFinite(weights) || (state && !allFinite(state.optimizer))) this.found();
    else if (state) {
      this.#good = { state, learningRate };
      this.#course.interventions = [];
    }
    const now = performance.now();
    const gap = costFactor * (now - began);
    this.#lookAt = now + Math.max(lookEveryMs, gap);
    if (keeps) this.#keepAt = now + Math.max(keepEveryMs, gap);
  }

  /** The present weights, if they and what they answer are finite. */
  async #ifFinite(): Promise<Float32Array | null> {
    const { trainer } = this.#course;
    const weights = await trainer.weights();
    if (!allFinite(weights)) return null;
    if (this.#probe && !allFinite(await trainer.outputs(this.#probe))) return null;
    return weights;
  }

  /** Inputs of some rows whose outputs are not finite; null when there are none. */
  async #failing({ rows, inputs, outputs }: PreparedRows): Promise<Float32Array | null> {
    const width = this.#course.setup.architecture.inputs;
    for (let from = 0; from < rows; from += chunkRows) {
      const part = inputs.subarray(from * width, Math.min(rows, from + chunkRows) * width);
      const values = await this.#course.trainer.outputs(part);
      const failing: number[] = [];
      for (let row = 0; row * outputs < values.length && failing.length < mostProbes; row++)
        if (!allFinite(values.subarray(row * outputs, (row + 1) * outputs))) failing.push(row);
      if (failing.length === 0) continue;
      const probe = new Float32Array(failing.length * width);
      failing.forEach((row, at) => probe.set(part.subarray(row * width, (row + 1) * width), at * width));
      return probe;
    }
    return null;
  }
}
