// Calls the callbacks of a training, and sees to what they wished for when all have spoken.

import type { Hook, Logs } from '../../core/callback.ts';
import type { CallbackList } from '../../core/callback-list.ts';
import type { Wishes } from './host.ts';
import { batchHooks } from './repeats.ts';

const ofBatch: ReadonlySet<Hook> = new Set<Hook>(batchHooks);

export class Hooks {
  readonly #list: CallbackList;
  readonly #wishes: Wishes;
  readonly #hostFor: Wishes['hostFor'];

  constructor(list: CallbackList, wishes: Wishes) {
    this.#list = list;
    this.#wishes = wishes;
    this.#hostFor = (place, id) => wishes.hostFor(place, id);
  }

  /** Whether the training must go one step at a time. */
  get everyBatch(): boolean {
    return this.#list.everyBatch || this.listensTo('train-batch-begin') || this.listensTo('train-batch-end');
  }

  /** Whether anybody wants to know the loss of every batch. */
  get needsBatchLoss(): boolean {
    return this.#list.needsBatchLoss;
  }

  listensTo(hook: Hook): boolean {
    return this.#list.listensTo(hook);
  }

  /** @param at epoch or batch, from 0; 0 elsewhere. @throws what a callback throws. */
  async run(hook: Hook, at: number, logs: Logs): Promise<void> {
    const { course } = this.#wishes;
    course.hook = hook;
    course.batch = ofBatch.has(hook) ? at : null;
    if (!this.listensTo(hook)) return;
    await this.#list.run(hook, at, logs, this.#hostFor);
    this.#wishes.settle(() => this.#list.states());
  }
}
