// The batches of one epoch: in chunks that fill a slice, or one by one where a callback looks at every one.

import type { Logs } from '../../core/callback.ts';
import type { Controls } from '../../worker/controls.ts';
import { batchLoss } from '../looking/batch.ts';
import type { Looker } from '../looking/looker.ts';
import { giveWay } from '../pacing.ts';
import type { Pacer } from '../pacing.ts';
import type { Course } from './course.ts';
import type { Figures } from './figures.ts';
import type { Guard } from './guard.ts';
import type { Hooks } from './hooks.ts';
import type { Wishes } from './host.ts';
import type { Reporter } from './reporter.ts';
import { Chunks } from './speed.ts';
import type { Speed } from './speed.ts';

interface BatchesParts {
  readonly course: Course;
  readonly hooks: Hooks;
  readonly guard: Guard;
  readonly wishes: Wishes;
  readonly figures: Figures;
  readonly reporter: Reporter;
  readonly looker: Looker;
  readonly speed: Speed;
  readonly pacer: Pacer;
  readonly controls: Controls;
}

export class Batches {
  readonly #parts: BatchesParts;
  readonly #chunks = new Chunks();
  readonly #everyOne: boolean;
  readonly #needsLoss: boolean;

  constructor(parts: BatchesParts) {
    this.#parts = parts;
    this.#everyOne = parts.hooks.everyBatch;
    this.#needsLoss = parts.hooks.needsBatchLoss;
  }

  /** To the end of the epoch, or to where somebody ends it. */
  async run(): Promise<void> {
    const { course, guard, controls, wishes } = this.#parts;
    while (!course.epochTaken && !controls.stopped) {
      await (this.#everyOne ? this.#one() : this.#chunk());
      // As in Keras a wish to stop is looked at behind a batch: one from before the epoch lets one batch pass.
      if (course.stopTraining) return;
      if (course.epochTaken) {
        // A checkpoint that was asked for behind the last batch is to hold what is behind that batch.
        if (this.#everyOne && wishes.backUp) await this.#parts.reporter.tell('within an epoch', false);
        return;
      }
      if (!guard.broken) await this.#within();
    }
  }

  /** Behind the last hook of an epoch. */
  async betweenEpochs(): Promise<void> {
    const { course, guard, looker, controls, reporter, pacer } = this.#parts;
    if (!guard.broken && looker.due(performance.now())) await this.#look();
    await reporter.tell('end of an epoch', course.stopTraining || controls.stopped);
    await pacer.breathe();
    await course.clock.obey(controls);
  }

  /** Of the model as it is kept: a short training ends before its first look was due. */
  async lastLook(): Promise<void> {
    await this.#look();
  }

  async #within(): Promise<void> {
    const { course, looker, controls, reporter, pacer, figures, wishes } = this.#parts;
    if (looker.due(performance.now())) await this.#look();
    figures.machine();
    // Single steps are too short to give way behind each.
    if (this.#everyOne && !wishes.backUp && !pacer.due) return;
    if (this.#everyOne) await pacer.breathe();
    else await giveWay();
    await reporter.tell('within an epoch', false);
    await course.clock.obey(controls);
  }

  async #look(): Promise<void> {
    const { course, looker, figures } = this.#parts;
    figures.look(await looker.look(course.trainer));
  }

  async #chunk(): Promise<void> {
    const { course, guard, speed } = this.#parts;
    const { trainer, stopTraining } = course;
    const [began, first] = [performance.now(), trainer.step];
    await trainer.advance(stopTraining ? 1 : Math.min(this.#chunks.size, guard.stepsUntilNext));
    const [steps, took] = [trainer.step - first, performance.now() - began];
    speed.add(steps, took);
    this.#chunks.took(steps, took);
    await guard.afterSteps();
  }

  async #one(): Promise<void> {
    const { course, hooks, guard, speed } = this.#parts;
    const { trainer, setup } = course;
    const at = trainer.step - course.epoch * trainer.stepsPerEpoch;
    await hooks.run('train-batch-begin', at, new Map());
    const began = performance.now();
    const batch = this.#needsLoss ? batchLoss(setup, await trainer.weights(), trainer.step) : null;
    // Before the step: what it breaks shows in the loss of the next batch, where a callback may look for it first.
    if (!batch || batch.finite) await guard.afterSteps();
    await trainer.advance(1);
    speed.add(1, performance.now() - began);
    const logs: Logs = new Map();
    if (batch) {
      course.addLoss(batch.loss, batch.rows.length);
      logs.set('loss', course.lossSum / course.lossRows);
    }
    await hooks.run('train-batch-end', at, logs);
    // Behind the hooks, so that a callback that ends a training for the same reason says so itself.
    if (batch && !batch.finite) guard.found();
  }
}
