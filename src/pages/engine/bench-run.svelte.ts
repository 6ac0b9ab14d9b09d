// A run of the bench: it goes on, and its result stays, while other rooms are open.

import { runBench } from '../../bench/bench.ts';
import type { BenchReport, EngineName } from '../../bench/report.ts';
import { workloads } from '../../bench/workloads.ts';
import { AppError } from '../../core/errors.ts';

export type BenchState = 'idle' | 'running' | 'done' | 'stopped' | 'failed';

export class BenchRun {
  #chosen = $state.raw<ReadonlySet<string>>(new Set(['mlp-20-32-1-b32']));
  #state = $state<BenchState>('idle');
  #report = $state.raw<BenchReport | null>(null);
  #problem = $state('');
  #doing = $state('');
  #disturbed = $state(false);
  #done = $state(0);
  #total = $state(0);
  #stop: AbortController | null = null;
  readonly #engines: readonly EngineName[] | undefined;
  samples = $state(7);
  seconds = $state(0.5);

  /** @param engines in place of those that suit each workload. */
  constructor(engines?: readonly EngineName[]) {
    this.#engines = engines;
  }

  get chosen(): ReadonlySet<string> {
    return this.#chosen;
  }
  get state(): BenchState {
    return this.#state;
  }
  get report(): BenchReport | null {
    return this.#report;
  }
  /** Why it failed. */
  get problem(): string {
    return this.#problem;
  }
  /** Whether the page has computed something else during this run. */
  get disturbed(): boolean {
    return this.#disturbed;
  }
  /** What is going on, in words. */
  get doing(): string {
    return this.#doing;
  }
  get done(): number {
    return this.#done;
  }
  get total(): number {
    return this.#total;
  }

  /** Whether the bench could run with these numbers. */
  get samplesFit(): boolean {
    return Number.isInteger(this.samples) && this.samples >= 1 && this.samples <= 100;
  }
  get secondsFit(): boolean {
    return this.seconds >= 0.01 && this.seconds <= 10;
  }

  choose(id: string, wanted: boolean): void {
    const next = new Set(this.#chosen);
    if (wanted) next.add(id);
    else next.delete(id);
    this.#chosen = next;
  }

  chooseAll(wanted: boolean): void {
    this.#chosen = new Set(wanted ? workloads.map(({ id }) => id) : []);
  }

  /**
   * Ends when the bench does; what went wrong is in `problem`.
   * @param quieten makes the rest of the page rest.
   * @param busy whether it computes nevertheless. Watched here: the room may be left meanwhile.
   */
  async start(quieten: () => Promise<void>, busy: () => boolean): Promise<void> {
    if (this.#state === 'running') return;
    const chosen = workloads.filter(({ id }) => this.#chosen.has(id));
    const controller = new AbortController();
    this.#stop = controller;
    this.#state = 'running';
    this.#report = null;
    this.#problem = '';
    this.#doing = '';
    this.#disturbed = false;
    this.#done = 0;
    this.#total = chosen.length;
    let stopWatching: () => void = () => undefined;
    try {
      await quieten();
      stopWatching = $effect.root(() => {
        $effect(() => {
          if (busy()) this.#disturbed = true;
        });
      });
      await runBench({
        workloads: chosen,
        engines: this.#engines,
        sampling: { samples: this.samples, seconds: this.seconds },
        signal: controller.signal,
        disturbed: () => this.#disturbed,
        onProgress: (done, workload, doing) => {
          this.#done = done;
          this.#doing = `${workload.label}: ${doing}`;
        },
        onReport: (report) => (this.#report = report),
      });
      this.#state = 'done';
    } catch (thrown) {
      const { code, message } = AppError.from(thrown);
      this.#state = code === 'aborted' ? 'stopped' : 'failed';
      this.#problem = message;
    } finally {
      stopWatching();
    }
    this.#stop = null;
  }

  stop(): void {
    this.#stop?.abort();
  }
}
