import { beforeAll, describe, expect, it } from 'vitest';
import type { LoadedTrainer } from '../../../src/engine/trainer-loading.ts';
import { keras, kerasGiven } from '../../fixtures/core/keras-callbacks.ts';
import { checkKeeping, checkReducing, checkScheduling, checkStopping } from './golden.ts';
import { nodeEngineNames, nodeEngines } from './node-engines.ts';

/** The loop's own figures are loss and accuracy: only of these does it know which way is better. */
const isKnown = ({ args }: { args: Readonly<Record<string, unknown>> }) =>
  args['mode'] === 'min' ||
  args['mode'] === 'max' ||
  ['loss', 'val_loss', 'accuracy', 'val_accuracy'].includes(String(args['monitor']));

describe.each(nodeEngineNames)('callbacks act as in Keras on %s', (name) => {
  let engine: LoadedTrainer;
  beforeAll(async () => {
    engine = (await nodeEngines())[name];
  });

  it('EarlyStopping', async () => {
    for (const wanted of kerasGiven.early_stopping) await checkStopping(engine, wanted);
    for (const { stop, best, best_epoch, waits, weights, error, ...rest } of keras.early_stopping) {
      if (error !== undefined || !isKnown(rest)) continue;
      await checkStopping(engine, {
        ...rest,
        stop_epoch: stop ?? null,
        best: best ?? null,
        best_epoch: best_epoch ?? 0,
        wait: waits?.at(-1) ?? 0,
        final_weights_epoch: weights ?? 0,
      });
    }
  }, 60_000);

  it('ReduceLROnPlateau', async () => {
    for (const wanted of kerasGiven.reduce_lr) await checkReducing(engine, wanted);
    for (const { rates, error, ...rest } of keras.reduce_lr)
      if (error === undefined && isKnown(rest))
        await checkReducing(engine, { ...rest, lr_after_each_epoch: rates ?? [] });
  }, 60_000);

  it('ModelCheckpoint', async () => {
    for (const wanted of kerasGiven.checkpoint) await checkKeeping(engine, wanted);
    for (const { saved, error, ...rest } of keras.checkpoint)
      if (error === undefined && isKnown(rest))
        await checkKeeping(engine, { ...rest, saved: (saved ?? []).map(([kept]) => kept) });
  }, 60_000);

  it('LearningRateScheduler', async () => {
    for (const wanted of kerasGiven.lr_scheduler) await checkScheduling(engine, wanted);
  });

  it('and a case that is not as Keras has it is found', async () => {
    const [first] = kerasGiven.early_stopping;
    await expect(checkStopping(engine, { ...first!, best_epoch: 0 })).rejects.toThrow('best epoch');
    await expect(checkStopping(engine, { ...first!, final_weights_epoch: 0 })).rejects.toThrow('weights');
  });
});
