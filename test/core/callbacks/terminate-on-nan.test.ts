import { describe, expect, it } from 'vitest';
import { callbacks } from '../../../src/core/callbacks/index.ts';
import { AppError } from '../../../src/core/errors.ts';
import { keras } from '../../fixtures/core/keras-callbacks.ts';
import { call, create, TestHost } from './training.ts';

describe('TerminateOnNaN', () => {
  it.each(keras.terminate)('does with $losses what Keras does', async ({ losses, raise_error, does }) => {
    const callback = create('terminate-on-nan', { raise_error });
    const did: string[] = [];
    for (const [batch, loss] of losses.entries()) {
      const host = new TestHost();
      const logs = new Map(loss === null ? [] : [['loss', loss]]);
      try {
        await call(callback, 'train-batch-end', batch, logs, host);
        did.push(host.stopTraining ? 'stop' : 'go');
      } catch (error) {
        expect(AppError.from(error).code).toBe('diverged');
        did.push('error');
      }
    }
    expect(did).toEqual(does);
  });

  it('says where, and looks at every batch', async () => {
    const host = new TestHost();
    const callback = create('terminate-on-nan', {});
    await call(callback, 'train-batch-end', 4, new Map([['loss', NaN]]), host);
    await call(callback, 'epoch-end', 0, new Map([['loss', NaN]]), host);
    await call(callback, 'epoch-end', 0, new Map([['loss', 1]]), host);
    expect(host.said).toEqual([
      { text: 'the loss is NaN at batch 5: training stops', acted: true },
      { text: 'the loss was finite at every batch', acted: false },
    ]);
    expect(callbacks.get('terminate-on-nan').everyBatch({})).toBe(true);
  });
});
