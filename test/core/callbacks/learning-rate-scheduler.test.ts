import { describe, expect, it } from 'vitest';
import type { ParamValues } from '../../../src/core/params.ts';
import { keras, kerasGiven } from '../../fixtures/core/keras-callbacks.ts';
import { call, context, create, problemOf, TestHost } from './training.ts';

async function run(params: ParamValues, lr0: number, epochs: number) {
  const callback = create('learning-rate-scheduler', params);
  const host = new TestHost();
  host.learningRate = lr0;
  host.epochs = epochs;
  await call(callback, 'train-begin', 0, new Map(), host);
  const during: number[] = [];
  const logged: unknown[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    await call(callback, 'epoch-begin', epoch, new Map(), host);
    during.push(host.learningRate);
    const logs = new Map([['loss', 1]]);
    await call(callback, 'epoch-end', epoch, logs, host);
    logged.push(logs.get('learning_rate'));
  }
  return { during, logged, said: host.said };
}

/** The presets by their names, everything else is a formula. */
const settings: Readonly<Record<string, ParamValues>> = {
  step: { schedule: 'step', every: 2, factor: 0.5 },
  exponential: { schedule: 'exponential', every: 2, factor: 0.9 },
};

describe('LearningRateScheduler', () => {
  it.each(kerasGiven.lr_scheduler)('given rule $rule of Keras', async ({ rule, lr0, lr_during_epoch }) => {
    expect(rule).toBe('e<3?lr:lr*0.5');
    const params = { schedule: 'formula', formula: 'if(epoch < 3, lr, lr * 0.5)' };
    const { during } = await run(params, lr0, lr_during_epoch.length);
    expect(during).toEqual(lr_during_epoch);
  });

  it.each(keras.scheduler)('$formula, as Keras', async ({ formula, lr0, during, logged }) => {
    const params = settings[formula] ?? { schedule: 'formula', formula };
    const did = await run(params, lr0, during.length);
    expect(did.during).toEqual(during);
    expect(did.logged).toEqual(logged);
  });

  it('falls like half a cosine, and warms up evenly', async () => {
    const cosine = await run({ schedule: 'cosine' }, 0.1, 4);
    const expected = [0, 1, 2, 3].map((epoch) => 0.05 * (1 + Math.cos((Math.PI * epoch) / 4)));
    cosine.during.forEach((rate, epoch) => {
      expect(rate).toBeCloseTo(expected[epoch] ?? NaN, 14);
    });
    const warm = await run({ schedule: 'warm-up', every: 4 }, 0.1, 6);
    expect(warm.during).toEqual(
      [0.025, 0.05, 0.1 * 0.75, 0.1, 0.1, 0.1].map((rate) => expect.closeTo(rate, 14)),
    );
  });

  it('says what it did', async () => {
    const { said } = await run({ schedule: 'step', every: 1, factor: 0.5 }, 0.1, 2);
    expect(said).toEqual([
      { text: 'learning rate stays 0.1', acted: false },
      { text: 'epoch 1 ended at the rate 0.1', acted: false },
      { text: 'learning rate 0.1 → 0.05', acted: true },
      { text: 'epoch 2 ended at the rate 0.05', acted: false },
    ]);
  });

  it('fails, as Keras, when the rule gives no number', async () => {
    await expect(run({ schedule: 'formula', formula: 'lr / epoch' }, 0.1, 2)).rejects.toThrow(
      /no number at epoch 1/,
    );
  });

  it('names the place of what cannot be read', () => {
    const problem = (formula: string) =>
      problemOf('learning-rate-scheduler', { schedule: 'formula', formula });
    expect(problem('lr * ')).toMatch(/at character 6/);
    expect(problem('rate * 2')).toMatch(/at character 1, there is no column "rate"; there are epoch, lr/);
    expect(problem('lr > 2')).toMatch(/a number is needed/);
    expect(problem('lr * 2')).toBeNull();
    expect(problemOf('learning-rate-scheduler', {}, { ...context, scheduled: true })).toMatch(/schedule/);
  });
});
