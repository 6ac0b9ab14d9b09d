import { expect, test } from 'vitest';
import { betterOf } from '../../src/core/better-of.ts';

test('metrics say what is better, a loss is better low, of anything else nothing is said', () => {
  expect(['accuracy', 'val_accuracy', 'loss', 'val_loss', 'rmse', 'val_mae'].map(betterOf)).toEqual([
    'higher',
    'higher',
    'lower',
    'lower',
    'lower',
    'lower',
  ]);
  for (const name of ['learning_rate', 'system/steps_per_second', 'gradient/norm', 'toString', 'val_', ''])
    expect(betterOf(name), name).toBeNull();
});
