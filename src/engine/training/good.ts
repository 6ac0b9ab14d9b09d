// The last good moment of a training, to go back to when its numbers run away. A moment right before the first number that is
// not finite is of no use, for the steps before it have blown the weights up already. So a moment counts only by its loss:
//
// - Judged are the end of an epoch that holds a step whose number divides by 64, by the loss of its training rows; and within
//   an epoch every eighth of it, at least 512 steps apart, by the loss of 256 training rows.
// - It is good when its loss is finite, not above that of the initial weights, and not above ten times the best so far: of the
//   initial weights and of all epochs.
// - So is the moment before a callback put in weights that are not finite, by the loss of those 256 rows.
// - The last good one counts. While there is none, it is where the training began: at its checkpoint where that is good by the
//   same rule, otherwise at the initial weights.
//
// All of this goes by steps, not by the clock: the same training goes back to the same moment.

import type { EpochRecord } from '../../core/records.ts';
import type { GoodMoment } from '../protocol.ts';
import { allFinite } from '../finite.ts';
import type { TrainerState } from '../trainers/trainer.ts';
import type { Course } from './course.ts';
import type { Moment } from './replay.ts';

const stepsBetweenEnds = 64;
const fewestStepsWithin = 512;
const mostWithin = 8;
const tooMuch = 10;

export interface Good extends Pick<GoodMoment, 'learningRate' | 'optimizerFrom'> {
  readonly from: 'before' | 'beginning';
  readonly state: TrainerState;
}

export class GoodMoments {
  readonly #course: Course;
  /** Loss of a sample of the training rows with the present weights. */
  readonly #sampled: () => Promise<number>;
  #first = Infinity;
  #best = Infinity;
  #last: Good;

  constructor(course: Course, initial: TrainerState, sampled: () => Promise<number>) {
    this.#course = course;
    this.#sampled = sampled;
    const { learningRate } = course.setup.learning;
    this.#last = { from: 'beginning', state: initial, learningRate, optimizerFrom: 0 };
  }

  get last(): Good {
    return this.#last;
  }

  /** Before the first step. @throws AppError `engine-lost`. */
  async begin(): Promise<void> {
    const { trainer, history } = this.#course;
    const initial = this.#last.state;
    const state = await trainer.checkpoint();
    trainer.setWeights(initial.weights);
    this.#first = await this.#sampled();
    trainer.restore(state);
    this.#best = Math.min(this.#first, ...history.map(({ loss }) => loss).filter(Number.isFinite));
    const afresh = state.step === initial.step;
    if (afresh || (allFinite(state.weights) && this.isSane(await this.#sampled())))
      this.#last = this.#moment('beginning', state);
  }

  /** Steps that may be taken until the next moment within the epoch is judged. */
  get stepsUntilNext(): number {
    const every = this.#every;
    return every - (this.#taken % every);
  }

  /** After some steps. @returns false when what is not finite was found. @throws AppError `engine-lost`. */
  async within(): Promise<boolean> {
    const taken = this.#taken;
    if (taken === 0 || taken % this.#every !== 0 || this.#course.epochTaken) return true;
    const loss = await this.#sampled();
    return Number.isFinite(loss) && (!this.isSane(loss) || (await this.#keep()));
  }

  /** At the end of an epoch whose figures are finite. @returns as `within`. @throws AppError `engine-lost`. */
  async atEpochEnd({ loss }: EpochRecord): Promise<boolean> {
    this.#best = Math.min(this.#best, loss);
    const { step } = this.#course.trainer;
    const marks = Math.floor(step / stepsBetweenEnds) - Math.floor((step - this.#taken) / stepsBetweenEnds);
    return marks === 0 || !this.isSane(loss) || (await this.#keep());
  }

  /** Whether a loss is that of a good moment. */
  isSane(loss: number): boolean {
    return Number.isFinite(loss) && loss <= Math.min(this.#first, tooMuch * this.#best);
  }

  /** Whether the present weights are good. @throws AppError `engine-lost`. */
  async isGood(): Promise<boolean> {
    return allFinite(await this.#course.trainer.weights()) && this.isSane(await this.#sampled());
  }

  /** A moment before which all was well: it counts if it is good by the same rule. @throws AppError `engine-lost`. */
  async offer({ state, learningRate }: Moment): Promise<void> {
    const { trainer, setup } = this.#course;
    trainer.restore(state);
    if (state.step > this.#last.state.step && (await this.isGood()))
      this.#last = {
        ...{ from: 'before', state, learningRate },
        optimizerFrom: setup.learning.optimizerFrom ?? 0,
      };
  }

  /** Steps of this epoch that were taken. */
  get #taken(): number {
    const { trainer, epoch } = this.#course;
    return trainer.step - epoch * trainer.stepsPerEpoch;
  }

  get #every(): number {
    return Math.max(fewestStepsWithin, Math.ceil(this.#course.trainer.stepsPerEpoch / mostWithin));
  }

  async #keep(): Promise<boolean> {
    const state = await this.#course.trainer.checkpoint();
    if (!allFinite(state.weights) || !allFinite(state.optimizer)) return false;
    this.#last = this.#moment('before', state);
    return true;
  }

  #moment(from: Good['from'], state: TrainerState): Good {
    const { setup, learningRate } = this.#course;
    return { from, state, learningRate, optimizerFrom: setup.learning.optimizerFrom ?? 0 };
  }
}
