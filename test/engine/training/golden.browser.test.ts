// The cases of real Keras on the graphics card.

import { beforeAll, describe, it } from 'vitest';
import * as v from 'valibot';
import type { LoadedTrainer } from '../../../src/engine/trainer-loading.ts';
import { webgpuTrainers } from '../../../src/engine/trainers/webgpu/index.ts';
import { newDevice } from '../trainers/webgpu-devices.ts';
import { checkKeeping, checkReducing, checkScheduling, checkStopping } from './golden.ts';

const figure = v.pipe(
  v.union([v.number(), v.picklist(['nan', 'inf', '-inf'])]),
  v.transform((value) =>
    typeof value === 'number' ? value : { nan: NaN, inf: Infinity, '-inf': -Infinity }[value],
  ),
);
const monitored = {
  series: v.array(v.nullable(figure)),
  args: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
};
const some = <T extends v.GenericSchema>(one: T) => v.pipe(v.array(one), v.minLength(1));
const shape = v.object({
  early_stopping: some(
    v.object({
      ...monitored,
      stop_epoch: v.nullable(v.number()),
      best_epoch: v.number(),
      best: v.nullable(figure),
      wait: v.number(),
      final_weights_epoch: v.number(),
    }),
  ),
  reduce_lr: some(v.object({ ...monitored, lr0: v.number(), lr_after_each_epoch: v.array(v.number()) })),
  checkpoint: some(v.object({ ...monitored, saved: v.array(v.string()) })),
  lr_scheduler: some(v.object({ lr0: v.number(), lr_during_epoch: v.array(v.number()) })),
});

describe('callbacks act as in Keras on webgpu', () => {
  let engine: LoadedTrainer;
  let cases: v.InferOutput<typeof shape>;
  beforeAll(async () => {
    const { trainer, fleet } = webgpuTrainers(await newDevice());
    engine = { id: 'webgpu', trainer, fleet, adapter: null, lost: null };
    const url = new URL('../../fixtures/core/keras-callbacks-given.json', import.meta.url);
    cases = v.parse(shape, await (await fetch(url)).json());
  });

  it('EarlyStopping', async () => {
    for (const wanted of cases.early_stopping) await checkStopping(engine, wanted);
  }, 120_000);

  it('ReduceLROnPlateau', async () => {
    for (const wanted of cases.reduce_lr) await checkReducing(engine, wanted);
  }, 120_000);

  it('ModelCheckpoint', async () => {
    for (const wanted of cases.checkpoint) await checkKeeping(engine, wanted);
  }, 120_000);

  it('LearningRateScheduler', async () => {
    for (const wanted of cases.lr_scheduler) await checkScheduling(engine, wanted);
  });
});
