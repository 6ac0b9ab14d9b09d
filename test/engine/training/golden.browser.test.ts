// The cases of real Keras on the graphics card: another share of them each turn.

import { beforeAll, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import type { LoadedTrainer } from '../../../src/engine/trainer-loading.ts';
import { webgpuTrainers } from '../../../src/engine/trainers/webgpu/index.ts';
import { fuzz, newDevice, turn } from '../trainers/webgpu-devices.ts';
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
const shape = v.object({
  early_stopping: v.array(
    v.object({
      ...monitored,
      stop_epoch: v.nullable(v.number()),
      best_epoch: v.number(),
      best: v.nullable(figure),
      wait: v.number(),
      final_weights_epoch: v.number(),
    }),
  ),
  reduce_lr: v.array(v.object({ ...monitored, lr0: v.number(), lr_after_each_epoch: v.array(v.number()) })),
  checkpoint: v.array(v.object({ ...monitored, saved: v.array(v.string()) })),
  lr_scheduler: v.array(v.object({ lr0: v.number(), lr_during_epoch: v.array(v.number()) })),
});

const share = 8;
const inTurn = <T>(all: readonly T[]): readonly T[] => {
  expect(all.length).toBeGreaterThan(0);
  if (fuzz) return all;
  return Array.from({ length: Math.min(share, all.length) }, (_, i) => all[(turn * share + i) % all.length]!);
};

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
    for (const wanted of inTurn(cases.early_stopping)) await checkStopping(engine, wanted);
  }, 120_000);

  it('ReduceLROnPlateau', async () => {
    for (const wanted of inTurn(cases.reduce_lr)) await checkReducing(engine, wanted);
  }, 120_000);

  it('ModelCheckpoint', async () => {
    for (const wanted of inTurn(cases.checkpoint)) await checkKeeping(engine, wanted);
  }, 120_000);

  it('LearningRateScheduler', async () => {
    for (const wanted of inTurn(cases.lr_scheduler)) await checkScheduling(engine, wanted);
  });
});
