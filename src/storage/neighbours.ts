// Other tabs of this page. They are told that a project changed and read it anew; nothing in a message is trusted.

import type { ForeignCommit } from './contract.ts';
import { readTouched } from './touched.ts';
import type { Touched } from './touched.ts';

export class Neighbours {
  readonly #channel: BroadcastChannel | null;
  readonly #listeners = new Set<ForeignCommit>();

  /** Without BroadcastChannel nobody is told: a tab then sees the others' work when it is reloaded. */
  constructor(name: string) {
    this.#channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(name);
    if (!this.#channel) return;
    this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (typeof data !== 'object' || data === null || !('projectId' in data)) return;
      const { projectId } = data;
      if (typeof projectId !== 'string') return;
      const touched = readTouched(Reflect.get(data, 'touched'));
      for (const listener of this.#listeners) listener(projectId, touched);
    };
  }

  tell(projectId: string, touched: Touched): void {
    this.#channel?.postMessage({ projectId, touched });
  }

  listen(listener: ForeignCommit): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#listeners.clear();
    this.#channel?.close();
  }
}
