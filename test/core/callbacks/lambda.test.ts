import { describe, expect, it } from 'vitest';
import { hooks } from '../../../src/core/callback.ts';
import { CallbackList } from '../../../src/core/callback-list.ts';
import { callbacks } from '../../../src/core/callbacks/index.ts';
import { defaults, type ParamValues } from '../../../src/core/params.ts';
import { call, context, create, fit, problemOf, TestHost } from './training.ts';

const texts = (host: TestHost): string[] => host.said.map(({ text }) => text);

describe('LambdaCallback', () => {
  it('stops when the condition holds', async () => {
    const callback = create('lambda', { condition: 'val_loss < 0.2 and epoch >= 1', action: 'stop' });
    const host = new TestHost();
    for (const [epoch, loss] of [0.1, 0.3, 0.1].entries()) {
      expect(host.stopTraining).toBe(false);
      await call(callback, 'epoch-end', epoch, new Map([['val_loss', loss]]), host);
    }
    expect(host.stopTraining).toBe(true);
    expect(texts(host)).toEqual([
      'done 0 times so far',
      'done 0 times so far',
      'the condition holds: training stops',
      'done 1 times so far',
    ]);
  });

  it('sets the learning rate and notes a line', async () => {
    const host = new TestHost();
    const rate = create('lambda', {
      hook: 'epoch-begin',
      action: 'set-learning-rate',
      value: 'learning_rate / 2',
    });
    await call(rate, 'epoch-begin', 0, new Map(), host);
    expect(host.learningRate).toBe(0.05);
    const note = create('lambda', { note: 'gap {val_loss:.3f} at {epoch:02d}, {{rate}} {learning_rate}' });
    await call(note, 'epoch-end', 4, new Map([['val_loss', 0.25]]), host);
    expect(texts(host)).toEqual([
      'learning rate 0.1 → 0.05',
      'gap 0.250 at 04, {rate} 0.05',
      'done 1 times so far',
    ]);
  });

  it('logs a value that those behind it see', async () => {
    const { params } = callbacks.get('lambda');
    const gap = { ...defaults(params), action: 'log', name: 'gap', value: 'val_loss - loss' };
    const stop = { ...defaults(params), action: 'stop', condition: 'gap > 0.5' };
    const list = new CallbackList(
      [
        { id: 'lambda', params: gap },
        { id: 'lambda', params: stop },
      ],
      context,
    );
    const host = new TestHost();
    const logs = new Map([
      ['loss', 0.25],
      ['val_loss', 1],
    ]);
    await list.run('epoch-end', 0, logs, () => host);
    expect(logs.get('gap')).toBe(0.75);
    expect(host.stopTraining).toBe(true);
  });

  it.each(hooks)('what it logs at %s is a point of a curve', async (hook) => {
    const host = new TestHost();
    const callback = create('lambda', { hook, action: 'log', name: 'twice', value: 'step * 2' });
    host.step = 4;
    const logs = new Map<string, number>();
    await call(callback, hook, 0, logs, host);
    expect(logs.get('twice')).toBe(8);
    // At the end of an epoch the training itself makes points of its log.
    expect(host.did).toEqual(hook === 'epoch-end' ? [] : [['point', 'twice', 8]]);
    expect(texts(host)).toContain('logged twice 8');
  });

  it.each([
    ['loss', 'epoch-end'],
    ['val_loss', 'epoch-end'],
    ['auc', 'epoch-end'],
    ['val_auc', 'train-batch-end'],
    ['learning_rate', 'epoch-end'],
    ['epoch', 'epoch-begin'],
    ['batch_loss', 'train-batch-end'],
    ['gradient_norm/output', 'train-end'],
    ['system/step_ms', 'test-end'],
  ])('does not log under the name %s, which is taken, at %s', (name, hook) => {
    expect(problemOf('lambda', { hook, action: 'log', name, value: '1' })).toMatch(/Choose another name/);
    expect(problemOf('lambda', { hook, action: 'log', name: `my_${name}`, value: '1' })).toBeNull();
  });

  it('asks for the loss of every batch only where it reads it', () => {
    const kind = callbacks.get('lambda');
    const needs = (params: ParamValues) => kind.needsBatchLoss?.({ ...defaults(kind.params), ...params });
    const hook = 'train-batch-end';
    expect(needs({ hook })).toBe(true);
    expect(needs({ hook, note: 'here' })).toBe(false);
    expect(needs({ hook, note: 'here', condition: 'loss > 3' })).toBe(true);
    expect(needs({ hook, note: 'here', condition: 'batch > 3' })).toBe(false);
    expect(needs({ hook, action: 'log', name: 'x', value: 'loss * 2' })).toBe(true);
    expect(needs({ hook, action: 'stop', condition: 'step > 9' })).toBe(false);
    for (const other of hooks.filter((each) => each !== hook)) expect(needs({ hook: other })).toBe(false);
  });

  it.each(hooks)('can be called at %s', async (hook) => {
    const { params } = callbacks.get('lambda');
    const own = { ...defaults(params), hook, note: 'here' };
    expect(problemOf('lambda', own)).toBeNull();
    const list = new CallbackList([{ id: 'lambda', params: own }], context);
    expect(list.everyBatch).toBe(hook.startsWith('train-batch'));
    expect(list.needsBatchLoss).toBe(false);
    expect(list.listensTo(hook)).toBe(true);
    const host = new TestHost();
    await fit(list, host, { epochs: 2, steps: 3, testSteps: 2 });
    const times = hook.startsWith('train-batch')
      ? 6
      : hook.startsWith('test-batch')
        ? 4
        : hook.startsWith('train')
          ? 1
          : 2;
    expect(texts(host).filter((text) => text === 'here')).toHaveLength(times);
  });

  it('knows batch and epoch in a batch', async () => {
    const host = new TestHost();
    const params = { hook: 'train-batch-end', condition: 'epoch == 1 and batch == 2', note: 'step {step}' };
    const list = new CallbackList(
      [{ id: 'lambda', params: { ...defaults(callbacks.get('lambda').params), ...params } }],
      context,
    );
    await fit(list, host, { epochs: 2, steps: 3, testSteps: 0 });
    expect(host.said.filter(({ acted }) => acted)).toEqual([{ text: 'step 6', acted: true }]);
  });

  it('says once that a figure is missing, and goes on', async () => {
    const host = new TestHost();
    const callback = create('lambda', {
      hook: 'train-batch-end',
      condition: 'loss > val_loss',
      action: 'stop',
    });
    for (const loss of [1, 1, NaN])
      await call(
        callback,
        'train-batch-end',
        0,
        new Map(
          loss > 0
            ? [['loss', loss]]
            : [
                ['loss', loss],
                ['val_loss', 1],
              ],
        ),
        host,
      );
    expect(host.stopTraining).toBe(false);
    expect(texts(host)).toEqual([
      expect.stringMatching(/^Nothing done: .*at character 8, there is no column "val_loss"/),
      'Nothing done: "loss > val_loss" has no answer, for a figure is missing.',
    ]);
  });

  it('does not set a rate that is no number', async () => {
    const host = new TestHost();
    const callback = create('lambda', { action: 'set-learning-rate', value: '1 / epoch' });
    await call(callback, 'epoch-end', 0, new Map(), host);
    expect(host.learningRate).toBe(0.1);
    expect(texts(host)[0]).toMatch(/gives no finite number/);
  });

  it.each([
    [{ condition: 'val_los < 1' }, /no column "val_los"/],
    [{ condition: 'loss' }, /a condition/],
    [{ condition: 'batch > 3' }, /no column "batch"/],
    [{ hook: 'train-batch-end', condition: 'val_loss > 3' }, /no column "val_loss"/],
    [{ hook: 'train-batch-end', condition: 'auc > 0.5' }, /no column "auc"/],
    [{ hook: 'test-batch-end', condition: 'auc > 0.5' }, /no column "auc"/],
    [{ hook: 'test-end', condition: 'auc > 0.5', note: 'x' }, null],
    [{ hook: 'epoch-begin', condition: 'loss > 3', note: 'x' }, /no column "loss"/],
    [{ action: 'set-learning-rate', value: '' }, /the formula ends/],
    [{ action: 'log', value: 'loss' }, /name/],
    [{ action: 'log', value: 'loss >', name: 'x' }, /at character 7/],
    [{ note: ' ' }, /Write the line/],
    [{ note: '{los}' }, /asks for \{los\}/],
    [{ note: '{loss' }, /must be doubled/],
    [{ hook: 'train-batch-end', condition: 'batch > 3', action: 'stop' }, null],
    [{ action: 'log', value: 'val_auc - auc', name: 'gap' }, null],
  ])('%j: %s', (params, problem) => {
    if (problem === null) expect(problemOf('lambda', params)).toBeNull();
    else expect(problemOf('lambda', params)).toMatch(problem);
  });

  it('does not set a rate that follows a schedule', () => {
    const params = { action: 'set-learning-rate', value: '0.1' };
    expect(problemOf('lambda', params, { ...context, scheduled: true })).toMatch(/schedule/);
    expect(problemOf('lambda', params, { ...context, added: ['gap'] })).toBeNull();
  });
});
