// Takes steps once more to find the first that leaves a number which is not finite. The same engine repeats itself exactly, and
// what callbacks changed meanwhile is changed again at its step.

import { batchRows } from '../looking/batch.ts';
import type { Trainer, TrainerSetup, TrainerState } from '../trainers/trainer.ts';
import type { Intervention } from './course.ts';
import { allFinite } from './finite.ts';

export interface Moment {
  readonly state: TrainerState;
  /** Base rate of the next step. */
  readonly learningRate: number;
}

export interface BadStep {
  /** Before it all was well. Its state's `step` is the number of the bad step, from 0. */
  readonly before: Moment;
  /** What is not finite after it; `callback`: what a callback put in before it. */
  readonly what: 'weights' | 'optimiser' | 'outputs' | 'callback';
  /** Parameters before some of the steps up to it, in their order; the last are those before it. */
  readonly trail: readonly { readonly step: number; readonly weights: Float32Array }[];
}

/** Steps between two looks, then one by one. */
const block = 64;
/** Parameters that are remembered on the way. */
const mostFloats = 4_000_000;
const mostTrail = 24;

export class Replay {
  readonly #trainer: Trainer;
  readonly #setup: TrainerSetup;
  readonly #interventions: readonly Intervention[];
  /** Rows of inputs whose outputs must be finite too. */
  readonly #probe: Float32Array | null;
  #learningRate = 0;
  /** Of the interventions, the next. */
  #next = 0;

  /** @param interventions since the good moment, in their order. */
  constructor(
    setup: TrainerSetup,
    trainer: Trainer,
    interventions: readonly Intervention[],
    probe: Float32Array | null,
  ) {
    this.#setup = setup;
    this.#trainer = trainer;
    this.#interventions = interventions;
    this.#probe = probe;
  }

  /** Null when none of the steps up to `until` is bad. @throws AppError `engine-lost`. */
  async firstBad(good: Moment, until: number): Promise<BadStep | null> {
    let from = good;
    this.#goTo(from);
    while (from.state.step < until) {
      const next = this.#next;
      await this.#take(Math.min(until, from.state.step + block));
      if ((await this.#flaw()) !== null) {
        this.#next = next;
        return this.#oneByOne(from, until);
      }
      from = await this.#moment();
    }
    // A callback may have done it behind the last step.
    return this.#oneByOne(from, until);
  }

  async #oneByOne(from: Moment, until: number): Promise<BadStep | null> {
    const trail: { step: number; weights: Float32Array }[] = [];
    let before = from;
    this.#goTo(from);
    for (;;) {
      const steered = this.#steer();
      if (steered && (await this.#flaw()) !== null) return { before, what: 'callback', trail };
      if (steered) before = await this.#moment();
      trail.push({ step: before.state.step, weights: before.state.weights });
      // The first stays: it shows how it was.
      if (trail.length > Math.min(mostTrail, Math.max(2, mostFloats / before.state.weights.length)))
        trail.splice(1, 1);
      if (this.#trainer.step >= until) return null;
      await this.#trainer.advance(1);
      const what = await this.#flaw();
      if (what !== null) return { before, what, trail };
      before = await this.#moment();
    }
  }

  #goTo({ state, learningRate }: Moment): void {
    this.#trainer.restore(state);
    this.#trainer.setLearningRate(learningRate);
    this.#learningRate = learningRate;
  }

  async #moment(): Promise<Moment> {
    return { state: await this.#trainer.checkpoint(), learningRate: this.#learningRate };
  }

  async #take(until: number): Promise<void> {
    const trainer = this.#trainer;
    while (trainer.step < until) {
      this.#steer();
      const next = this.#interventions[this.#next]?.step ?? Infinity;
      await trainer.advance(Math.min(until, next) - trainer.step);
    }
  }

  /** Does what was done before this step. @returns whether weights were put in. */
  #steer(): boolean {
    let put = false;
    for (;;) {
      const next = this.#interventions[this.#next];
      if (!next || next.step > this.#trainer.step) return put;
      this.#next++;
      if (next.weights) {
        this.#trainer.setWeights(next.weights);
        put = true;
      }
      if (next.learningRate === undefined) continue;
      this.#trainer.setLearningRate(next.learningRate);
      this.#learningRate = next.learningRate;
    }
  }

  async #flaw(): Promise<'weights' | 'optimiser' | 'outputs' | null> {
    const { weights, optimizer } = await this.#trainer.checkpoint();
    if (!allFinite(weights)) return 'weights';
    if (!allFinite(optimizer)) return 'optimiser';
    for (const inputs of [this.#nextBatch(), ...(this.#probe ? [this.#probe] : [])])
      if (!allFinite(await this.#trainer.outputs(inputs))) return 'outputs';
    return null;
  }

  /** Inputs of the batch that the loss of the next step is computed of. */
  #nextBatch(): Float32Array {
    const { architecture, data } = this.#setup;
    const width = architecture.inputs;
    const rows = batchRows(this.#setup, this.#trainer.step);
    const inputs = new Float32Array(rows.length * width);
    rows.forEach((row, at) => inputs.set(data.inputs.subarray(row * width, (row + 1) * width), at * width));
    return inputs;
  }
}
