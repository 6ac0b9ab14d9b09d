import { describe, expect, it } from 'vitest';
import type { ParamValues } from '../../../src/core/params.ts';
import { keras, kerasGiven } from '../../fixtures/core/keras-callbacks.ts';
import { call, create, logOf, ofKeras, problemOf, TestHost } from './training.ts';

/** Epochs with these figures; the weights are the number of the epoch. */
async function run(params: ParamValues, monitor: string, series: readonly (number | null)[]) {
  const callback = create('early-stopping', params);
  const host = new TestHost();
  await call(callback, 'train-begin', 0, new Map(), host);
  const waits: unknown[] = [];
  let stop: number | null = null;
  for (const [epoch, value] of series.entries()) {
    host.current = Float32Array.of(epoch);
    await call(callback, 'epoch-end', epoch, logOf(monitor, value), host);
    waits.push(callback.state()['wait']);
    if (host.stopTraining) {
      stop = epoch;
      break;
    }
  }
  await call(callback, 'train-end', 0, new Map(), host);
  const { best, bestEpoch } = callback.state();
  return { stop, best, best_epoch: bestEpoch, waits, weights: host.current[0], said: host.said };
}

describe('EarlyStopping', () => {
  it.each(kerasGiven.early_stopping.map((each, i) => [i, each] as const))(
    'given case %i of Keras',
    async (_, { args, series, stop_epoch, best_epoch, best, wait, final_weights_epoch }) => {
      const did = await run({ patience: 0, ...ofKeras(args) }, 'val_loss', series);
      expect([did.stop, did.best, did.best_epoch, did.waits.at(-1), did.weights]).toEqual([
        stop_epoch,
        best,
        best_epoch,
        wait,
        final_weights_epoch,
      ]);
    },
  );

  it.each(keras.early_stopping.map((each, i) => [i, each] as const))(
    'case %i of Keras',
    async (_, { args, series, error, ...expected }) => {
      const params = ofKeras(args);
      if (error) expect(problemOf('early-stopping', params)).toMatch(/Choose “Lower” or “Higher”/);
      else {
        const { said, ...did } = await run(params, String(args['monitor']), series);
        expect(did).toEqual(expected);
        expect(said.length).toBeGreaterThan(0);
      }
    },
  );

  it('says what it counts, with epochs from 1, and why it acted', async () => {
    const params = { monitor: 'loss', patience: 2, restore_best_weights: true };
    const { said } = await run(params, 'loss', [0.9, 0.412, 0.5, null, 0.6]);
    expect(said).toEqual([
      { text: 'patience 0 of 2, best loss 0.9 at epoch 1', acted: false },
      { text: 'patience 0 of 2, best loss 0.412 at epoch 2', acted: false },
      { text: 'patience 1 of 2, best loss 0.412 at epoch 2', acted: false },
      {
        text: 'There is no "loss" in the log (there is other), so this epoch does not count.',
        acted: false,
      },
      { text: 'patience 2 of 2, best loss 0.412 at epoch 2: training stops after epoch 5', acted: true },
      { text: 'went back to the weights of epoch 2, loss 0.412', acted: true },
    ]);
  });

  it.each([
    [{ monitor: '' }, /which figure/],
    [{ monitor: 'val_made_up' }, /neither a loss nor a metric/],
    [{ baseline: 'low' }, /Baseline must be a number/],
    [{ baseline: 'Infinity' }, /Baseline must be a number/],
    [{ baseline: ' -1.5e-3 ' }, null],
    [{ monitor: 'val_made_up', mode: 'max' }, null],
    [{}, null],
  ])('%j: %s', (params, problem) => {
    if (problem === null) expect(problemOf('early-stopping', params)).toBeNull();
    else expect(problemOf('early-stopping', params)).toMatch(problem);
  });

  it('refuses a state that is not its own', () => {
    expect(() => {
      create('early-stopping', {}).restore({ wait: 'two' });
    }).toThrow(/does not say/);
  });
});
