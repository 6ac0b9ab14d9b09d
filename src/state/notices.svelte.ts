// What the page has to say about faults: each says what happened, what is safe and what to do.

import { AppError, type ErrorCode } from '../core/errors.ts';

export interface Notice {
  readonly id: number;
  readonly tone: 'info' | 'warning' | 'alarm';
  readonly code: ErrorCode | 'note';
  readonly detail: string;
  /** Copyable, for someone who helps. */
  readonly report: string | null;
  /** What can be done about it. */
  readonly action?: { readonly label: string; run(): Promise<unknown> };
}

const mostKept = 6;

export class Notices {
  readonly #describePlace: () => string;
  #list = $state.raw<readonly Notice[]>([]);
  #count = 0;

  /** @param describePlace browser, engine and project in a few lines, for the report. */
  constructor(describePlace: () => string) {
    this.#describePlace = describePlace;
  }

  get list(): readonly Notice[] {
    return this.#list;
  }

  note(tone: Notice['tone'], detail: string, action?: NonNullable<Notice['action']>): void {
    this.#add({ tone, code: 'note', detail, report: null, ...(action && { action }) });
  }

  /** Shows any thrown thing. A cancelled action is no failure and is not shown. */
  fail = (thrown: unknown): void => {
    const error = AppError.from(thrown);
    if (error.code === 'aborted') return;
    const report = [`${error.code}: ${error.message}`, error.stack ?? '', this.#describePlace()].join('\n\n');
    this.#add({ tone: 'alarm', code: error.code, detail: error.message, report });
  };

  dismiss(id: number): void {
    this.#list = this.#list.filter((notice) => notice.id !== id);
  }

  /** Forgets faults: they belong to a project that is left. Notes stay. */
  clear(): void {
    this.#list = this.#list.filter((notice) => notice.code === 'note');
  }

  #add(notice: Omit<Notice, 'id'>): void {
    // The same fault many times over (a full disk at every window) is one notice.
    const others = this.#list.filter((held) => held.code !== notice.code || held.detail !== notice.detail);
    this.#list = [...others, { ...notice, id: ++this.#count }].slice(-mostKept);
  }
}
