// Gives way to other messages without timers: browsers slow timers down in hidden tabs, messages they do not.

const waiting: (() => void)[] = [];
let channel: MessageChannel | null = null;

function open(): MessageChannel {
  const made = new MessageChannel();
  made.port1.onmessage = () => waiting.shift()?.();
  return made;
}

/** Resolves after the messages that have already arrived were handled. */
export function giveWay(): Promise<void> {
  channel ??= open();
  const { port2 } = channel;
  return new Promise((resolve) => {
    waiting.push(resolve);
    port2.postMessage(null);
  });
}

/** Lets a long loop run in slices of about `sliceMs`. */
export class Pacer {
  #since = performance.now();
  readonly #sliceMs: number;

  constructor(sliceMs = 12) {
    this.#sliceMs = sliceMs;
  }

  /** Whether the slice is used up. */
  get due(): boolean {
    return performance.now() - this.#since >= this.#sliceMs;
  }

  /** Gives way when the slice is used up; returns at once otherwise. */
  async breathe(): Promise<void> {
    if (!this.due) return;
    await giveWay();
    this.#since = performance.now();
  }
}
