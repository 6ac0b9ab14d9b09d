// The guard that every training has: the first step that leaves a number which is not finite ends it, and the weights of the
// last good moment come back (good.ts). Looked for cheaply while the training goes; found exactly afterwards, by taking the
// steps since all was finite once more.

import { AppError } from '../../core/errors.ts';
import type { ErrorData } from '../../core/errors.ts';
import type { EpochRecord } from '../../core/records.ts';
import type { Controls } from '../../worker/controls.ts';
import { allFinite } from '../finite.ts';
import { batchInputs } from '../looking/batch.ts';
import { Pacer } from '../pacing.ts';
import type { Prepared, PreparedRows } from '../preparation.ts';
import type { GoodMoment, TrainMoment } from '../protocol.ts';
import { explain, flawOfRows } from './cause.ts';
import type { Course, Intervention } from './course.ts';
import type { Good, GoodMoments } from './good.ts';
import { Replay, trailLength } from './replay.ts';
import type { Moment } from './replay.ts';

/** A look at the weights, and a state to look from again: at least so long apart, and never more than a fiftieth of the time. */
const lookEveryMs = 50;
const keepEveryMs = 250;
const costFactor = 50;
const chunkRows = 4096;
const mostProbes = 64;

export interface Conclusion {
  readonly failure: ErrorData | null;
  readonly failedAt: TrainMoment | null;
  readonly goodAt: GoodMoment | null;
}

export class Guard {
  readonly #course: Course;
  readonly #prepared: Prepared;
  readonly #controls: Controls;
  readonly #good: GoodMoments;
  /** The last two moments of which all is known to be finite; the steps behind the older one are enough of a story. */
  #older: Moment;
  #newer: Moment;
  /** What was changed from outside between the two; what was since is with the course. */
  #between: readonly Intervention[] = [];
  #lookAt = performance.now() + lookEveryMs;
  #keepAt = performance.now() + keepEveryMs;
  #broken: {
    readonly epoch: number;
    readonly step: number;
    readonly learningRate: number;
    readonly weightsSet: number;
    readonly interventions: readonly Intervention[];
  } | null = null;
  /** Inputs whose outputs are not finite though all weights are. */
  #probe: Float32Array | null = null;

  /** @param beginning where the training begins. */
  constructor(course: Course, prepared: Prepared, controls: Controls, good: GoodMoments, beginning: Moment) {
    this.#course = course;
    this.#prepared = prepared;
    this.#controls = controls;
    this.#good = good;
    this.#older = beginning;
    this.#newer = beginning;
  }

  /** Whether a number was found that is not finite. */
  get broken(): boolean {
    return this.#broken !== null;
  }

  /** Before the first step. @throws AppError `engine-lost`. */
  begin(): Promise<void> {
    return this.#good.begin();
  }

  /** Steps that may be taken until it wants to be asked. */
  get stepsUntilNext(): number {
    return this.#good.stepsUntilNext;
  }

  /** After some steps. Looks only now and then. @throws AppError `engine-lost`. */
  async afterSteps(): Promise<void> {
    if (this.broken) return;
    if (!(await this.#good.within())) this.found();
    else if (performance.now() >= this.#lookAt) await this.#look();
  }

  /** At the end of an epoch, when its figures are known. @throws AppError `engine-lost`. */
  async afterEpoch(record: EpochRecord): Promise<void> {
    if (this.broken) return;
    const { training, validation } = this.#prepared;
    const { loss, validationLoss } = record;
    // Before anything is taken for good.
    if (!Number.isFinite(loss) || (validation.rows > 0 && !Number.isFinite(validationLoss))) {
      this.found();
      this.#probe = (await this.#failing(training)) ?? (await this.#failing(validation));
    } else if (!(await this.#good.atEpochEnd(record))) this.found();
    else if (performance.now() >= this.#lookAt) await this.#look();
  }

  /** Behind the last epoch: saturated units hide from the loss what is not finite. @throws AppError `engine-lost`. */
  async afterLastEpoch(): Promise<void> {
    if (!this.broken) await this.#look();
  }

  /** Something that is not finite was seen. */
  found(): void {
    const { trainer, epoch, learningRate, weightsSet, interventions } = this.#course;
    const all = [...this.#between, ...interventions];
    this.#broken ??= { epoch, step: trainer.step, learningRate, weightsSet, interventions: all };
    this.#course.stopTraining = true;
  }

  /**
   * After the last hook: puts the weights of the last good moment back, unless a callback has put good ones in. Gives way
   * to messages meanwhile. @throws AppError `aborted`, `engine-lost`.
   */
  async conclude(): Promise<Conclusion> {
    if (!this.#broken) return { failure: null, failedAt: null, goodAt: null };
    const { trainer, setup, weightsSet, clock } = this.#course;
    const put = weightsSet > this.#broken.weightsSet && (await this.#good.isGood());
    const chosen = put ? await trainer.weights() : null;
    const pacer = new Pacer();
    const breathe = async () => {
      await pacer.breathe();
      await clock.obey(this.#controls);
    };
    const replay = new Replay(setup, trainer, this.#broken.interventions, this.#probe, breathe);
    const bad = await replay.firstBad(this.#older, this.#broken.step);
    if (bad?.what === 'callback') await this.#good.offer(bad.before);
    const good = this.#good.last;
    trainer.restore(good.state);
    this.#course.goBack(good.learningRate);
    if (chosen) trainer.setWeights(chosen);
    const flaw = flawOfRows(setup, this.#prepared);
    const from = chosen ? 'callback' : good.from;
    const { epoch, learningRate } = this.#broken;
    const { stepsPerEpoch } = trainer;
    const found = { epoch, learningRate, stepsPerEpoch };
    const message = await explain({ setup, flaw, bad, good, from, ...found, breathe });
    const failedAt = bad && {
      epoch: bad.before.state.epoch,
      step: bad.before.state.step,
      learningRate: bad.before.learningRate,
    };
    const failure = new AppError('diverged', message).toData();
    return { failure, failedAt, goodAt: this.#goodAt(good, from) };
  }

  #goodAt({ state, learningRate, optimizerFrom }: Good, from: GoodMoment['from']): GoodMoment {
    const { trainer, history } = this.#course;
    const { epoch, step, optimizer } = state;
    return {
      ...{ from, epoch, step, learningRate, optimizerFrom },
      optimizer: from === 'callback' ? new Float32Array(0) : optimizer,
      stepsPerEpoch: trainer.stepsPerEpoch,
      history: history.slice(0, epoch),
    };
  }

  async #look(): Promise<void> {
    const began = performance.now();
    const { trainer, setup, learningRate } = this.#course;
    // Far enough apart that a story can be told of the steps behind either.
    const keeps = began >= this.#keepAt && trainer.step - this.#newer.state.step >= trailLength;
    const state = keeps ? await trainer.checkpoint() : null;
    const weights = state?.weights ?? (await trainer.weights());
    if (!allFinite(weights) || (state && !allFinite(state.optimizer))) this.found();
    else if (state) {
      if (allFinite(await trainer.outputs(batchInputs(setup, state.step)))) this.#keep(state, learningRate);
      else this.found();
    }
    const now = performance.now();
    const gap = costFactor * (now - began);
    this.#lookAt = now + Math.max(lookEveryMs, gap);
    if (keeps) this.#keepAt = now + Math.max(keepEveryMs, gap);
  }

  #keep(state: Moment['state'], learningRate: number): void {
    this.#older = this.#newer;
    this.#newer = { state, learningRate };
    this.#between = this.#course.interventions;
    this.#course.interventions = [];
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
