// The alert lab: detectors scored on streams of which it is known when they changed, while a person turns the knobs.

import type { LabCoursesResult } from '../core/alert-lab/courses.ts';
import type { LabProgress, LabRequest, LabResult, LabWorld } from '../core/alert-lab/lab.ts';
import { errorsAround, type StreamErrors } from '../core/alert-lab/stream-errors.ts';
import { AppError } from '../core/errors.ts';
import type { Engine } from '../engine/engine.ts';
import type { Datasets } from './datasets.svelte.ts';
import { idle, type Job } from './job.ts';
import type { ProjectStore } from './project-store.svelte.ts';
import { thresholdsIn } from './version-threshold.ts';

export interface AlertLabParts {
  readonly store: ProjectStore;
  readonly datasets: Datasets;
  readonly engine: Pick<Engine, 'lab' | 'labCourses'>;
  /** A slider that moves asks once it has rested for so long. */
  readonly restMs?: number;
}

type Detectors = LabRequest['detectors'];
type CoursesProgress = { readonly done: number; readonly total: number };

/** One question at a time: a new one takes the place of the one before, and what was known stays until there is something newer. */
class Asked<Result, Progress> {
  #job = $state.raw<Job<Result, Progress>>(idle);
  #result = $state.raw<Result | null>(null);
  #of = $state.raw<LabRequest | null>(null);

  get job(): Job<Result, Progress> {
    return this.#job;
  }
  /** The newest that is known, and what it answers. */
  get result(): Result | null {
    return this.#result;
  }
  get of(): LabRequest | null {
    return this.#of;
  }

  async ask(
    request: LabRequest,
    restMs: number,
    work: (signal: AbortSignal, onProgress: (progress: Progress) => void) => Promise<Result>,
    soFar: (progress: Progress) => Result | null,
  ): Promise<void> {
    this.end();
    const abort = new AbortController();
    const cancel = () => abort.abort();
    const show = (job: Job<Result, Progress>, result: Result | null): void => {
      if (this.#job.phase !== 'running' || this.#job.cancel !== cancel) return;
      this.#job = job;
      if (!result) return;
      this.#result = result;
      this.#of = request;
    };
    this.#job = { phase: 'running', progress: null, cancel };
    try {
      await rested(restMs, abort.signal);
      const result = await work(abort.signal, (progress) =>
        show({ phase: 'running', progress, cancel }, soFar(progress)),
      );
      show({ phase: 'done', result }, result);
    } catch (thrown) {
      const error = AppError.from(thrown);
      show(error.code === 'aborted' ? idle : { phase: 'failed', error }, null);
    }
  }

  end(): void {
    if (this.#job.phase === 'running') this.#job.cancel();
  }

  forget(): void {
    this.end();
    this.#job = idle;
    this.#result = null;
    this.#of = null;
  }
}

function rested(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new AppError('aborted', 'The work was cancelled.'));
    });
  });
}

export class AlertLab {
  readonly #parts: AlertLabParts;
  readonly #knobs = new Asked<LabResult, LabProgress>();
  readonly #courses = new Asked<LabCoursesResult, CoursesProgress>();

  constructor(parts: AlertLabParts) {
    this.#parts = parts;
  }

  /** Detectors over their knobs. What goes wrong is in it. */
  get job(): Job<LabResult, LabProgress> {
    return this.#knobs.job;
  }
  /** The newest that is known: of the first seeds while the others still run, and of the question before until then. */
  get result(): LabResult | null {
    return this.#knobs.result;
  }
  /** What `result` answers; null: there is none. */
  get answered(): LabRequest | null {
    return this.#knobs.of;
  }

  /** Begins once nobody has asked for anything else for a moment; ends what was asked before. */
  run(world: LabWorld, detectors: Detectors, seeds: number): Promise<void> {
    const { engine, restMs = 150 } = this.#parts;
    const request = this.#request(world, detectors, seeds);
    return this.#knobs.ask(
      request,
      restMs,
      (signal, onProgress) => engine.lab(request, { signal, onProgress }),
      ({ soFar }) => soFar,
    );
  }

  /** The detectors as they are set, on each course that a change may take; the world's own does not count. */
  courses(world: LabWorld, detectors: Detectors, seeds: number): Promise<void> {
    const { engine, restMs = 150 } = this.#parts;
    const request = this.#request(world, detectors, seeds);
    return this.#courses.ask(
      request,
      restMs,
      (signal, onProgress) => engine.labCourses(request, { signal, onProgress }),
      () => null,
    );
  }
  get coursesJob(): Job<LabCoursesResult, CoursesProgress> {
    return this.#courses.job;
  }
  get coursesResult(): LabCoursesResult | null {
    return this.#courses.result;
  }

  /** What the deployed model got wrong before and after the newest change; null where too little is known on either side. */
  errorsOfStream(): StreamErrors | null {
    const { store, datasets } = this.#parts;
    if (!store.isOpen || !datasets.isOpen) return null;
    const { scenario, truth } = datasets.current;
    return errorsAround({
      windows: store.windows,
      truth,
      task: scenario.task,
      thresholdOf: thresholdsIn(store),
      changes: store.project.settings.injections ?? [],
      alerts: store.contents.alerts,
    });
  }

  /** The project is left. */
  forget(): void {
    this.#knobs.forget();
    this.#courses.forget();
  }

  #request(world: LabWorld, detectors: Detectors, seeds: number): LabRequest {
    return { world, detectors, seeds, seed: this.#parts.store.project.seed };
  }
}
