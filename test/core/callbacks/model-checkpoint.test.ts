import { describe, expect, it } from 'vitest';
import { CallbackList } from '../../../src/core/callback-list.ts';
import { callbacks } from '../../../src/core/callbacks/index.ts';
import { defaults, type ParamValues } from '../../../src/core/params.ts';
import { keras, kerasGiven } from '../../fixtures/core/keras-callbacks.ts';
import { call, context, create, fit, logOf, ofKeras, problemOf, TestHost } from './training.ts';

async function run(params: ParamValues, monitor: string, series: readonly (number | null)[]) {
  const callback = create('model-checkpoint', params);
  const host = new TestHost();
  for (const [epoch, value] of series.entries()) {
    host.current = Float32Array.of(epoch);
    await call(callback, 'epoch-begin', epoch, new Map(), host);
    await call(callback, 'epoch-end', epoch, logOf(monitor, value), host);
  }
  return host;
}

describe('ModelCheckpoint', () => {
  it.each(kerasGiven.checkpoint.map((each, i) => [i, each] as const))(
    'given case %i of Keras',
    async (_, { args, series, saved }) => {
      const host = await run({ filepath: '{epoch:02d}.keras', ...ofKeras(args) }, 'val_loss', series);
      expect(host.did.map(([, name]) => name)).toEqual(saved);
    },
  );

  it.each(keras.checkpoint.map((each, i) => [i, each] as const))(
    'case %i of Keras',
    async (_, { args, series, error, saved }) => {
      const params = ofKeras(args);
      if (error) expect(problemOf('model-checkpoint', params)).toMatch(/Choose “Lower” or “Higher”/);
      else {
        const host = await run(params, String(args['monitor']), series);
        const weightsOnly = args['save_weights_only'] === true;
        expect(host.did).toEqual(saved?.map(([name, epoch]) => ['keep', name, weightsOnly, epoch]));
        expect(host.said.length).toBeGreaterThanOrEqual(series.length);
      }
    },
  );

  it.each(keras.checkpoint_batches)('every $every of $steps batches, as Keras', async (each) => {
    const { params } = callbacks.get('model-checkpoint');
    const setting = {
      id: 'model-checkpoint',
      params: { ...defaults(params), filepath: each.filepath, save_freq: String(each.every), mode: 'min' },
    };
    const list = new CallbackList([setting], context);
    expect(list.everyBatch).toBe(true);
    const host = new TestHost();
    await fit(list, host, {
      ...each,
      testSteps: 0,
      step: ({ step }) => {
        host.current = Float32Array.of(step);
      },
      batchLogs: ({ step }) => new Map([['loss', 1 / step]]),
    });
    expect(host.did).toEqual(each.saved.map(([name, step]) => ['keep', name, false, step]));
  });

  it('says why it kept, and that a missing figure is no reason not to', async () => {
    const params = { filepath: 'best.keras', save_best_only: true };
    const host = await run(params, 'val_loss', [0.5, 0.6, 0.4, null]);
    expect(host.said).toEqual([
      { text: 'val_loss 0.5 is the first: keeping best.keras', acted: true },
      { text: 'val_loss 0.6 is not better than 0.5, nothing is kept', acted: false },
      { text: 'val_loss 0.4 is better than 0.5: keeping best.keras', acted: true },
      {
        text: 'There is no "val_loss" in the log (there is other), so nobody can tell whether this is the best, and it is kept.',
        acted: false,
      },
      { text: 'keeping best.keras', acted: true },
    ]);
  });

  it('judges by batches what Keras cannot compare there', async () => {
    const callback = create('model-checkpoint', {
      filepath: '{batch}.keras',
      monitor: 'loss',
      save_freq: '1',
      save_best_only: true,
    });
    const host = new TestHost();
    for (const [batch, loss] of [0.5, 0.6, 0.4].entries())
      await call(callback, 'train-batch-end', batch, new Map([['loss', loss]]), host);
    expect(host.did.map(([, name]) => name)).toEqual(['1.keras', '3.keras']);
  });

  it.each([
    [{ filepath: 'x.txt' }, /\.keras or \.h5/],
    [{ save_weights_only: true }, /\.weights\.h5/],
    [{ filepath: '{epoch.keras' }, /must be doubled/],
    [{ filepath: '{epok}.keras' }, /asks for \{epok\}/],
    [{ filepath: '{batch}.keras' }, /asks for \{batch\}/],
    [{ filepath: '{val_loss}.keras', save_freq: '10' }, /asks for \{val_loss\}/],
    [{ save_freq: 'week' }, /word epoch or a whole number/],
    [{ save_freq: '0' }, /word epoch or a whole number/],
    [{ initial_value_threshold: 'x' }, /To beat first must be a number/],
    [{ filepath: '{epoch}-{val_auc:.3f}-{batch}.keras', save_freq: '10' }, /val_auc/],
    [{ filepath: '{epoch}-{val_auc:.3f}.h5' }, null],
  ])('%j: %s', (params, problem) => {
    if (problem === null) expect(problemOf('model-checkpoint', params)).toBeNull();
    else expect(problemOf('model-checkpoint', params)).toMatch(problem);
  });
});
