import { describe, expect, it } from 'vitest';
import type { ParamValues } from '../../../src/core/params.ts';
import { keras, kerasGiven } from '../../fixtures/core/keras-callbacks.ts';
import { call, context, create, logOf, problemOf, TestHost } from './training.ts';

async function run(params: ParamValues, monitor: string, series: readonly (number | null)[], lr0: number) {
  const callback = create('reduce-lr-on-plateau', params);
  const host = new TestHost();
  host.learningRate = lr0;
  await call(callback, 'train-begin', 0, new Map(), host);
  const rates: number[] = [];
  const logged: unknown[] = [];
  for (const [epoch, value] of series.entries()) {
    const logs = logOf(monitor, value);
    await call(callback, 'epoch-end', epoch, logs, host);
    rates.push(host.learningRate);
    logged.push(logs.get('learning_rate'));
  }
  return { rates, logged, said: host.said };
}

describe('ReduceLROnPlateau', () => {
  it.each(kerasGiven.reduce_lr.map((each, i) => [i, each] as const))(
    'given case %i of Keras',
    async (_, { args, series, lr0, lr_after_each_epoch }) => {
      const { rates } = await run(args, 'val_loss', series, lr0);
      expect(rates).toEqual(lr_after_each_epoch);
    },
  );

  it.each(keras.reduce_lr.map((each, i) => [i, each] as const))(
    'case %i of Keras',
    async (_, { args, series, lr0, error, ...expected }) => {
      if (error) expect(problemOf('reduce-lr-on-plateau', args)).toMatch(/Choose “Lower” or “Higher”/);
      else {
        const { said, ...did } = await run(args, String(args['monitor']), series, lr0);
        expect(did).toEqual(expected);
        expect(said).toHaveLength(series.length);
      }
    },
  );

  it('says what it counts and why it acted', async () => {
    const params = { monitor: 'loss', patience: 1, cooldown: 2, factor: 0.5, min_lr: 0.05 };
    const { said } = await run(params, 'loss', [1, 1, 1, 1], 0.1);
    expect(said.map(({ text }) => text)).toEqual([
      'patience 0 of 1, best loss 1 at epoch 1',
      'patience 1 of 1, best loss 1 at epoch 1: learning rate 0.1 → 0.05',
      'cooldown 1, best loss 1 at epoch 1',
      'patience 1 of 1, best loss 1 at epoch 1; the rate 0.05 is the lowest allowed',
    ]);
  });

  it('refuses a factor of 1 and a rate that follows a schedule', () => {
    expect(problemOf('reduce-lr-on-plateau', { factor: 1 })).toMatch(/below 1/);
    expect(problemOf('reduce-lr-on-plateau', {}, { ...context, scheduled: true })).toMatch(/schedule/);
    expect(problemOf('reduce-lr-on-plateau', {})).toBeNull();
  });
});
