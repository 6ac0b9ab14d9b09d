// Takes steps once more to find the first that leaves a number which is not finite. The same engine repeats itself exactly, and
// what callbacks changed meanwhile is changed again at its step.

import { allFinite } from '../finite.ts';
import { batchInputs } from '../looking/batch.ts';
import type { Trainer, TrainerSetup, TrainerState } from '../trainers/trainer.ts';
import type { Intervention } from './course.ts';
import { Chunks } from './speed.ts';

export interface Moment {
  readonly state: TrainerState;
  /** Base rate of the next step. */
  readonly learningRate: number;
}

export type Trail = readonly { readonly step: number; readonly weights: Float32Array }[];

export interface BadStep {
  /** Before it all was well. Its state's `step` is the number of the bad step, from 0. */
  readonly before: Moment;
  /** What is not finite after it; `callback`: what a callback put in before it. */
  readonly what: 'weights' | 'optimiser' | 'outputs' | 'callback';
  /** Parameters before the last steps up to it, in their order; the last are those before it. */
  readonly trail: Trail;
}

/** Steps between two looks, then one by one. */
const block = 64;
/** Parameters that are remembered on the way: of so many steps, or fewer where they are many. */
export const trailLength = 5;
const mostFloats = 4_000_000;

export class Replay {
  readonly #trainer: Trainer;
  readonly #setup: TrainerSetup;
  readonly #interventions: readonly Intervention[];
  /** Rows of inputs whose outputs must be finite too. */
  readonly #probe: Float32Array | null;
  /** Gives way to messages. @throws AppError `aborted`. */
  readonly #breathe: () => Promise<void>;
  readonly #chunks = new Chunks();
  #learningRate = 0;
  /** Of the interventions, the next. */
  #next = 0;

  /** @param interventions since the good moment, in their order. */
  constructor(
    setup: TrainerSetup,
    trainer: Trainer,
    interventions: readonly Intervention[],
    probe: Float32Array | null,
    breathe: () => Promise<void>,
  ) {
    this.#setup = setup;
    this.#trainer = trainer;
    this.#interventions = interventions;
    this.#probe = probe;
    this.#breathe = breathe;
  }

  /** Null when none of the steps up to `until` is bad. @throws AppError `aborted`, `engine-lost`. */
  async firstBad(good: Moment, until: number): Promise<BadStep | null> {
    // Where to go step by step from: so far before the present block that its first step has a story too.
    let start = { moment: good, next: this.#next };
    this.#goTo(good);
    while (until - this.#trainer.step > block) {
      const end = this.#trainer.step + block;
      await this.#take(end - trailLength);
      const late = { moment: await this.#moment(), next: this.#next };
      await this.#take(end);
      if ((await this.#flaw()) !== null) break;
      start = late;
    }
    // In the last block without a look before, for it is there if it was in no other; or a callback did it behind that.
    this.#next = start.next;
    return this.#oneByOne(start.moment, until);
  }

  async #oneByOne(from: Moment, until: number): Promise<BadStep | null> {
    const trail: { step: number; weights: Float32Array }[] = [];
    let before = from;
    this.#goTo(from);
    for (;;) {
      const steered = this.#steer();
      if (steered && (await this.#flaw()) !== null) return { before, what: 'callback', trail };
      // The rate of the bad step is the one that was set before it.
      before = steered ? await this.#moment() : { ...before, learningRate: this.#learningRate };
      trail.push({ step: before.state.step, weights: before.state.weights });
      if (trail.length > Math.min(trailLength, Math.max(2, mostFloats / before.state.weights.length)))
        trail.shift();
      if (this.#trainer.step >= until) return null;
      await this.#trainer.advance(1);
      await this.#breathe();
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
      const [began, first] = [performance.now(), trainer.step];
      await trainer.advance(Math.min(this.#chunks.size, Math.min(until, next) - first));
      this.#chunks.took(trainer.step - first, performance.now() - began);
      await this.#breathe();
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
    const next = batchInputs(this.#setup, this.#trainer.step);
    for (const inputs of [next, ...(this.#probe ? [this.#probe] : [])])
      if (!allFinite(await this.#trainer.outputs(inputs))) return 'outputs';
    return null;
  }
}
