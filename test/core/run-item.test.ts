import { describe, expect, test } from 'vitest';
import type { CallbackSetting } from '../../src/core/callback.ts';
import { runColours, runItem } from '../../src/core/run-item.ts';
import { itemOf, noteOf, runOf } from './run-cases.ts';

describe('runItem', () => {
  test('has the run’s own name and a colour by its number until a person says otherwise', () => {
    expect(itemOf(1)).toMatchObject({ name: 'Run 1', colour: 0, tags: {} });
    expect(itemOf(runColours + 3).colour).toBe(2);
    const note = noteOf('p/run/1', { name: 'Wide', colour: 5, tags: { team: 'a' } });
    expect(runItem(runOf(1), note)).toMatchObject({ name: 'Wide', colour: 5, tags: { team: 'a' } });
  });
});

describe('runParams', () => {
  test('names every setting as Keras does, with the defaults of what was left out', () => {
    const { params } = itemOf(7);
    expect(params).toMatchObject({
      optimizer: 'adam',
      learning_rate: '0.01',
      batch_size: '32',
      epochs: '30',
      validation_split: '0.2',
      loss: 'cross-entropy',
      metric: 'accuracy',
      seed: '7',
      dropout: '0',
      l2: '0',
      class_weight: 'none',
      global_clipnorm: '0',
      learning_rate_schedule: 'constant',
      'model.kind': 'mlp',
      'model.units': '32',
      'plan.mix': 'all',
      'data.digest': 'd'.repeat(64),
      'data.rows': '800',
      'recipe.digest': 'r'.repeat(64),
    });
    expect(params).not.toHaveProperty('momentum');
    expect(params).not.toHaveProperty('callbacks');
  });

  test('a regression has its own loss, and an optimiser its own settings', () => {
    const training = { ...runOf(1).training, optimizer: 'nesterov', clipBy: 'value', clipNorm: 2 } as const;
    const { params } = itemOf(1, { metric: 'rmse', training });
    expect(params).toMatchObject({ loss: 'mean-squared-error', momentum: '0.9', clipvalue: '2' });
    expect(params).not.toHaveProperty('class_weight');
  });

  test('callbacks by id and setting, a second one of a kind by number', () => {
    const callbacks: readonly CallbackSetting[] = [
      { id: 'early-stopping', params: { patience: 3, monitor: 'val_loss' } },
      { id: 'early-stopping', params: { patience: 9 } },
    ];
    expect(itemOf(1, { callbacks }).params).toMatchObject({
      callbacks: 'early-stopping, early-stopping',
      'callbacks.early-stopping.patience': '3',
      'callbacks.early-stopping.monitor': 'val_loss',
      'callbacks.early-stopping.2.patience': '9',
    });
  });

  test('an unknown metric is no obstacle', () => {
    expect(itemOf(1, { metric: 'gone' }).params['loss']).toBe('cross-entropy');
  });
});
