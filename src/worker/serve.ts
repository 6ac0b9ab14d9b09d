// The worker's end of the protocol: starts jobs, hands controls to them, thins out their progress, names their errors.

import { AppError } from '../core/errors.ts';
import { Controls } from './controls.ts';
import type { FromWorker, JobName, Jobs, ToWorker, TrainProgress } from './protocol.ts';

export interface JobCall<J extends JobName> {
  readonly controls: Controls;
  report(progress: Jobs[J]['progress']): void;
}

export type Handlers = {
  readonly [J in JobName]: (
    request: Jobs[J]['request'],
    call: JobCall<J>,
  ) => Promise<Jobs[J]['response']> | Jobs[J]['response'];
};

/** The global scope of a worker, or one end of a MessageChannel. */
export interface Port {
  postMessage(message: FromWorker): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<ToWorker>) => void): void;
}

type Progress = Jobs[JobName]['progress'];

const isTraining = (progress: Progress): progress is TrainProgress => 'records' in progress;

/** The newer progress, with the epochs and the checkpoint of the one that was held back. */
function merge(held: Progress | null, next: Progress): Progress {
  if (!held || !isTraining(held) || !isTraining(next)) return next;
  return {
    ...next,
    records: [...held.records, ...next.records],
    checkpoint: next.checkpoint ?? held.checkpoint,
  };
}

/** Sends at most one progress per `everyMs` for one call. `flush` sends what is held back. */
function thinned(send: (progress: Progress) => void, everyMs: number) {
  let held: Progress | null = null;
  let sentAt = -Infinity;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const flush = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (held === null) return;
    const progress = held;
    held = null;
    sentAt = performance.now();
    send(progress);
  };
  const report = (progress: Progress) => {
    held = merge(held, progress);
    const wait = sentAt + everyMs - performance.now();
    if (wait <= 0) flush();
    else timer ??= setTimeout(flush, wait);
  };
  return { report, flush };
}

/** Names what a job threw. A RangeError is how core says that a request does not fit its data. */
function named(thrown: unknown): AppError {
  if (thrown instanceof RangeError)
    return new AppError('bad-input', thrown.message, { cause: thrown, stack: thrown.stack });
  return AppError.from(thrown);
}

/** Answers calls on `port` until the worker ends. @param progressMs least time between two reports of one call. */
export function serve(handlers: Handlers, port: Port, progressMs = 50): void {
  const running = new Map<number, Controls>();

  async function start<J extends JobName>(id: number, job: J, request: Jobs[J]['request']): Promise<void> {
    const controls = new Controls();
    running.set(id, controls);
    const progress = thinned(
      (value) => port.postMessage({ type: 'progress', id, progress: value }),
      progressMs,
    );
    try {
      const response = await handlers[job](request, { controls, report: progress.report });
      progress.flush();
      port.postMessage({ type: 'done', id, response });
    } catch (thrown) {
      progress.flush();
      port.postMessage({ type: 'failed', id, error: named(thrown).toData() });
    } finally {
      running.delete(id);
    }
  }

  port.addEventListener('message', ({ data }) => {
    if (data.type === 'ping') port.postMessage({ type: 'pong', id: data.id });
    if (data.type === 'control') running.get(data.id)?.apply(data.control);
    if (data.type === 'call') void start(data.id, data.job, data.request);
  });
  port.postMessage({ type: 'ready' });
}

/** Reports rejections that no job waited for. */
export function reportFaults(scope: Port & Pick<WorkerGlobalScope, 'addEventListener'>): void {
  scope.addEventListener('unhandledrejection', (event: PromiseRejectionEvent) => {
    event.preventDefault();
    scope.postMessage({ type: 'fault', error: named(event.reason).toData() });
  });
}
