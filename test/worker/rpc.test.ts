// Both ends of the protocol over a MessageChannel: the worker's end runs in this very thread, so that a test can make
// it fail in every way. engine.browser.test.ts does it with real workers.

import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { mergeProgress } from '../../src/engine/progress.ts';
import type { Jobs, TrainProgress } from '../../src/engine/protocol.ts';
import type { FromWorker, ToWorker } from '../../src/worker/messages.ts';
import { Rpc } from '../../src/worker/rpc.ts';
import type { RpcOptions, WorkerLike } from '../../src/worker/rpc.ts';
import { serve } from '../../src/worker/serve.ts';
import type { Handlers } from '../../src/worker/serve.ts';
import { jsInfo, probeAnswer, trainRequest } from '../engine/fixtures.ts';

const unused = () => {
  throw new Error('not part of this test');
};
const handlers: Handlers<Jobs> = {
  probe: () => probeAnswer,
  load: unused,
  unload: unused,
  inject: unused,
  blame: unused,
  train: unused,
  observe: unused,
  judge: unused,
  watch: unused,
  evaluate: unused,
  compare: unused,
  replay: unused,
  quiet: unused,
  walk: unused,
  landscape: unused,
  assess: unused,
  scorePair: unused,
  pictures: unused,
  sliceRows: unused,
  searchSlices: unused,
  blindSpots: unused,
  lab: unused,
  labCourses: unused,
};

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

class FakeWorker implements WorkerLike<Jobs> {
  readonly #events = new EventTarget();
  readonly #channel = new MessageChannel();
  terminated = false;
  /** From now on it says nothing. */
  mute = false;

  constructor(given: Partial<Handlers<Jobs>>, start = true) {
    const { port1, port2 } = this.#channel;
    port1.onmessage = ({ data }: MessageEvent<FromWorker<Jobs>>) => {
      if (!this.terminated && !this.mute) this.dispatchEvent(new MessageEvent('message', { data }));
    };
    const port = {
      postMessage: (message: FromWorker<Jobs>) => port2.postMessage(message),
      addEventListener: (_: 'message', listener: (event: MessageEvent<ToWorker<Jobs>>) => void) =>
        void (port2.onmessage = listener),
    };
    if (start) serve<Jobs>({ ...handlers, ...given }, port, { merge: mergeProgress });
  }

  addEventListener(type: string, listener: (event: never) => void): void {
    this.#events.addEventListener(type, (event) => listener(event as never));
  }

  dispatchEvent(event: Event): void {
    this.#events.dispatchEvent(event);
  }

  postMessage(message: ToWorker<Jobs>, transfer: Transferable[]): void {
    this.#channel.port1.postMessage(message, transfer);
  }

  terminate(): void {
    this.terminated = true;
    this.#channel.port1.close();
  }
}

const open: Rpc<Jobs>[] = [];
function rpcWith(given: Partial<Handlers<Jobs>>, options: RpcOptions & { start?: boolean } = {}) {
  const workers: FakeWorker[] = [];
  const rpc = new Rpc(() => {
    const worker = new FakeWorker(given, options.start);
    workers.push(worker);
    return worker;
  }, options);
  open.push(rpc);
  return { rpc, workers };
}
afterEach(() => {
  for (const rpc of open.splice(0)) rpc.dispose();
});

const progressOf = (step: number, records: TrainProgress['records'] = []): TrainProgress => ({
  epoch: 0,
  epochs: 1,
  step,
  steps: 100,
  stepsPerSecond: 0,
  engine: jsInfo,
  records,
  checkpoint: null,
  news: { points: [], events: [], histograms: [], kept: [], files: [], published: [], look: null },
});
const response: Jobs['replay']['response'] = { values: Float64Array.of(1, 2), scores: [] };
const replayRequest = { digest: 'd', spans: [], metric: 'accuracy' } as const;
const model = {
  task: 'binary',
  architecture: { inputs: 1, layers: [] },
  weights: new Float32Array(1),
} as const;
const recipe = {
  v: 2,
  inputs: [],
  features: [],
  outputs: [],
  targetMean: 0,
  targetDeviation: 1,
  rows: 1,
} as const;
const replay = { ...replayRequest, model: { ...model, recipe } };

describe('calls', () => {
  it('are answered each with its own response, whatever the order', async () => {
    const { rpc, workers } = rpcWith({
      probe: async () => {
        await sleep(30);
        return probeAnswer;
      },
      replay: () => response,
    });
    const slow = rpc.call('probe', { prefer: null, known: null }).promise;
    const fast = rpc.call('replay', replay).promise;
    expect(await fast).toEqual(response);
    expect(await slow).toEqual(probeAnswer);
    expect(workers).toHaveLength(1);
  });

  it('bring errors back with code and message', async () => {
    const { rpc } = rpcWith({
      probe: () => Promise.reject(new AppError('diverged', 'It ran away.')),
      replay: () => {
        throw new RangeError('There is no row 7.');
      },
    });
    const diverged = await rpc
      .call('probe', { prefer: null, known: null })
      .promise.catch((error: unknown) => error);
    expect(diverged).toBeInstanceOf(AppError);
    expect(diverged).toMatchObject({ code: 'diverged', message: 'It ran away.' });
    await expect(rpc.call('replay', replay).promise).rejects.toMatchObject({
      code: 'bad-input',
      message: 'There is no row 7.',
    });
  });

  it('that cannot be cloned reject and leave nothing behind', async () => {
    const { rpc } = rpcWith({});
    await rpc.call('probe', { prefer: null, known: null }).promise;
    const request = Object.assign({ prefer: null, known: null }, { uncloneable: () => 0 });
    await expect(rpc.call('probe', request).promise).rejects.toBeInstanceOf(AppError);
    expect(await rpc.call('probe', { prefer: null, known: null }).promise).toEqual(probeAnswer);
  });

  it('leave the arrays of the caller alone, unless they are to be transferred', async () => {
    const { rpc } = rpcWith({
      replay: ({ model: sent }) => ({ values: Float64Array.from(sent.weights), scores: [] }),
    });
    const weights = Float32Array.of(5, 6);
    const request = { ...replay, model: { ...replay.model, weights } };
    expect((await rpc.call('replay', request).promise).values).toEqual(Float64Array.of(5, 6));
    expect(weights).toEqual(Float32Array.of(5, 6));
    await rpc.call('replay', request, { transfer: [weights.buffer] }).promise;
    expect(weights.length).toBe(0);
  });
});

describe('progress', () => {
  it('comes at most 20 times a second, and no epoch is lost', async () => {
    const records = Array.from({ length: 300 }, (_, i) => ({
      epoch: i + 1,
      loss: 1 / (i + 1),
      validationLoss: NaN,
      metric: 0,
      validationMetric: NaN,
      step: i,
    }));
    const { rpc } = rpcWith({
      train: async (_, { report }) => {
        for (const [i, record] of records.entries()) {
          report(progressOf(i, [record]));
          if (i === 100)
            report({
              ...progressOf(i),
              checkpoint: {
                runId: 'run/1',
                epoch: 100,
                step: 100,
                weights: new Float32Array(1),
                optimizer: new Float32Array(),
                history: [],
              },
            });
          await sleep(1);
        }
        throw new AppError('diverged', 'at the end');
      },
    });
    const seen: TrainProgress[] = [];
    const began = performance.now();
    const call = rpc.call('train', trainRequest('binary'), { onProgress: (one) => seen.push(one) });
    await expect(call.promise).rejects.toMatchObject({ code: 'diverged' });
    const took = performance.now() - began;
    expect(seen.length).toBeLessThanOrEqual(took / 50 + 2);
    expect(seen.length).toBeGreaterThan(3);
    // Also those that were held back when the job failed.
    expect(seen.flatMap((one) => one.records)).toEqual(records);
    expect(seen.filter((one) => one.checkpoint)).toHaveLength(1);
  });
});

describe('controls', () => {
  /** Reports until it is stopped or aborted. */
  const counting = (trace: string[]): Partial<Handlers<Jobs>> => ({
    replay: async (_, { controls, report }) => {
      for (let done = 0; !controls.stopped; done++) {
        try {
          await controls.obey();
        } catch (thrown) {
          trace.push('aborted in the worker');
          throw thrown;
        }
        report({ done, total: 0 });
        await sleep(1);
      }
      return response;
    },
  });

  it('pause, resume and stop reach the job', async () => {
    const { rpc } = rpcWith(counting([]));
    const seen: number[] = [];
    const call = rpc.call('replay', replay, { onProgress: ({ done }) => seen.push(done) });
    await vi.waitFor(() => expect(seen.length).toBeGreaterThan(2));
    call.control('pause');
    await sleep(80);
    const held = seen.length;
    await sleep(150);
    expect(seen.length).toBe(held);
    call.control('resume');
    await vi.waitFor(() => expect(seen.length).toBeGreaterThan(held + 1));
    call.control('stop');
    expect(await call.promise).toEqual(response);
    call.control('pause');
  });

  it('abort rejects at once and ends the job', async () => {
    const trace: string[] = [];
    const { rpc } = rpcWith(counting(trace));
    const abort = new AbortController();
    const call = rpc.call('replay', replay, { signal: abort.signal });
    await sleep(20);
    abort.abort();
    await expect(call.promise).rejects.toMatchObject({ code: 'aborted' });
    await vi.waitFor(() => expect(trace).toEqual(['aborted in the worker']));
    await expect(rpc.call('replay', replay, { signal: abort.signal }).promise).rejects.toMatchObject({
      code: 'aborted',
    });
    expect(await rpc.call('probe', { prefer: null, known: null }).promise).toEqual(probeAnswer);
  });
});

describe('a worker that is lost', () => {
  const forever: Partial<Handlers<Jobs>> = { replay: () => new Promise(() => undefined) };

  it('rejects every pending call; the next call gets a new one', async () => {
    const { rpc, workers } = rpcWith(forever);
    const pending = [rpc.call('replay', replay).promise, rpc.call('replay', replay).promise];
    await rpc.call('probe', { prefer: null, known: null }).promise;
    expect(rpc.start()).toBe(1);
    workers[0]!.dispatchEvent(new ErrorEventLike('out of memory'));
    for (const promise of pending)
      await expect(promise).rejects.toMatchObject({
        code: 'engine-lost',
        message: expect.stringContaining('out of memory'),
      });
    expect(workers[0]!.terminated).toBe(true);
    expect(await rpc.call('probe', { prefer: null, known: null }).promise).toEqual(probeAnswer);
    expect(workers).toHaveLength(2);
    expect(rpc.start()).toBe(2);
  });

  it('is found by its silence', async () => {
    const { rpc, workers } = rpcWith(forever, { silenceMs: 120 });
    const call = rpc.call('replay', replay);
    await sleep(300);
    // It works long, but answers pings.
    expect(workers[0]!.terminated).toBe(false);
    workers[0]!.mute = true;
    await expect(call.promise).rejects.toMatchObject({ code: 'engine-lost' });
    expect(workers[0]!.terminated).toBe(true);
  });

  it('is not suspected after the page itself has slept', async () => {
    const { rpc, workers } = rpcWith(forever, { silenceMs: 200 });
    rpc.call('replay', replay).promise.catch(() => undefined);
    await sleep(80);
    const until = performance.now() + 600;
    while (performance.now() < until);
    await sleep(150);
    expect(workers[0]!.terminated).toBe(false);
  });

  it('fails to start: by an error, or by never being ready', async () => {
    const broken = rpcWith({}, { start: false });
    const call = broken.rpc.call('probe', { prefer: null, known: null });
    broken.workers[0]!.dispatchEvent(new ErrorEventLike('404'));
    await expect(call.promise).rejects.toMatchObject({
      code: 'engine-lost',
      message: expect.stringContaining('could not be started'),
    });
    const slow = rpcWith({}, { start: false, startMs: 100, silenceMs: 100 });
    await expect(slow.rpc.call('probe', { prefer: null, known: null }).promise).rejects.toMatchObject({
      code: 'engine-lost',
    });
  });

  it('gave up because its device was lost: it is replaced as well', async () => {
    const { rpc, workers } = rpcWith({
      ...forever,
      train: () => Promise.reject(new AppError('engine-lost', 'The graphics device was lost.')),
    });
    const other = rpc.call('replay', replay).promise;
    const train = rpc.call('train', trainRequest('binary')).promise;
    await expect(train).rejects.toMatchObject({ code: 'engine-lost', message: /graphics device/ });
    await expect(other).rejects.toMatchObject({ code: 'engine-lost' });
    expect(workers[0]!.terminated).toBe(true);
  });

  it('cannot be made at all', async () => {
    const rpc = new Rpc<Jobs>(() => {
      throw new Error('Workers are forbidden.');
    });
    await expect(rpc.call('probe', { prefer: null, known: null }).promise).rejects.toMatchObject({
      message: 'Workers are forbidden.',
    });
  });
});

it('faults outside any call are reported and calls go on', async () => {
  const faults: AppError[] = [];
  const { rpc, workers } = rpcWith({}, { onFault: (error) => faults.push(error) });
  await rpc.call('probe', { prefer: null, known: null }).promise;
  const fault: FromWorker<Jobs> = { type: 'fault', error: { code: 'unknown', message: 'nobody waited' } };
  workers[0]!.dispatchEvent(new MessageEvent('message', { data: fault }));
  expect(faults.map(({ message }) => message)).toEqual(['nobody waited']);
  expect(await rpc.call('probe', { prefer: null, known: null }).promise).toEqual(probeAnswer);
});

it('after dispose nothing runs and every call is refused', async () => {
  const { rpc, workers } = rpcWith({ replay: () => new Promise(() => undefined) });
  const pending = rpc.call('replay', replay).promise;
  rpc.dispose();
  await expect(pending).rejects.toMatchObject({ code: 'aborted' });
  await expect(rpc.call('probe', { prefer: null, known: null }).promise).rejects.toMatchObject({
    code: 'aborted',
  });
  expect(workers).toHaveLength(1);
  expect(workers[0]!.terminated).toBe(true);
});

/** Node has no ErrorEvent. */
class ErrorEventLike extends Event {
  readonly message: string;
  constructor(message: string) {
    super('error', { cancelable: true });
    this.message = message;
  }
}
