import { describe, expect, it } from 'vitest';
import { CallbackList } from '../../../src/core/callback-list.ts';
import { keras } from '../../fixtures/core/keras-callbacks.ts';
import { context, fit, problemOf, TestHost } from './training.ts';

async function run(every: string | number, plan: { epochs: number; steps: number }, discards = true) {
  const params = { save_freq: String(every), delete_checkpoint: discards };
  const list = new CallbackList([{ id: 'backup-and-restore', params }], context);
  const host = new TestHost();
  await fit(list, host, { ...plan, testSteps: 0 });
  return { host, list };
}

describe('BackupAndRestore', () => {
  it.each(keras.backup)('every $every of $steps: backs up when Keras does', async (each) => {
    const { host, list } = await run(each.every, each);
    expect(host.did).toEqual(each.saved_after_step.map((step) => ['back-up', step]));
    expect(list.everyBatch).toBe(each.every !== 'epoch');
  });

  it('leaves a checkpoint where it is not to be discarded, and says so much', async () => {
    const { host } = await run(2, { epochs: 1, steps: 3 }, false);
    expect(host.did).toEqual([
      ['back-up', 2],
      ['keep', 'latest.keras', false, -1],
    ]);
    expect(host.said).toEqual([
      { text: 'backed up, batch 2 of epoch 1 included', acted: true },
      { text: '1 of 2 batches until the next back-up', acted: false },
    ]);
  });

  it('wants epoch or a number of batches', () => {
    expect(problemOf('backup-and-restore', { save_freq: 'often' })).toMatch(/word epoch/);
    expect(problemOf('backup-and-restore', {})).toBeNull();
  });
});
