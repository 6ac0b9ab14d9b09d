// The evaluation at the end of a training: how far it has come, and skipping it.

import type { AssessProgress } from '../engine/evaluation-protocol.ts';

/** What the one who evaluates is given. */
export interface EvaluationWatch {
  /** Aborted when a person would rather not wait. */
  readonly skip: AbortSignal;
  readonly onProgress: (progress: AssessProgress) => void;
}

export class RunEvaluation {
  #progress = $state.raw<AssessProgress | null>(null);
  #abort = new AbortController();

  /** Null while none is under way. */
  get progress(): AssessProgress | null {
    return this.#progress;
  }

  begin(): EvaluationWatch {
    const abort = new AbortController();
    this.#abort = abort;
    this.#progress = { done: 0, total: 1, doing: 'scoring' };
    return {
      skip: abort.signal,
      onProgress: (progress) => {
        if (this.#abort === abort && this.#progress) this.#progress = progress;
      },
    };
  }

  skip(): void {
    this.#abort.abort();
  }

  end(): void {
    this.#progress = null;
  }
}
