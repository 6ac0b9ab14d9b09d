import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { initialWeights } from '../../src/core/initial-weights.ts';
import { defaultLearning } from '../../src/core/learning.ts';
import { Random } from '../../src/core/random.ts';
import { poolFleet } from '../../src/engine/pool/fleet.ts';
import { startPoolWorker } from '../../src/engine/pool/own-workers.ts';
import type { Fleet, FleetKind, FleetSetup } from '../../src/engine/trainers/trainer.ts';
import { wasmFleet } from '../../src/engine/trainers/wasm/fleet.ts';
import { loadWasmTrainers } from '../../src/engine/trainers/wasm/load.ts';
import scalarUrl from '../../src/engine/wasm/build/scalar.wasm?url';
import simdUrl from '../../src/engine/wasm/build/simd.wasm?url';
import { checkRefusals } from './trainers/parity-fleet-refusals.ts';
import { checkFleet, fleetCases, fleetParity } from './trainers/parity-fleet.ts';
import { oddCases, parity, sameBits, tolerance } from './trainers/parity.ts';

const compiled = (url: string) => WebAssembly.compileStreaming(fetch(url));

const open: Fleet[] = [];
const started = async (kind: FleetKind, setup: FleetSetup) => {
  const fleet = await kind.prepare(setup);
  open.push(fleet);
  return fleet;
};
afterEach(() => open.splice(0).forEach((fleet) => fleet.dispose()));

function sweep(count: number): FleetSetup {
  const random = new Random(2);
  const architecture = {
    inputs: 20,
    layers: [
      { units: 32, activation: 'relu' },
      { units: 1, activation: 'sigmoid' },
    ],
  } as const;
  const rows = 500;
  return {
    architecture,
    learning: {
      ...defaultLearning,
      loss: 'binary-crossentropy',
      optimizer: 'adam',
      learningRate: 0.01,
      batchSize: 32,
    },
    data: {
      rows,
      inputs: Float32Array.from({ length: rows * 20 }, () => random.normal()),
      targets: Float32Array.from({ length: rows }, () => random.integer(2)),
      weights: null,
    },
    models: Array.from({ length: count }, (_, index) => ({
      weights: initialWeights(architecture, index),
      seed: index,
      learningRate: 0.002 * (1 + index),
      ...{ momentum: 0, weightDecay: 0, l1: 0, l2: 0, dropout: null, rows: null },
    })),
  };
}

describe('the pool', () => {
  it.each(fleetCases())('trains like float64: $name', async ({ setup }) => {
    const kind = poolFleet(await compiled(simdUrl), { workers: 2 });
    expect(await fleetParity(kind, setup)).toBeLessThanOrEqual(tolerance);
  });

  it('keeps what every fleet owes', async () => {
    const kind = poolFleet(await compiled(simdUrl), { workers: 3 });
    for (const { setup } of fleetCases().slice(0, 2)) await checkFleet(kind, setup);
    await checkRefusals(kind, fleetCases()[1]!.setup);
  });

  it('computes the same bits with 1 worker, with 3 and in this thread', async () => {
    const setup = sweep(7);
    const module = await compiled(simdUrl);
    const alone = await started((await loadWasmTrainers()).fleet, {
      ...setup,
      models: setup.models.slice(0, 1),
    });
    await alone.advance(700);
    const states = [];
    for (const workers of [1, 3]) {
      const fleet = await started(poolFleet(module, { workers }), setup);
      await fleet.advance(300);
      fleet.stop(5);
      await fleet.advance(400);
      states.push(await fleet.state());
    }
    const [one, three] = states;
    sameBits('weights', three!.weights, one!.weights);
    sameBits('optimiser', three!.optimizer, one!.optimizer);
    expect(three!.stopped).toEqual(one!.stopped);
    const { weights } = await alone.state();
    sameBits('the first model alone', weights, one!.weights.subarray(0, weights.length));
  });

  it.each(['two workers', 'this thread'])(
    'stops within 100 ms in the midst of long work: %s',
    async (where) => {
      const module = await compiled(simdUrl);
      const kind = where === 'this thread' ? wasmFleet(module) : poolFleet(module, { workers: 2 });
      const fleet = await started(kind, sweep(4));
      const running = fleet.advance(1e9);
      const rejected = expect(running).rejects.toMatchObject({ code: 'aborted' });
      await new Promise((resolve) => setTimeout(resolve, 150));
      const start = performance.now();
      fleet.dispose();
      await rejected;
      expect(performance.now() - start).toBeLessThan(100);
      await expect(fleet.state()).rejects.toBeInstanceOf(AppError);
    },
  );

  it('says that it is lost when a worker dies, and goes on in a new one from the last state', async () => {
    const setup = sweep(4);
    const module = await compiled(simdUrl);
    const undisturbed = await started(poolFleet(module, { workers: 1 }), setup);
    await undisturbed.advance(600);
    const workers: ReturnType<typeof startPoolWorker>[] = [];
    const makeWorker = () => {
      const worker = startPoolWorker();
      workers.push(worker);
      return worker;
    };
    const fleet = await started(poolFleet(module, { workers: 2, makeWorker }), setup);
    await fleet.advance(200);
    const kept = await fleet.state();
    const running = fleet.advance(1e9);
    const rejected = expect(running).rejects.toMatchObject({ code: 'engine-lost' });
    // What a worker that fails sends, without a way to make a sound one fail.
    (workers[1] as Worker).dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
    await rejected;
    await expect(fleet.state()).rejects.toMatchObject({ code: 'engine-lost' });

    const next = await started(poolFleet(module, { workers: 2 }), setup);
    next.restore(kept);
    await next.advance(400);
    sameBits('weights', (await next.state()).weights, (await undisturbed.state()).weights);
  });

  it('says that it is lost when its script cannot be loaded', async () => {
    const makeWorker = () => new Worker(new URL('/no-such.worker.js', location.href), { type: 'module' });
    const kind = poolFleet(await compiled(simdUrl), { workers: 2, makeWorker });
    await expect(kind.prepare(sweep(2))).rejects.toMatchObject({ code: 'engine-lost' });
  });

  it('works inside another worker', async () => {
    const outer = new Worker(new URL('./pool-nested.worker.ts', import.meta.url), { type: 'module' });
    const answer = await new Promise<MessageEvent<Float32Array>>((resolve, reject) => {
      outer.addEventListener('message', resolve);
      outer.addEventListener('error', (event) => reject(new Error(event.message)));
      outer.postMessage(sweep(3));
    });
    outer.terminate();
    const fleet = await started(poolFleet(await compiled(simdUrl), { workers: 1 }), sweep(3));
    await fleet.advance(50);
    sameBits('weights', answer.data, (await fleet.state()).weights);
  });
});

it('trains in the browser what it trains in Node, with either build', async () => {
  const { trainer } = await loadWasmTrainers();
  for (const { setup } of oddCases().slice(0, 6))
    expect(await parity(trainer, setup)).toBeLessThanOrEqual(tolerance);
  expect(WebAssembly.Module.exports(await compiled(scalarUrl))).toEqual(
    WebAssembly.Module.exports(await compiled(simdUrl)),
  );
});
