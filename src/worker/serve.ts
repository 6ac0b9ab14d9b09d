// The worker's end of a protocol: starts jobs, hands controls to them, thins out their progress, names their errors.

import { AppError } from '../core/errors.ts';
import { Controls } from './controls.ts';
import type { FromWorker, Shapes, ToWorker } from './messages.ts';

export interface JobCall<Jobs extends Shapes<Jobs>, J extends keyof Jobs> {
  readonly controls: Controls;
  report(progress: Jobs[J]['progress']): void;
}

export type Handlers<Jobs extends Shapes<Jobs>> = {
  readonly [J in keyof Jobs]: (
    request: Jobs[J]['request'],
    call: JobCall<Jobs, J>,
  ) => Promise<Jobs[J]['response']> | Jobs[J]['response'];
};

/** The global scope of a worker, or one end of a MessageChannel. */
export interface Port<Jobs extends Shapes<Jobs>> {
  postMessage(message: FromWorker<Jobs>, transfer?: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<ToWorker<Jobs>>) => void): void;
}

export interface ServeOptions<Jobs extends Shapes<Jobs>> {
  /** Least time between two reports of one call. */
  readonly progressMs?: number;
  /** What is sent in place of a report that was held back and the one after it. Left out: the later one. */
  readonly merge?: (
    held: Jobs[keyof Jobs]['progress'],
    next: Jobs[keyof Jobs]['progress'],
  ) => Jobs[keyof Jobs]['progress'];
  /** Buffers that an answer hands over instead of copying them. */
  readonly transfer?: (response: Jobs[keyof Jobs]['response']) => Transferable[];
}

/** Sends at most one progress per `everyMs` for one call. `flush` sends what is held back. */
function thinned<Progress>(
  send: (progress: Progress) => void,
  merge: (held: Progress, next: Progress) => Progress,
  everyMs: number,
) {
  let held: { readonly progress: Progress } | null = null;
  let sentAt = -Infinity;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const flush = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (held === null) return;
    const { progress } = held;
    held = null;
    sentAt = performance.now();
    send(progress);
  };
  const report = (progress: Progress) => {
    held = { progress: held ? merge(held.progress, progress) : progress };
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

/** Answers calls on `port` until the worker ends. */
export function serve<Jobs extends Shapes<Jobs>>(
  handlers: Handlers<Jobs>,
  port: Port<Jobs>,
  options: ServeOptions<Jobs> = {},
): void {
  const { progressMs = 50, merge = (_, next) => next, transfer = () => [] } = options;
  const running = new Map<number, Controls>();

  async function start<J extends keyof Jobs>(id: number, job: J, request: Jobs[J]['request']): Promise<void> {
    const controls = new Controls();
    running.set(id, controls);
    const progress = thinned(
      (value: Jobs[keyof Jobs]['progress']) => port.postMessage({ type: 'progress', id, progress: value }),
      merge,
      progressMs,
    );
    try {
      const response = await handlers[job](request, { controls, report: progress.report });
      progress.flush();
      port.postMessage({ type: 'done', id, response }, transfer(response));
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
export function reportFaults<Jobs extends Shapes<Jobs>>(
  scope: Pick<Port<Jobs>, 'postMessage'> & Pick<WorkerGlobalScope, 'addEventListener'>,
): void {
  scope.addEventListener('unhandledrejection', (event: PromiseRejectionEvent) => {
    event.preventDefault();
    scope.postMessage({ type: 'fault', error: named(event.reason).toData() });
  });
}
