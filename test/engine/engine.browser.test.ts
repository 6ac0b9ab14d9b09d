// The engine with its real worker, in a real browser.

import { afterEach, describe, expect, it, vi } from 'vitest';
import { scoreRows } from '../../src/core/scoring.ts';
import type { AppError } from '../../src/core/errors.ts';
import type { BackendName, Checkpoint } from '../../src/core/records.ts';
import { Engine } from '../../src/engine/engine.ts';
import type { TrainProgress, TrainResponse } from '../../src/engine/protocol.ts';
import { Rpc } from '../../src/engine/rpc.ts';
import { loadRequest, rowsFrom, trainRequest } from './fixtures.ts';

const open: { dispose(): void }[] = [];
afterEach(() => {
  for (const engine of open.splice(0)) engine.dispose();
});

/** An engine with one table, and the workers that it made. */
async function engineOn(prefer: BackendName | null, rows = 300) {
  const workers: Worker[] = [];
  const engine = new Engine(() => {
    // Written out in one piece: only so does Vite know it as a worker.
    const worker = new Worker(new URL('../../src/engine/engine.worker.ts', import.meta.url), {
      type: 'module',
    });
    workers.push(worker);
    return worker;
  });
  open.push(engine);
  const info = await engine.probe(prefer);
  const load = loadRequest('binary', rows);
  await engine.load(load);
  return { engine, info, workers, load };
}

const short = trainRequest('binary', {
  training: { optimizer: 'adam', learningRate: 0.01, batchSize: 64, epochs: 4, validationShare: 0.2 },
});
const endless = trainRequest('binary', {
  training: { optimizer: 'adam', learningRate: 0.001, batchSize: 32, epochs: 100_000, validationShare: 0.2 },
});

const worst = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));

describe('every backend', () => {
  const found = new Map<BackendName, TrainResponse>();

  it.each(['cpu', 'wasm', 'webgpu'] as const)(
    '%s trains, repeats itself bit for bit, and says who it is',
    async (backend) => {
      const { engine, info, load } = await engineOn(backend);
      expect(info).toMatchObject({ trainer: 'tfjs', backend });
      expect(info.stepsPerSecond).toBeGreaterThan(0);
      expect(engine.info).toEqual(info);
      if (backend === 'webgpu') {
        expect(info.adapter).toMatch(/swiftshader/i);
        expect(info.software).toBe(true);
      } else expect(info).toMatchObject({ adapter: null, software: false });
      console.info(`${backend}: ${info.stepsPerSecond.toFixed(0)} steps/s`);
      const first = await engine.train(short).promise;
      const second = await engine.train(short).promise;
      expect(second).toEqual(first);
      expect(first.history).toHaveLength(4);
      expect(first.engine).toEqual(info);
      found.set(backend, first);

      // The weights go to storage as bytes and come back the same; so do the predictions.
      const bytes = first.model.weights.slice().buffer;
      const revived = { ...first.model, weights: new Float32Array(structuredClone(bytes)) };
      const rows = rowsFrom(240, 300);
      const request = { digest: load.digest, rows, metric: 'accuracy', seed: 1 };
      const before = await engine.evaluate({ ...request, model: first.model });
      const after = await engine.evaluate({ ...request, model: revived });
      expect(after).toEqual(before);
      expect(before.scores).toEqual(scoreRows(first.model, load.table, rows).scores);
      expect(before.estimate.value).toBeCloseTo(first.history.at(-1)!.validationMetric, 6);
    },
    60_000,
  );

  it('they agree with each other', () => {
    const cpu = found.get('cpu')!;
    for (const backend of ['wasm', 'webgpu'] as const) {
      const other = found.get(backend)!;
      expect(worst(other.model.weights, cpu.model.weights)).toBeLessThan(1e-4);
      expect(Math.abs(other.history.at(-1)!.loss - cpu.history.at(-1)!.loss)).toBeLessThan(1e-4);
    }
  });

  it.each(['cpu', 'wasm', 'webgpu'] as const)(
    'an interrupted training on %s goes on to the same bytes',
    async (backend) => {
      const { engine } = await engineOn(backend);
      const abort = new AbortController();
      const checkpoint = await new Promise<Checkpoint>((resolve) => {
        const onProgress = (progress: TrainProgress) => progress.checkpoint && resolve(progress.checkpoint);
        engine.train(endless, { onProgress, signal: abort.signal }).promise.catch(() => undefined);
      });
      abort.abort();
      const request = { ...endless, training: { ...endless.training, epochs: checkpoint.epoch + 2 } };
      const unbroken = await engine.train(request).promise;
      const resumed = await engine.train({ ...request, checkpoint }).promise;
      expect(resumed).toEqual(unbroken);
    },
    90_000,
  );
});

it('without a real GPU the faster of wasm and cpu is chosen, and the reason tells both times', async () => {
  const began = performance.now();
  const { info } = await engineOn(null);
  console.info(`chosen in ${(performance.now() - began).toFixed(0)} ms: ${info.backend}. ${info.reason}`);
  expect(['wasm', 'cpu']).toContain(info.backend);
  expect(info.reason).toMatch(/swiftshader.*software/i);
  expect(info.reason).toMatch(/WebAssembly [\d.]+ ms/);
  expect(info.reason).toMatch(/plain JavaScript [\d.]+ ms/);
});

it('observe, judge, compare and replay answer while a training runs', async () => {
  const { engine, load } = await engineOn('cpu');
  const { model } = await engine.train(short).promise;
  const abort = new AbortController();
  const training = engine.train(endless, { signal: abort.signal });
  const [span, reference] = [
    { from: 200, to: 260 },
    { from: 0, to: 200 },
  ];
  const { digest } = load;
  const seen = await engine.observe({ digest, span, reference, model });
  const { scores, outputs } = seen;
  const judged = await engine.judge({ digest, span, scores, outputs, metrics: ['accuracy'], seed: 1 });
  const replayed = await engine.replay({ digest, spans: [span], model, metric: 'accuracy' });
  expect(replayed.values[0]).toBe(judged['accuracy']!.value);
  const same = await engine.compare({
    digest,
    rows: rowsFrom(200, 260),
    champion: model,
    challenger: model,
    metric: 'accuracy',
    resamples: 50,
    confidence: 0.95,
    seed: 1,
  });
  expect(same.difference).toMatchObject({ value: 0, low: 0, high: 0 });
  abort.abort();
  await expect(training.promise).rejects.toMatchObject({ code: 'aborted' });
});

it('pause, resume, stop and abort', async () => {
  const { engine } = await engineOn('cpu');
  const seen: TrainProgress[] = [];
  const call = engine.train(endless, { onProgress: (progress) => seen.push(progress) });
  await vi.waitFor(() => expect(seen.length).toBeGreaterThan(3), 5000);
  call.control('pause');
  await new Promise((resolve) => setTimeout(resolve, 200));
  const held = seen.length;
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(seen.length).toBe(held);
  call.control('resume');
  await vi.waitFor(() => expect(seen.length).toBeGreaterThan(held), 5000);
  call.control('stop');
  const { stopped, history } = await call.promise;
  expect(stopped).toBe(true);
  expect(seen.flatMap((progress) => progress.records)).toEqual(history);

  const abort = new AbortController();
  const aborted = engine.train(endless, { signal: abort.signal });
  abort.abort();
  await expect(aborted.promise).rejects.toMatchObject({ code: 'aborted' });
  // The job has really ended: only then may the engine be changed.
  await vi.waitFor(() => engine.probe('wasm'), 5000);
  expect(engine.info!.backend).toBe('wasm');
}, 20_000);

it('a loss that is no longer finite is named, and the next training works', async () => {
  const { engine } = await engineOn('wasm');
  const wild = { ...short, training: { ...short.training, learningRate: 1e38 } };
  await expect(engine.train(wild).promise).rejects.toMatchObject({ code: 'diverged' });
  expect((await engine.train(short).promise).history).toHaveLength(4);
});

it('a worker that dies is replaced; tables and backend are there again', async () => {
  const { engine, workers, load } = await engineOn('cpu');
  const before = await engine.train(short).promise;
  const call = engine.train(endless);
  const lost = expect(call.promise).rejects.toMatchObject({ code: 'engine-lost' });
  workers[0]!.dispatchEvent(new ErrorEvent('error', { message: 'crashed', cancelable: true }));
  await lost;
  const after = await engine.train(short).promise;
  expect(after.history).toEqual(before.history);
  expect(engine.info!.backend).toBe('cpu');
  expect(workers).toHaveLength(2);
  const request = {
    digest: load.digest,
    rows: rowsFrom(0, 50),
    model: after.model,
    metric: 'accuracy',
    seed: 1,
  };
  expect((await engine.evaluate(request)).estimate.n).toBe(50);
  await expect(engine.evaluate({ ...request, digest: 'never loaded' })).rejects.toMatchObject({
    code: 'bad-input',
  });
}, 20_000);

describe('a worker that fails by itself', () => {
  function faulty(silenceMs: number) {
    const faults: AppError[] = [];
    const rpc = new Rpc(
      () => new Worker(new URL('./faulty.worker.ts', import.meta.url), { type: 'module' }),
      { silenceMs, onFault: (error) => faults.push(error) },
    );
    open.push(rpc);
    return { rpc, faults };
  }

  it('hangs: the watchdog ends it', async () => {
    const { rpc } = faulty(400);
    await expect(rpc.call('probe', { prefer: 'cpu' }).promise).rejects.toMatchObject({
      code: 'engine-lost',
      message: expect.stringContaining('no sign of life'),
    });
    expect(await rpc.call('probe', { prefer: null }).promise).toMatchObject({ backend: 'cpu' });
  });

  it('throws outside a job: calls reject', async () => {
    const { rpc } = faulty(10_000);
    await expect(rpc.call('probe', { prefer: 'wasm' }).promise).rejects.toMatchObject({
      code: 'engine-lost',
      message: expect.stringContaining('thrown outside any job'),
    });
    expect(await rpc.call('probe', { prefer: null }).promise).toMatchObject({ backend: 'cpu' });
  });

  it('rejects outside a job: it is reported and work goes on', async () => {
    const { rpc, faults } = faulty(10_000);
    rpc.call('probe', { prefer: 'webgpu' }).promise.catch(() => undefined);
    await vi.waitFor(() => expect(faults).toHaveLength(1), 5000);
    expect(faults[0]!.message).toBe('nobody waited for this');
    expect(await rpc.call('probe', { prefer: null }).promise).toMatchObject({ backend: 'cpu' });
  });

  it('does not exist', async () => {
    const rpc = new Rpc(() => new Worker(new URL('/no-such.worker.js', location.href), { type: 'module' }));
    open.push(rpc);
    await expect(rpc.call('probe', { prefer: null }).promise).rejects.toMatchObject({ code: 'engine-lost' });
  });
});
