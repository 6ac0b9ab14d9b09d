// Killing what computes in the midst of a training: it goes on, and ends with the same weights.

import { afterEach, expect, it } from 'vitest';
import backupAndRestore from '../../src/core/callbacks/backup-and-restore.ts';
import { defaults } from '../../src/core/params.ts';
import type { EngineId } from '../../src/core/records.ts';
import { Engine } from '../../src/engine/engine.ts';
import { loadRequest, trainRequest } from './fixtures.ts';

const open: Engine[] = [];
afterEach(() => {
  for (const engine of open.splice(0)) engine.dispose();
});

async function engineOn(prefer: EngineId) {
  const workers: Worker[] = [];
  const engine = new Engine(() => {
    const worker = new Worker(new URL('./losing.worker.ts', import.meta.url), { type: 'module' });
    workers.push(worker);
    return worker;
  });
  open.push(engine);
  await engine.probe(prefer);
  await engine.load(loadRequest('binary'));
  return { engine, workers };
}

/** Kept with every epoch, so that few are enough to be disturbed. */
const callbacks = [{ id: 'backup-and-restore', params: defaults(backupAndRestore.params) }];
const request = trainRequest('binary', {
  callbacks,
  training: { optimizer: 'adam', learningRate: 0.01, batchSize: 32, epochs: 0, validationShare: 0.2 },
});

it.each([
  ['webgpu', 60, 2],
  ['tfjs-webgpu', 4, 1],
] as const)(
  'the device of %s is destroyed: the training goes on by itself to the same weights',
  async (id, epochs, losses) => {
    const { engine, workers } = await engineOn(id);
    const whole = { ...request, training: { ...request.training, epochs } };
    const calm = await engine.train(whole).promise;
    let destroyed = 0;
    let told = 0;
    const disturbed = await engine.train(whole, {
      onProgress: ({ records, checkpoint }) => {
        told += records.length;
        if (checkpoint && destroyed < losses) {
          destroyed++;
          workers[0]!.postMessage('destroy the device');
        }
      },
    }).promise;
    expect(destroyed).toBe(losses);
    expect(workers).toHaveLength(1);
    expect(disturbed.model.weights).toEqual(calm.model.weights);
    expect(disturbed.history).toEqual(calm.history);
    expect(told).toBe(epochs);
  },
  120_000,
);
