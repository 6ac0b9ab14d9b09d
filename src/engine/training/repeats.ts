// What a callback says at hooks of a batch could be said millions of times. In every epoch the first few of each callback at
// each hook are told one by one; the others are counted, and told as one line at the end of the epoch. What changed something
// and what only counts are kept apart, so that neither hides the other.

import type { CallbackEvent } from '../../core/callback.ts';

const mostInEpoch = 10;

type Said = Pick<CallbackEvent, 'callback' | 'id' | 'hook' | 'acted'>;

export class Repeats {
  #spoken: Map<string, { readonly said: Said; count: number }>;

  /** @param spoken how often in this epoch already, from a checkpoint. */
  constructor(spoken: Readonly<Record<string, number>>) {
    this.#spoken = new Map(
      Object.entries(spoken).flatMap(([key, count]) => {
        const said = saidOf(key);
        return said ? [[key, { said, count }]] : [];
      }),
    );
  }

  /** For a checkpoint: how often in this epoch so far. */
  get spoken(): Record<string, number> {
    return Object.fromEntries(Array.from(this.#spoken, ([key, { count }]) => [key, count]));
  }

  /** @returns whether it is told on its own. */
  isTold({ callback, id, hook, acted }: Said): boolean {
    const key = `${callback} ${hook} ${acted ? 'acted' : 'told'} ${id}`;
    const known = this.#spoken.get(key) ?? { said: { callback, id, hook, acted }, count: 0 };
    this.#spoken.set(key, known);
    return ++known.count <= mostInEpoch;
  }

  /** At the end of an epoch: what was not told on its own. Counting begins anew. */
  close(): (Said & { readonly text: string })[] {
    const lines = [...this.#spoken.values()]
      .filter(({ count }) => count > mostInEpoch)
      .map(({ said, count }) => {
        const more = count - mostInEpoch;
        const text = `and ${more} more ${more === 1 ? 'line' : 'lines'} in this epoch, which ${more === 1 ? 'is' : 'are'} only counted`;
        return { ...said, text };
      });
    this.#spoken.clear();
    return lines;
  }
}

/** Null for what no training wrote. */
function saidOf(key: string): Said | null {
  const [callback, hook, acted, ...id] = key.split(' ');
  const known = batchHooks.find((each) => each === hook);
  return known
    ? { callback: Number(callback), hook: known, acted: acted === 'acted', id: id.join(' ') }
    : null;
}

/** Hooks that come with every batch. */
export const batchHooks = [
  'train-batch-begin',
  'train-batch-end',
  'test-batch-begin',
  'test-batch-end',
] as const;
