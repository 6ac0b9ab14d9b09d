// One tab writes, the others watch. The lock itself is storage's; this is what the page shows of it.

import type { WriterLock } from '../storage/writer-lock.ts';

/** The name under which every tab of this page asks for the right to write. */
const lockName = 'model-loop-writer';

export class Writer {
  readonly #lock: WriterLock;
  #role = $state<'writer' | 'follower'>('follower');

  constructor(lock: WriterLock) {
    this.#lock = lock;
  }

  get role(): 'writer' | 'follower' {
    return this.#role;
  }
  get mayWrite(): boolean {
    return this.#role === 'writer';
  }

  /** Why tabs can't be told apart in this browser; null where they can. */
  get reason(): string | null {
    return this.#lock.reason;
  }

  /** @param onChange told when this tab gains or loses the right to write after the start. */
  async start(onChange: (role: 'writer' | 'follower') => void): Promise<void> {
    this.#role = await this.#lock.acquire(lockName);
    this.#lock.onChange((role) => {
      if (role === this.#role) return;
      this.#role = role;
      onChange(role);
    });
  }

  takeOver(): Promise<void> {
    return this.#lock.takeOver();
  }
}
