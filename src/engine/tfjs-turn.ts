// TensorFlow.js computes on one backend at a time. Whoever needs one takes a turn with it: others on the same backend may join, others
// on another one wait for a short turn (a probe) and are refused for a long one (a training).

import { AppError } from '../core/errors.ts';
import type { EngineId } from '../core/records.ts';

/** Why somebody was refused: passing, so nothing may be concluded from it. */
export class Busy extends AppError {
  constructor() {
    super(
      'bad-input',
      'TensorFlow.js is training a model on another engine. Wait for its end, or stop it, first.',
    );
  }
}

interface Turn {
  readonly id: EngineId;
  readonly ready: Promise<void>;
  users: number;
  long: number;
  readonly ended: Promise<void>;
  end(): void;
}

export class TfjsTurns {
  readonly #makeCurrent: (id: EngineId) => Promise<void>;
  #turn: Turn | null = null;

  constructor(makeCurrent: (id: EngineId) => Promise<void>) {
    this.#makeCurrent = makeCurrent;
  }

  /**
   * Runs `work` while the backend of `id` is the current one; an engine that is none of TensorFlow.js' runs at once.
   * @param long whether it may take more than a moment. @throws Busy
   */
  async take<T>(id: EngineId, long: boolean, work: () => Promise<T>): Promise<T> {
    if (!id.startsWith('tfjs-')) return work();
    while (this.#turn && this.#turn.id !== id) {
      if (this.#turn.long > 0) throw new Busy();
      await this.#turn.ended;
    }
    // No await between looking and taking.
    const turn = (this.#turn ??= this.#begin(id));
    turn.users++;
    if (long) turn.long++;
    try {
      await turn.ready;
      return await work();
    } finally {
      turn.users--;
      if (long) turn.long--;
      if (turn.users === 0) {
        this.#turn = null;
        turn.end();
      }
    }
  }

  #begin(id: EngineId): Turn {
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    return { id, ready: this.#makeCurrent(id), users: 0, long: 0, ended, end };
  }
}
