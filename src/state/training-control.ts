// What a person wishes of the training under way, also before the engine has begun or while it begins again after a lost
// worker: the wish then waits for it.

type Control = 'pause' | 'resume' | 'stop';

interface Call {
  control(control: Control): void;
}

export class TrainingControl {
  #call: Call | null = null;
  #wanted: 'pause' | 'stop' | null = null;

  /** A new training: nothing is wished yet. */
  begin(): void {
    this.#wanted = null;
  }

  /** The engine has begun. */
  attach(call: Call): void {
    this.#call = call;
    if (this.#wanted) call.control(this.#wanted);
  }

  detach(): void {
    this.#call = null;
  }

  get stops(): boolean {
    return this.#wanted === 'stop';
  }

  /** It was paused when the page was left. */
  stayPaused(): void {
    this.#wanted ??= 'pause';
  }

  setPaused(paused: boolean): void {
    this.#wanted = paused ? 'pause' : null;
    this.#call?.control(paused ? 'pause' : 'resume');
  }

  stop(): void {
    this.#wanted = 'stop';
    this.#call?.control('resume');
    this.#call?.control('stop');
  }
}
