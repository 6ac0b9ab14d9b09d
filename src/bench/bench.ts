// The bench as the page sees it: a list of workloads, each in a worker of its own, so that the page stays free and no
// workload inherits the memory of the one before.

import { AppError } from '../core/errors.ts';
import { findAdapter } from '../engine/adapter.ts';
import { tolerance } from './gate.ts';
import type { FromBenchWorker, ToBenchWorker } from './messages.ts';
import type { BenchReport, BenchResult, EngineName, Machine, Sampling } from './report.ts';
import { engineNames, timed, untimed, withRatios } from './report.ts';
import type { Workload } from './workloads.ts';

export interface BenchOptions {
  readonly workloads: readonly Workload[];
  /** All when left out. */
  readonly engines?: readonly EngineName[];
  readonly sampling: Sampling;
  readonly signal: AbortSignal;
  /** Whether the page has computed something else since the start. */
  readonly disturbed: () => boolean;
  /** Workloads that are done, and what is going on. */
  readonly onProgress: (done: number, workload: Workload, doing: string) => void;
  /** Called after each workload with everything so far. */
  readonly onReport: (report: BenchReport) => void;
}

/** Longer than any engine takes for its first step. */
const coldPatienceMs = 120_000;
const coldSamples = 3;

/** Name, cores and browser, as far as a page may know them. */
async function describeMachine(): Promise<Machine> {
  const adapter = await findAdapter().catch(() => null);
  const browser = /(?:Firefox|Edg|OPR|Chrome)\/[\d]+/.exec(navigator.userAgent)?.[0]?.replace('/', ' ');
  const system = /\(([^)]+)\)/.exec(navigator.userAgent)?.[1];
  const words = [`${navigator.hardwareConcurrency} logical cores`, system, browser ?? navigator.userAgent];
  return {
    machine: words.filter(Boolean).join(' · '),
    adapter: adapter?.name ?? null,
    software: adapter?.software ?? false,
  };
}

/** Of how the peers compute here. */
const peerNotes = (): string[] =>
  crossOriginIsolated
    ? []
    : [
        'The page is not cross-origin isolated, so a browser gives it no shared memory: TensorFlow.js and jax-js run their WebAssembly on one thread. Our sweeps use a worker for each core, as they need no shared memory.',
      ];

/** One worker from its start to its end, whatever ends it. */
async function inWorker<T>(
  message: ToBenchWorker,
  signal: AbortSignal,
  listen: (message: FromBenchWorker, done: (value: T) => void) => void,
): Promise<T> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('./bench.worker.ts', import.meta.url), { type: 'module', name: 'bench' });
  let stop: () => void = () => undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      stop = () => {
        const late = signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError';
        reject(
          late
            ? new AppError('unknown', `No first step within ${coldPatienceMs / 1000} s.`)
            : new AppError('aborted', 'The bench was stopped.'),
        );
      };
      signal.addEventListener('abort', stop);
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        reject(new AppError('unknown', event.message || 'The bench worker could not be loaded.'));
      });
      worker.addEventListener('message', ({ data }: MessageEvent<FromBenchWorker>) => {
        if (data.type === 'failed') reject(new AppError('unknown', data.message));
        else listen(data, resolve);
      });
      worker.postMessage(message);
    });
  } finally {
    signal.removeEventListener('abort', stop);
    worker.terminate();
  }
}

const measured = (workload: Workload, engines: readonly EngineName[], options: BenchOptions, done: number) =>
  inWorker<readonly BenchResult[]>(
    { type: 'measure', workload: workload.id, engines, sampling: options.sampling },
    options.signal,
    (message, finish) => {
      if (message.type === 'doing') options.onProgress(done, workload, message.doing);
      if (message.type === 'results') finish(message.results);
    },
  );

/** Milliseconds from no worker to the first update, and how right that was. */
function coldStart(workload: Workload, engine: EngineName, signal: AbortSignal) {
  const began = performance.now();
  let took = 0;
  return inWorker<{ took: number; parity: number }>(
    { type: 'start', workload: workload.id, engine },
    AbortSignal.any([signal, AbortSignal.timeout(coldPatienceMs)]),
    (message, finish) => {
      if (message.type === 'updated') took = performance.now() - began;
      if (message.type === 'proven') finish({ took, parity: message.parity });
    },
  );
}

async function coldStarts(
  workload: Workload,
  engines: readonly EngineName[],
  options: BenchOptions,
  done: number,
): Promise<BenchResult[]> {
  const rows: BenchResult[] = [];
  const samples = Math.min(coldSamples, options.sampling.samples);
  for (const engine of engines) {
    const values: number[] = [];
    let parity = 0;
    try {
      for (let sample = 1; sample <= samples; sample++) {
        options.onProgress(done, workload, `${engine}: start ${sample} of ${samples}`);
        const once = await coldStart(workload, engine, options.signal);
        values.push(once.took);
        parity = Math.max(parity, once.parity);
      }
      const rest = { workload: workload.id, engine, parity, paritySteps: 1, reason: null };
      const note = 'files already in the browser’s cache';
      rows.push(
        parity <= tolerance
          ? timed(values, { ...rest, note })
          : untimed(workload.id, engine, `Wrong: off by ${parity.toExponential(1)} after 1 step.`),
      );
    } catch (thrown) {
      if (options.signal.aborted) throw thrown;
      rows.push(untimed(workload.id, engine, AppError.from(thrown).message));
    }
  }
  return withRatios(rows);
}

/** Runs the workloads one after another. @throws AppError `aborted` when it was stopped. */
export async function runBench(options: BenchOptions): Promise<BenchReport> {
  const machine = await describeMachine();
  let report: BenchReport = { ...machine, notes: peerNotes(), disturbed: false, results: [] };
  for (const [done, workload] of options.workloads.entries()) {
    options.onProgress(done, workload, 'starting a worker');
    const engines = options.engines ?? engineNames;
    let rows: readonly BenchResult[];
    try {
      rows =
        workload.kind === 'cold-start'
          ? await coldStarts(workload, engines, options, done)
          : await measured(workload, engines, options, done);
    } catch (thrown) {
      if (options.signal.aborted) throw AppError.from(thrown);
      const { message } = AppError.from(thrown);
      rows = engines.map((engine) => untimed(workload.id, engine, message));
    }
    report = { ...report, disturbed: options.disturbed(), results: [...report.results, ...rows] };
    options.onReport(report);
  }
  return report;
}
