import { describe, expect, it } from 'vitest';
import { CallbackList } from '../../../src/core/callback-list.ts';
import { callbacks } from '../../../src/core/callbacks/index.ts';
import type { Callback, HookFunction } from '../../../src/core/callback.ts';
import { keras } from '../../fixtures/core/keras-callbacks.ts';
import { context, create, fit, TestHost } from './training.ts';

/** Behind the callback, as the fixture's own: writes down the weights, and stops after an epoch. */
function look(stopAfter: number | null): { tape: [string, number[]][]; callback: Callback } {
  const tape: [string, number[]][] = [];
  const at =
    (hook: string): HookFunction =>
    async (epoch, _logs, host) => {
      tape.push([hook, [...(await host.weights())]]);
      if (hook === 'epoch-end' && epoch === stopAfter) host.stopTraining = true;
    };
  const seen = [
    'epoch-begin',
    'train-batch-begin',
    'train-batch-end',
    'test-begin',
    'test-end',
    'epoch-end',
    'train-end',
  ];
  const hooks = Object.fromEntries(seen.map((hook) => [hook, at(hook)]));
  return { tape, callback: { hooks, state: () => ({}), restore: () => undefined } };
}

describe('SwapEMAWeights', () => {
  it.each(keras.swap_ema)(
    'swap_on_epoch $swap_on_epoch, momentum $ema_momentum, stopped after $stop_after: as Keras',
    async ({ swap_on_epoch, ema_momentum, epochs, stop_after, tape }) => {
      const own = create('swap-ema-weights', { swap_on_epoch, ema_momentum });
      const looked = look(stop_after);
      const list = new CallbackList([], context, [own, looked.callback]);
      const trained = tape.filter(([hook]) => hook === 'train-batch-end').map(([, weights]) => weights);
      const host = new TestHost();
      host.current = Float32Array.from(tape[0]?.[1] ?? []);
      const tested = tape.some(([hook]) => hook === 'test-begin');
      await fit(list, host, {
        epochs,
        steps: 3,
        testSteps: tested ? 3 : 0,
        step: ({ step }) => {
          host.current = Float32Array.from(trained[step - 1] ?? []);
        },
      });
      // Bit for bit, for Keras works in float32 too.
      expect(looked.tape).toEqual(tape);
    },
  );

  it('puts nothing in before the first step, and looks at every batch', async () => {
    const own = create('swap-ema-weights', {});
    const host = new TestHost();
    await fit(new CallbackList([], context, [own]), host, { epochs: 1, steps: 0, testSteps: 1 });
    expect(host.did).toEqual([]);
    expect(callbacks.get('swap-ema-weights').everyBatch({})).toBe(true);
  });

  it('says what the model holds', async () => {
    const own = create('swap-ema-weights', { swap_on_epoch: true });
    const host = new TestHost();
    await fit(new CallbackList([], context, [own]), host, { epochs: 1, steps: 2, testSteps: 1 });
    expect(host.said.map(({ text }) => text)).toEqual([
      'put the average of 2 steps in to validate',
      'put the plain weights back',
      'put the average of 2 steps in for the callbacks behind',
      'the model ends with the average of 2 steps',
    ]);
  });
});
