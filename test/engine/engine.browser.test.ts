// The engine with its real worker, in a real browser.

import { afterEach, describe, expect, it, vi } from 'vitest';
import { scoreRows } from '../../src/core/scoring.ts';
import type { AppError } from '../../src/core/errors.ts';
import type { Checkpoint, EngineId, Probed } from '../../src/core/records.ts';
import { engineIds } from '../../src/core/records.ts';
import { Engine } from '../../src/engine/engine.ts';
import type { TrainProgress, TrainResponse } from '../../src/engine/protocol.ts';
import type { Jobs } from '../../src/engine/protocol.ts';
import { Rpc } from '../../src/worker/rpc.ts';
import { loadRequest, rowsFrom, trainRequest } from './fixtures.ts';

const open: { dispose(): void }[] = [];
afterEach(() => {
  for (const engine of open.splice(0)) engine.dispose();
});

/** An engine with one table, and the workers that it made. */
async function engineOn(prefer: EngineId | null, rows = 300, known: Probed | null = null) {
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
  const info = await engine.probe(prefer, known);
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

describe('every engine', () => {
  const found = new Map<EngineId, TrainResponse>();

  it.each(engineIds)(
    '%s trains, repeats itself bit for bit, and says who it is',
    async (id) => {
      const { engine, info, load } = await engineOn(id);
      expect(id.startsWith('tfjs') ? `tfjs-${info.backend}` : info.trainer).toBe(id);
      expect(info.stepsPerSecond).toBeGreaterThan(0);
      expect(engine.info).toEqual(info);
      if (info.backend === 'webgpu') {
        expect(info.adapter).toMatch(/swiftshader/i);
        expect(info.software).toBe(true);
      } else expect(info).toMatchObject({ adapter: null, software: false });
      console.info(`${id}: ${info.stepsPerSecond.toFixed(0)} steps/s`);
      const first = await engine.train(short).promise;
      const second = await engine.train(short).promise;
      expect(second).toEqual(first);
      expect(first.history).toHaveLength(4);
      expect(first.engine).toEqual(info);
      found.set(id, first);

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
    const js = found.get('js')!;
    for (const id of engineIds) {
      const other = found.get(id)!;
      expect(worst(other.model.weights, js.model.weights), id).toBeLessThan(1e-4);
      expect(Math.abs(other.history.at(-1)!.loss - js.history.at(-1)!.loss), id).toBeLessThan(1e-4);
    }
  });

  it.each(engineIds)(
    'an interrupted training on %s goes on to the same bytes',
    async (id) => {
      const { engine } = await engineOn(id);
      const abort = new AbortController();
      const checkpoint = await new Promise<Checkpoint>((resolve) => {
        const onProgress = (progress: TrainProgress) => progress.checkpoint && resolve(progress.checkpoint);
        engine.train(endless, { onProgress, signal: abort.signal }).promise.catch(() => undefined);
      });
      abort.abort();
      expect(checkpoint.engine).toBe(id);
      const request = { ...endless, training: { ...endless.training, epochs: checkpoint.epoch + 2 } };
      const unbroken = await engine.train(request).promise;
      const resumed = await engine.train({ ...request, checkpoint }).promise;
      expect(resumed).toEqual(unbroken);
      // The checkpoint of one engine goes on where it began although another one would be chosen by itself.
      await engine.probe(null);
      const pinned = await engine.train({ ...request, checkpoint }).promise;
      expect(pinned.model.weights).toEqual(unbroken.model.weights);
    },
    90_000,
  );
});

it('without a real GPU WebAssembly is chosen, and the reason tells the figures', async () => {
  const began = performance.now();
  const { engine, info } = await engineOn(null);
  console.info(`chosen in ${(performance.now() - began).toFixed(0)} ms: ${info.trainer}. ${info.reason}`);
  expect(info).toMatchObject({ trainer: 'wasm', backend: 'wasm', software: false });
  expect(info.reason).toMatch(/swiftshader.*software/i);
  expect(info.reason).toMatch(/WebAssembly [\d.e-]+ ms/);
  expect(info.reason).toMatch(/plain JavaScript [\d.e-]+ ms/);

  // What was measured is taken over by the next visit on the same machine, and not by one on another.
  const probed = engine.probed!;
  const figures = { small: { wasm: 7, js: 3 } };
  const again = await engineOn(null, 300, { ...probed, figures });
  expect(again.info).toMatchObject({ trainer: 'js', stepsPerSecond: 1000 / 3 });
  const elsewhere = await engineOn(null, 300, { machine: 'another', figures });
  expect(elsewhere.info.trainer).toBe('wasm');
}, 20_000);

it('observe, judge, compare and replay answer while a training runs', async () => {
  const { engine, load } = await engineOn('wasm');
  const { model } = await engine.train(short).promise;
  const abort = new AbortController();
  const training = engine.train(endless, { signal: abort.signal });
  const [span, reference] = [
    { from: 200, to: 260 },
    { from: 0, to: 200 },
  ];
  const { digest } = load;
  const seen = await engine.observe({ digest, span, reference, model, trial: null });
  const { scores, outputs } = seen;
  const judged = await engine.judge({
    digest,
    span,
    scores,
    outputs,
    metrics: ['accuracy'],
    thresholds: 0.5,
    seed: 1,
  });
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
  const { engine } = await engineOn('wasm');
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
  await engine.probe('js');
  expect(engine.info!.trainer).toBe('js');
}, 20_000);

it('a loss that is no longer finite is named, and the next training works', async () => {
  const { engine } = await engineOn('wasm');
  const wild = { ...short, training: { ...short.training, learningRate: 1e38 } };
  const { failure, model } = await engine.train(wild).promise;
  expect(failure).toMatchObject({ code: 'diverged' });
  expect(model.weights.every(Number.isFinite)).toBe(true);
  expect((await engine.train(short).promise).history).toHaveLength(4);
});

it('a worker that dies is replaced; tables and backend are there again', async () => {
  const { engine, workers, load } = await engineOn('wasm');
  const before = await engine.train(short).promise;
  const call = engine.train(endless);
  const lost = expect(call.promise).rejects.toMatchObject({ code: 'engine-lost' });
  workers[0]!.dispatchEvent(new ErrorEvent('error', { message: 'crashed', cancelable: true }));
  await lost;
  const after = await engine.train(short).promise;
  expect(after.history).toEqual(before.history);
  expect(engine.info!.trainer).toBe('wasm');
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
    const rpc = new Rpc<Jobs>(
      () => new Worker(new URL('./faulty.worker.ts', import.meta.url), { type: 'module' }),
      { silenceMs, onFault: (error) => faults.push(error) },
    );
    open.push(rpc);
    return { rpc, faults };
  }

  it('hangs: the watchdog ends it', async () => {
    const { rpc } = faulty(400);
    await expect(rpc.call('probe', { prefer: 'js', known: null }).promise).rejects.toMatchObject({
      code: 'engine-lost',
      message: expect.stringContaining('no sign of life'),
    });
    expect(await rpc.call('probe', { prefer: null, known: null }).promise).toMatchObject({
      info: { trainer: 'js' },
    });
  });

  it('throws outside a job: calls reject', async () => {
    const { rpc } = faulty(10_000);
    await expect(rpc.call('probe', { prefer: 'wasm', known: null }).promise).rejects.toMatchObject({
      code: 'engine-lost',
      message: expect.stringContaining('thrown outside any job'),
    });
    expect(await rpc.call('probe', { prefer: null, known: null }).promise).toMatchObject({
      info: { trainer: 'js' },
    });
  });

  it('rejects outside a job: it is reported and work goes on', async () => {
    const { rpc, faults } = faulty(10_000);
    rpc.call('probe', { prefer: 'webgpu', known: null }).promise.catch(() => undefined);
    await vi.waitFor(() => expect(faults).toHaveLength(1), 5000);
    expect(faults[0]!.message).toBe('nobody waited for this');
    expect(await rpc.call('probe', { prefer: null, known: null }).promise).toMatchObject({
      info: { trainer: 'js' },
    });
  });

  it('does not exist', async () => {
    const rpc = new Rpc<Jobs>(
      () => new Worker(new URL('/no-such.worker.js', location.href), { type: 'module' }),
    );
    open.push(rpc);
    await expect(rpc.call('probe', { prefer: null, known: null }).promise).rejects.toMatchObject({
      code: 'engine-lost',
    });
  });
});
