import { expect, test } from 'vitest';
import {
  betterOf,
  diffRows,
  groupChoices,
  groupsBy,
  isNumeric,
  metricNames,
  scaleOf,
  variables,
} from '../../../src/pages/runs/compare/choices.ts';
import { itemOf, runOf, summaryOf } from '../../core/run-cases.ts';

const training = runOf(1).training;
const items = [
  itemOf(
    1,
    { summary: { loss: summaryOf(1), 'system/step_ms': summaryOf(3), val_accuracy: summaryOf(0.7) } },
    { tags: { team: 'a' } },
  ),
  itemOf(2, { training: { ...training, learningRate: 1 } }),
  itemOf(3, { training: { ...training, learningRate: 1 }, model: { kind: 'mlp', params: { units: 64 } } }),
];

test('the runs’ own metric first, figures of the machine last', () => {
  expect(metricNames(items)).toEqual(['val_accuracy', 'loss', 'system/step_ms']);
  expect([betterOf('val_accuracy'), betterOf('val_loss'), betterOf('rmse')]).toEqual([
    'higher',
    'lower',
    'lower',
  ]);
});

test('settings that differ, against the first run; one that is missing is said to be', () => {
  const rows = diffRows(items, false);
  expect(rows.map(({ name }) => name)).toEqual([
    'learning_rate',
    'model.activation',
    'model.layers',
    'model.units',
    'seed',
  ]);
  expect(rows[0]).toMatchObject({ values: ['0.01', '1', '1'], differs: [false, true, true] });
  expect(rows[1]).toMatchObject({ values: ['relu', 'relu', null], differs: [false, false, true] });
  expect(diffRows(items, true).length).toBeGreaterThan(rows.length);
});

test('what can be put along an axis: settings before metrics, a seed last among them', () => {
  const keys = variables(items).map(({ key }) => key);
  expect(keys[0]).toBe('params.learning_rate');
  expect(keys.indexOf('params.seed')).toBeLessThan(keys.indexOf('metrics.val_accuracy'));
  expect(keys.indexOf('params.seed')).toBeGreaterThan(keys.indexOf('params.model.units'));
});

test('a scale has numbers where texts are numbers, and is logarithmic where they lie far apart', () => {
  expect(scaleOf(items, 'params.learning_rate')).toEqual({
    label: 'learning_rate',
    log: true,
    values: [0.01, 1, 1],
  });
  expect(scaleOf(items, 'params.model.activation').values).toEqual(['relu', 'relu', null]);
  expect(scaleOf(items, 'metrics.system/step_ms').values).toEqual([3, null, null]);
  expect(isNumeric(scaleOf(items, 'params.learning_rate'))).toBe(true);
  expect(isNumeric(scaleOf(items, 'params.model.layers'))).toBe(false);
});

test('groups by what several runs share', () => {
  expect(groupChoices(items).map(({ key }) => key)).toEqual([
    'params.learning_rate',
    'params.model.activation',
    'params.model.layers',
    'params.model.units',
    'tags.team',
  ]);
  expect(groupsBy(items, 'tags.team').map(({ value, members }) => [value, members.length])).toEqual([
    ['a', 1],
    [null, 2],
  ]);
});
