// What changes many times a second, followed at a pace that eyes and the page can bear.

import { untrack } from 'svelte';

export class Paced<T> {
  #value: T;

  /**
   * To be made while a component is set up.
   * @param read cheap; called again whenever something that it read has changed. @param gapMs between two values.
   */
  constructor(read: () => T, gapMs: number) {
    this.#value = $state.raw(untrack(read));
    let takenAt = performance.now();
    let timer = 0;
    let latest = this.#value;
    const take = (): void => {
      timer = 0;
      takenAt = performance.now();
      this.#value = latest;
    };
    $effect(() => {
      latest = read();
      if (timer === 0) timer = window.setTimeout(take, Math.max(0, takenAt + gapMs - performance.now()));
    });
    $effect(() => () => clearTimeout(timer));
  }

  get value(): T {
    return this.#value;
  }
}
