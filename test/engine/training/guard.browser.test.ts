// The guard and a cut training on the graphics card, whose arithmetic may treat what is not finite in its own way.

import { beforeAll, expect, it } from 'vitest';
import type { LoadedTrainer } from '../../../src/engine/trainer-loading.ts';
import { webgpuTrainers } from '../../../src/engine/trainers/webgpu/index.ts';
import { newDevice } from '../trainers/webgpu-devices.ts';
import { run, setting, smallRequest } from './run.ts';

let engine: LoadedTrainer;
beforeAll(async () => {
  const { trainer, fleet } = webgpuTrainers(await newDevice());
  engine = { id: 'webgpu', trainer, fleet, adapter: null, lost: null };
});

it('finds numbers that ran away, and puts finite weights back', async () => {
  const { response } = await run(engine, smallRequest([], { learningRate: 1e38, epochs: 4 }));
  expect(response.failure?.message).toMatch(/at step \d+, in epoch \d.*learning rate/);
  expect(response.model.weights.every(Number.isFinite)).toBe(true);
}, 60_000);

it('goes on from any batch to the same end', async () => {
  const callbacks = [setting('swap-ema-weights'), setting('backup-and-restore', { save_freq: '2' })];
  const request = smallRequest(callbacks, { epochs: 3, dropout: 0.2 });
  const calm = await run(engine, request);
  const cuts = calm.reports.flatMap(({ checkpoint }) => (checkpoint ? [checkpoint] : []));
  expect(cuts.length).toBeGreaterThan(2);
  for (const checkpoint of cuts)
    expect((await run(engine, { ...request, checkpoint })).response).toEqual(calm.response);
}, 60_000);
