// The list of callbacks as it is set up, and the timeline of what they did, without a page.

import { describe, expect, test } from 'vitest';
import { callbackAdvice } from '../../../src/core/callback-advice.ts';
import earlyStopping from '../../../src/core/callbacks/early-stopping.ts';
import { callbacks } from '../../../src/core/callbacks/index.ts';
import type { CallbackSetting, Logs, TrainingHost } from '../../../src/core/callback.ts';
import { problemWith } from '../../../src/core/params.ts';
import { metrics } from '../../../src/core/metrics/index.ts';
import {
  contextOf,
  formParams,
  isBlockedBySchedule,
  kindOf,
  moved,
  startWords,
  withAdded,
  without,
  withParam,
} from '../../../src/pages/train/callbacks/callbacks-view.ts';
import {
  chosenEvents,
  hookRows,
  lanesOf,
  restoredEpoch,
} from '../../../src/pages/train/callbacks/timeline-view.ts';
import { timelineText } from '../../../src/pages/text/train-callbacks.ts';
import { event } from './example.ts';

const accuracy = metrics.get('accuracy');

describe('the list', () => {
  test('is added to, reordered, changed and taken from, each time a new one', () => {
    const one = withAdded([], 'early-stopping');
    const two = withAdded(one, 'csv-logger');
    expect(two.map(({ id }) => id)).toEqual(['early-stopping', 'csv-logger']);
    expect(moved(two, 1, -1).map(({ id }) => id)).toEqual(['csv-logger', 'early-stopping']);
    expect(moved(two, 0, -1)).toBe(two);
    expect(moved(two, 1, 1)).toBe(two);
    expect(withParam(two, 0, 'patience', 9)[0]?.params['patience']).toBe(9);
    expect(two[0]?.params['patience']).not.toBe(9);
    expect(without(two, 0).map(({ id }) => id)).toEqual(['csv-logger']);
    expect(kindOf('nobody')).toBeNull();
  });

  test('two that would get in each other’s way begin so that they do not', () => {
    const patience = (ids: readonly string[]) =>
      ids
        .reduce<readonly CallbackSetting[]>((list, id) => withAdded(list, id), [])
        .map(({ params }) => params['patience']);
    expect(patience(['reduce-lr-on-plateau'])).toEqual([10]);
    expect(patience(['early-stopping', 'reduce-lr-on-plateau'])).toEqual([5, 2]);
    expect(patience(['reduce-lr-on-plateau', 'early-stopping'])).toEqual([10, 20]);
    const both = withAdded(withAdded([], 'reduce-lr-on-plateau'), 'early-stopping');
    expect(callbackAdvice(both)).toEqual([]);
    expect(startWords(both[1]!)).toBe('Patience begins at 20 here; Keras’ own default is 0.');
    expect(startWords(both[0]!)).toBeNull();
    expect(formParams(callbacks.get('early-stopping'), accuracy, 'val_loss')['patience']?.help).toContain(
      'Keras’ own default: 0.',
    );
  });

  test('a schedule that is in the way is found', () => {
    const context = { directions: new Map(), scheduled: true };
    const [setting] = withAdded([], 'reduce-lr-on-plateau');
    expect(isBlockedBySchedule(setting!, context)).toBe(true);
    expect(isBlockedBySchedule(setting!, { ...context, scheduled: false })).toBe(false);
    expect(isBlockedBySchedule(withAdded([], 'early-stopping')[0]!, context)).toBe(false);
  });

  test('what is watched is chosen from what the training logs; another name stays in sight', () => {
    const kind = callbacks.get('early-stopping');
    const monitor = formParams(kind, accuracy, 'val_loss')['monitor'];
    expect(monitor).toMatchObject({ type: 'choice' });
    const options = monitor?.type === 'choice' ? monitor.options.map(({ value }) => value) : [];
    expect(options).toEqual(['val_loss', 'loss', 'val_accuracy', 'accuracy']);
    const other = formParams(kind, accuracy, 'val_auc')['monitor'];
    expect(other && problemWith(other, 'val_auc')).toBeNull();
  });

  test('every kind can be added as it is, or says what it still needs', () => {
    const context = contextOf(accuracy, {
      optimizer: 'adam',
      learningRate: 0.01,
      batchSize: 32,
      epochs: 3,
      validationShare: 0.2,
    });
    expect(context.directions.get('accuracy')).toBe('higher');
    expect(context.scheduled).toBe(false);
    for (const { id } of callbacks.all) {
      const params = withAdded([], id)[0]!.params;
      const problem = callbacks.get(id).problem(params, context);
      expect(problem === null || problem.length > 10).toBe(true);
    }
  });
});

describe('the timeline', () => {
  const settings: CallbackSetting[] = [
    { id: 'early-stopping', params: {} },
    { id: 'model-checkpoint', params: {} },
    { id: 'model-checkpoint', params: {} },
  ];
  const events = [
    event(0, 0, 'early-stopping', 'patience 0 of 2, best val_loss 0.5 at epoch 1', false),
    event(0, 1, 'model-checkpoint', 'kept', true),
    event(1, 0, 'early-stopping', 'patience 1 of 2, best val_loss 0.5 at epoch 1', false),
    event(2, 0, 'early-stopping', 'patience 2 of 2: training stops', true),
    // Three epochs have passed when the training ends.
    event(3, 0, 'early-stopping', 'went back to the weights of epoch 1, val_loss 0.5', true, {
      hook: 'train-end',
    }),
  ];

  test('has a lane for each callback in its order, silent ones too', () => {
    const lanes = lanesOf(events, settings, 10);
    expect(lanes.map(({ place }) => place)).toEqual([0, 1, 2]);
    expect(lanes[0]).toMatchObject({ acted: [0.25], told: [0.05, 0.15] });
    expect(lanes[0]?.standing).toContain('went back');
    expect(lanes[0]?.words).toMatch(/acted 2 times, told 2 times\. It acted in epoch 3\.$/);
    expect(lanes[1]?.label).toMatch(/ 1$/);
    expect(lanes[2]).toMatchObject({ acted: [], told: [], standing: null });
  });

  test('the guard has a lane only when it spoke', () => {
    const guarded = [...events, event(3, -1, 'guard', 'stopped', true)];
    expect(lanesOf(guarded, settings, 10)[0]).toMatchObject({ place: -1, standing: 'stopped' });
  });

  test('very many lines are few marks', () => {
    const many = Array.from({ length: 100_000 }, (_, at) =>
      event(Math.floor(at / 50), 0, 'early-stopping', 'x', false, { batch: at % 50 }),
    );
    expect(lanesOf(many, settings, 2000)[0]!.told.length).toBeLessThanOrEqual(1001);
  });

  test('lines are chosen by callback and by whether it acted, newest first', () => {
    expect(chosenEvents(events, null, false)).toHaveLength(3);
    expect(chosenEvents(events, 0, true).map(({ epoch }) => epoch)).toEqual([3, 2, 1, 0]);
    expect(timelineText.when(3, null, 'train-end', 5)).toMatch(/^at the end, after epoch 3 · on_train_end/);
    expect(chosenEvents(events, 2, true)).toEqual([]);
  });

  test('the places come in Keras’ order, the latest is marked', () => {
    const rows = hookRows(events);
    expect(rows.map(({ hook }) => hook)[0]).toBe('train-begin');
    expect(rows.filter(({ isPresent }) => isPresent).map(({ hook }) => hook)).toEqual(['train-end']);
    expect(rows.find(({ hook }) => hook === 'epoch-end')?.lines).toBe(4);
    expect(hookRows([]).some(({ isPresent }) => isPresent)).toBe(false);
  });

  test('which epoch was put back is read from what EarlyStopping itself says', async () => {
    const said: { text: string; acted: boolean }[] = [];
    const host: TrainingHost = {
      epochs: 3,
      stepsPerEpoch: 1,
      architecture: { inputs: 1, layers: [] },
      step: 0,
      learningRate: 0.1,
      stopTraining: false,
      weights: () => Promise.resolve(new Float32Array(1)),
      setWeights: () => Promise.resolve(),
      say: (text, acted) => said.push({ text, acted }),
      point: () => undefined,
      keep: () => Promise.resolve(),
      backUp: () => Promise.resolve(),
      read: () => null,
      write: () => undefined,
      publish: () => undefined,
      histogram: () => undefined,
    };
    const params = { ...withAdded([], 'early-stopping')[0]!.params, restore_best_weights: true };
    const callback = earlyStopping.create(params, { directions: new Map(), scheduled: false });
    const logs: Logs = new Map([['val_loss', 1]]);
    await callback.hooks['train-begin']?.(0, new Map(), host);
    for (const [epoch, loss] of [1, 0.5, 0.7].entries()) {
      logs.set('val_loss', loss);
      await callback.hooks['epoch-end']?.(epoch, logs, host);
    }
    await callback.hooks['train-end']?.(0, logs, host);
    const { text, acted } = said.at(-1)!;
    expect(restoredEpoch([event(2, 0, 'early-stopping', text, acted, { hook: 'train-end' })])).toBe(2);
    expect(restoredEpoch(events.slice(0, 4))).toBeNull();
  });
});
