// "Every so many batches", as ModelCheckpoint and BackupAndRestore of Keras 3.15.1 count them.

import type { CallbackState } from './callback.ts';
import { stateReader } from './callback-state.ts';
import type { Param, ParamValues } from './params.ts';
import { textOf } from './callback-monitor.ts';

export const saveFrequencyParam: Param = {
  type: 'text',
  label: 'How often',
  help: 'epoch: after each epoch. A whole number: after so many batches, also across epochs.',
  maxLength: 20,
  default: 'epoch',
};

const whole = /^[1-9]\d{0,8}$/;

export const saveFrequencyProblem = (values: ParamValues): string | null => {
  const text = textOf(values, 'save_freq').trim();
  return text === 'epoch' || whole.test(text)
    ? null
    : `How often must be the word epoch or a whole number of batches, not "${text}".`;
};

/** Null for after each epoch. @throws RangeError when `saveFrequencyProblem` has something to say. */
export function saveFrequencyOf(values: ParamValues): number | null {
  const problem = saveFrequencyProblem(values);
  if (problem !== null) throw new RangeError(problem);
  const text = textOf(values, 'save_freq').trim();
  return text === 'epoch' ? null : Number(text);
}

/** Counts batches, also over the end of an epoch, where their numbers begin anew. */
export class BatchCount {
  #every: number | null;
  #since = 0;
  #last: number | null = null;

  constructor(every: number | null) {
    this.#every = every;
  }

  /** Whether it is time after this batch (from 0); then counting begins anew. */
  due(batch: number): boolean {
    if (this.#every === null) return false;
    this.#since += this.#last === null || batch <= this.#last ? batch + 1 : batch - this.#last;
    this.#last = batch;
    if (this.#since < this.#every) return false;
    this.#since = 0;
    return true;
  }

  /** Batches since it was time. */
  get since(): number {
    return this.#since;
  }

  state(): { readonly since: number; readonly last: number | null } {
    return { since: this.#since, last: this.#last };
  }

  restore(state: CallbackState): void {
    const read = stateReader(state);
    this.#since = read.number('since');
    this.#last = read.numberOrNull('last');
  }
}
