// One tab writes, the others follow. The page holds the lock, not its worker: a frozen tab keeps its lock, so it is given
// back before the freeze and asked for again afterwards.

export type Role = 'writer' | 'follower';

export interface WriterLockOptions {
  /** Null: the browser has none. Left out: the browser's. */
  readonly locks?: LockManager | null;
  /** Where `freeze` and `resume` are told (the document), and `pagehide` and `pageshow` (the window). */
  readonly document?: EventTarget | null;
  readonly window?: EventTarget | null;
}

const singleTab =
  'This browser cannot tell the tabs of this page apart. Use it in one tab only: two would overwrite each other.';

function browserLocks(): LockManager | null {
  return typeof navigator !== 'undefined' && 'locks' in navigator ? (navigator.locks ?? null) : null;
}

export class WriterLock {
  readonly #locks: LockManager | null;
  readonly #listeners = new Set<(role: Role) => void>();
  #name: string | null = null;
  #role: Role = 'follower';
  #reason: string | null = null;
  /** Ends holding the lock; null while it is not held. */
  #giveBack: (() => void) | null = null;
  /** Withdraws the place in the queue; null while not queued. */
  #waiting: AbortController | null = null;
  #suspended = false;
  readonly #detach: () => void;

  constructor(options: WriterLockOptions = {}) {
    this.#locks = options.locks === undefined ? browserLocks() : options.locks;
    const page = options.document === undefined ? globalThis.document : options.document;
    const tab = options.window === undefined ? globalThis.window : options.window;
    const away = (): void => this.#suspend();
    const back = (): void => void this.#resume();
    page?.addEventListener('freeze', away);
    page?.addEventListener('resume', back);
    tab?.addEventListener('pagehide', away);
    tab?.addEventListener('pageshow', back);
    this.#detach = () => {
      page?.removeEventListener('freeze', away);
      page?.removeEventListener('resume', back);
      tab?.removeEventListener('pagehide', away);
      tab?.removeEventListener('pageshow', back);
    };
  }

  get role(): Role {
    return this.#role;
  }

  /** Why the tabs cannot be kept apart here; null where they are. */
  get reason(): string | null {
    return this.#reason;
  }

  onChange(listener: (role: Role) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Becomes the writer when nobody is, otherwise a follower that becomes the writer when its turn comes. */
  async acquire(name: string): Promise<Role> {
    this.#name = name;
    if (!this.#locks) return this.#withoutLocks();
    if (this.#giveBack || this.#waiting) return this.#role;
    try {
      if (!(await this.#ask(name, { ifAvailable: true }))) this.#queue(name);
    } catch (thrown) {
      // An opaque origin has Web Locks that always refuse.
      if (thrown instanceof DOMException && thrown.name === 'SecurityError') return this.#withoutLocks();
      throw thrown;
    }
    return this.#role;
  }

  /** Becomes the writer at once; the present writer turns follower and waits for its turn. */
  async takeOver(): Promise<void> {
    const name = this.#name;
    if (name === null || !this.#locks || this.#giveBack) return;
    this.#waiting?.abort();
    this.#waiting = null;
    await this.#ask(name, { steal: true });
  }

  /** Gives up writing for good (until the next `acquire`). */
  release(): void {
    this.#name = null;
    this.#suspended = false;
    this.#letGo();
  }

  /** Gives up and stops listening to the page. */
  dispose(): void {
    this.release();
    this.#listeners.clear();
    this.#detach();
  }

  #withoutLocks(): Role {
    this.#reason = singleTab;
    this.#become('writer');
    return this.#role;
  }

  #become(role: Role): void {
    if (this.#role === role) return;
    this.#role = role;
    for (const listener of this.#listeners) listener(role);
  }

  /** Resolves with whether the lock was granted, as soon as that is known; then holds it. */
  #ask(name: string, options: LockOptions): Promise<boolean> {
    const locks = this.#locks;
    if (!locks) return Promise.resolve(false);
    return new Promise((resolve, reject) => {
      let mine: (() => void) | null = null;
      locks
        .request(name, options, (lock) => {
          // Granted too late: the page has been released or put to sleep meanwhile.
          const wanted = lock !== null && this.#name === name && !this.#suspended;
          if (!wanted) return resolve(false);
          return new Promise<void>((end) => {
            mine = end;
            this.#giveBack = end;
            this.#waiting = null;
            this.#become('writer');
            resolve(true);
          });
        })
        .catch((thrown: unknown) => {
          // Rejected while held: another tab has stolen the lock. Stop writing first, then wait for a turn.
          if (mine !== null && this.#giveBack === mine) {
            this.#giveBack = null;
            this.#become('follower');
            if (this.#name === name && !this.#suspended) this.#queue(name);
          }
          reject(thrown instanceof Error ? thrown : new Error(String(thrown)));
        });
    });
  }

  #queue(name: string): void {
    const waiting = new AbortController();
    this.#waiting = waiting;
    this.#ask(name, { signal: waiting.signal }).catch(() => {
      // Withdrawn on purpose; there is nobody to tell.
    });
  }

  #letGo(): void {
    this.#waiting?.abort();
    this.#waiting = null;
    const giveBack = this.#giveBack;
    this.#giveBack = null;
    if (this.#reason === null) this.#become('follower');
    giveBack?.();
  }

  #suspend(): void {
    if (this.#name === null || this.#reason !== null) return;
    this.#suspended = true;
    this.#letGo();
  }

  async #resume(): Promise<void> {
    if (!this.#suspended || this.#name === null) return;
    this.#suspended = false;
    await this.acquire(this.#name);
  }
}
