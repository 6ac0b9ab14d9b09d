import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hooks,
  type Callback,
  type CallbackSetting,
  type CallbackState,
  type Hook,
} from '../../src/core/callback.ts';
import { CallbackList, callbackProblems } from '../../src/core/callback-list.ts';
import { callbacks } from '../../src/core/callbacks/index.ts';
import { defaults, type ParamValues } from '../../src/core/params.ts';
import { keras } from '../fixtures/core/keras-callbacks.ts';
import { context, fit, TestHost } from './callbacks/training.ts';

const setting = (id: string, params: ParamValues = {}): CallbackSetting => ({
  id,
  params: { ...defaults(callbacks.get(id).params), ...params },
});

type Tape = [number, string, number, string[]][];

/** Writes down every hook; the first of the fixture's two also adds to the logs and stops the training. */
function recorder(
  who: number,
  tape: Tape,
  stopAt: readonly [string, number, number] | null,
  adds: string | null,
) {
  let epoch = 0;
  const entry = (hook: Hook): Callback['hooks'] => ({
    [hook]: (at: number, logs: Map<string, number>, host: TestHost) => {
      if (hook === 'epoch-begin') epoch = at;
      tape.push([who, hook, at, [...logs.keys()].sort()]);
      if (adds !== null) logs.set(adds, 1);
      if (stopAt && stopAt[0] === hook && stopAt[1] === epoch && stopAt[2] === at) host.stopTraining = true;
    },
  });
  const all = hooks.map(entry).reduce((found, next) => ({ ...found, ...next }), {});
  return { hooks: all, state: () => ({}), restore: () => undefined };
}

describe('the list of callbacks', () => {
  it.each(keras.hooks)(
    'calls every hook in the order of Keras (stopped at $stop_at, added $adds)',
    async ({ stop_at, adds, tape, ...plan }) => {
      const own: Tape = [];
      const list = new CallbackList([], context, [
        recorder(0, own, stop_at, adds),
        recorder(1, own, null, null),
      ]);
      const batch = () => new Map([['loss', 1] as const, ['mae', 1] as const]);
      await fit(list, new TestHost(), {
        ...plan,
        testSteps: plan.test_steps,
        batchLogs: batch,
        testLogs: batch,
        epochLogs: () =>
          new Map([
            ...batch(),
            ...(plan.validated
              ? ([
                  ['val_loss', 1],
                  ['val_mae', 1],
                ] as const)
              : []),
          ]),
      });
      expect(own).toEqual(tape);
    },
  );

  it('tells the host who speaks', async () => {
    const guard: Callback = {
      hooks: {
        'epoch-end': (_at, _logs, host) => {
          host.say('guard', false);
        },
      },
      state: () => ({}),
      restore: () => undefined,
    };
    const list = new CallbackList([setting('remote-monitor'), setting('terminate-on-nan')], context, [guard]);
    const heard: string[] = [];
    await list.run('epoch-end', 0, new Map([['loss', 1]]), (place, id) => {
      heard.push(`${place} ${id}`);
      return new TestHost();
    });
    expect(heard).toEqual(['-1 guard', '0 remote-monitor', '1 terminate-on-nan']);
    expect(list.states()).toHaveLength(2);
    expect(list.listensTo('test-begin')).toBe(false);
    expect(list.listensTo('train-end')).toBe(false);
    expect(new CallbackList([setting('swap-ema-weights')], context).listensTo('train-end')).toBe(true);
  });

  it.each(callbacks.all.map(({ id }) => id))('%s listens to single batches only where it must', (id) => {
    const some: ParamValues[] = id === 'lambda' ? [{}, { hook: 'train-batch-begin' }] : [{}];
    for (const params of some) {
      const list = new CallbackList([setting(id, params)], context);
      expect(list.listensTo('train-batch-end') || list.listensTo('train-batch-begin')).toBe(list.everyBatch);
    }
  });

  it('calls nobody behind one who fails', async () => {
    const settings = [
      setting('terminate-on-nan', { raise_error: true }),
      setting('lambda', { hook: 'train-batch-end', note: 'x' }),
    ];
    const list = new CallbackList(settings, context);
    const host = new TestHost();
    const run = list.run('train-batch-end', 0, new Map([['loss', NaN]]), () => host);
    await expect(run).rejects.toThrow(/NaN at batch 1/);
    expect(host.said).toEqual([]);
  });

  it('restores the best weights after the average was written over them, wherever both stand', async () => {
    for (const ids of [
      ['swap-ema-weights', 'early-stopping'],
      ['early-stopping', 'swap-ema-weights'],
    ]) {
      const params = { monitor: 'loss', restore_best_weights: true };
      const list = new CallbackList(
        ids.map((id) => setting(id, id === 'early-stopping' ? params : {})),
        context,
      );
      const host = new TestHost();
      await fit(list, host, {
        epochs: 3,
        steps: 1,
        testSteps: 0,
        step: ({ step }) => {
          host.current = Float32Array.of(step);
        },
        epochLogs: (epoch) => new Map([['loss', epoch === 1 ? 0 : 1]]),
      });
      expect(host.current).toEqual(Float32Array.of(2));
    }
  });

  it('refuses states of another list', () => {
    const list = new CallbackList([setting('early-stopping')], context);
    expect(() => {
      list.restore([]);
    }).toThrow(/0 callbacks, the training has 1/);
  });
});

describe('a training that goes on from a checkpoint', () => {
  const monitor = fc.constantFrom('loss', 'val_loss', 'val_auc');
  const frequency = fc.constantFrom('epoch', '1', '2', '5');
  const whole = fc.integer({ min: 0, max: 3 });
  const someSetting: fc.Arbitrary<CallbackSetting> = fc.oneof(
    fc
      .record({
        monitor,
        patience: whole,
        baseline: fc.constantFrom('', '0.5'),
        restore_best_weights: fc.boolean(),
        start_from_epoch: whole,
      })
      .map((params) => setting('early-stopping', params)),
    fc
      .record({ monitor, patience: whole, cooldown: whole, min_lr: fc.constantFrom(0, 0.01) })
      .map((params) => setting('reduce-lr-on-plateau', params)),
    fc
      .record({
        monitor,
        save_best_only: fc.boolean(),
        save_freq: frequency,
        initial_value_threshold: fc.constantFrom('', '0.8'),
      })
      .map((params) => setting('model-checkpoint', params)),
    fc
      .record({ save_freq: frequency, delete_checkpoint: fc.boolean() })
      .map((params) => setting('backup-and-restore', params)),
    fc
      .record({
        schedule: fc.constantFrom('step', 'exponential', 'cosine', 'warm-up', 'formula'),
        every: fc.integer({ min: 1, max: 3 }),
      })
      .map((params) => setting('learning-rate-scheduler', params)),
    fc
      .record({ ema_momentum: fc.constantFrom(0, 0.5, 0.99), swap_on_epoch: fc.boolean() })
      .map((params) => setting('swap-ema-weights', params)),
    fc.record({ append: fc.boolean() }).map((params) => setting('csv-logger', params)),
    fc
      .record({
        hook: fc.constantFrom(...hooks),
        condition: fc.constantFrom('', 'epoch > 1', 'loss > val_loss', 'learning_rate < 0.05'),
        action: fc.constantFrom('set-learning-rate', 'log', 'note'),
        value: fc.constantFrom('learning_rate / 2', 'loss + 1'),
        name: fc.constantFrom('extra', 'loss'),
        note: fc.constantFrom('at {epoch}', '{val_loss:.2f}'),
      })
      .map((params) => setting('lambda', params)),
    fc.constantFrom(
      setting('terminate-on-nan'),
      setting('remote-monitor'),
      setting('tensorboard-histograms', { histogram_freq: 2 }),
    ),
  );
  const figure = fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 0, max: 20 }).map((each) => each / 20) },
    { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity) },
  );

  it('does all that an undisturbed one does, wherever it was cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(someSetting, { minLength: 1, maxLength: 5 }),
        fc.array(figure, { minLength: 24, maxLength: 24 }),
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 0, max: 2 }),
        fc.boolean(),
        async (settings, series, cutEpoch, cutBatch, validated) => {
          const plan = {
            epochs: 6,
            steps: 3,
            testSteps: validated ? 1 : 0,
            step: (host: TestHost) => {
              const { step, learningRate, current } = host;
              host.current = current.map(
                (weight, i) => weight - learningRate * (weight - Math.sin(step + i)),
              );
            },
            batchLogs: ({ step }: TestHost) => new Map([['loss', series[step % 24]!]]),
            testLogs: () => new Map([['loss', 1]]),
            epochLogs: (epoch: number) =>
              new Map([
                ['loss', series[epoch]!],
                ...(validated
                  ? ([
                      ['val_loss', series[epoch + 6]!],
                      ['val_auc', series[epoch + 12]!],
                    ] as const)
                  : []),
              ]),
          };
          const whole = new TestHost();
          whole.current = new Float32Array(9).fill(0.5);
          const list = new CallbackList(settings, context);
          interface Cut {
            readonly states: CallbackState[];
            readonly host: TestHost;
            readonly did: number;
            readonly said: number;
          }
          const cuts: Cut[] = [];
          await fit(list, whole, {
            ...plan,
            before(epoch, batch) {
              if (epoch !== cutEpoch || batch !== cutBatch) return;
              const host = new TestHost();
              // Files of the run are all that is left of the tab besides the checkpoint.
              for (const [name, text] of whole.files) host.files.set(name, text);
              host.current = whole.current.slice();
              host.learningRate = whole.learningRate;
              host.step = whole.step;
              cuts.push({
                states: structuredClone(list.states()),
                host,
                did: whole.did.length,
                said: whole.said.length,
              });
            },
          });
          const [cut] = cuts;
          if (!cut) return;
          const { host } = cut;
          const other = new CallbackList(settings, context);
          other.restore(cut.states);
          await fit(other, host, plan, [cutEpoch, cutBatch]);
          expect(host.did).toEqual(whole.did.slice(cut.did));
          expect(host.said).toEqual(whole.said.slice(cut.said));
          expect(host.current).toEqual(whole.current);
          expect(host.learningRate).toBe(whole.learningRate);
          expect(other.states()).toEqual(list.states());
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('problems of a list', () => {
  it('are told each at its place', () => {
    const settings = [
      setting('early-stopping', { monitor: 'val_f9' }),
      { id: 'early-bird', params: {} },
      { id: 'csv-logger', params: { filename: 3 } },
      setting('early-stopping'),
    ];
    expect(callbackProblems(settings, context)).toEqual([
      expect.stringMatching(/val_f9/),
      'There is no callback called early-bird.',
      expect.stringMatching(/must be a text/),
      null,
    ]);
  });

  it('know what callbacks before add to the log', () => {
    const adds = setting('lambda', { action: 'log', name: 'gap', value: 'val_loss - loss' });
    const uses = setting('lambda', { condition: 'gap > 1', action: 'stop' });
    expect(callbackProblems([adds, uses], context)).toEqual([null, null]);
    expect(callbackProblems([uses, adds], context)).toEqual([expect.stringMatching(/no column "gap"/), null]);
  });

  it('has none with the settings that a person finds first', () => {
    const all = callbacks.all.map(({ id }) => setting(id));
    expect(callbackProblems(all, context)).toEqual(all.map(() => null));
  });
});
