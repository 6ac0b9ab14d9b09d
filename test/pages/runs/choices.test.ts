import { expect, test } from 'vitest';
import {
  diffRows,
  groupChoices,
  groupsBy,
  isComparable,
  metricNames,
  ranked,
} from '../../../src/pages/runs/compare/choices.ts';
import {
  figureLabel,
  figureOf,
  isNumeric,
  scaleOf,
  usualAxes,
  variables,
} from '../../../src/pages/runs/compare/scales.ts';
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
  expect(scaleOf(items, 'params.learning_rate', 'best')).toEqual({
    label: 'learning_rate',
    log: true,
    values: [0.01, 1, 1],
  });
  expect(scaleOf(items, 'params.model.activation', 'best').values).toEqual(['relu', 'relu', null]);
  expect(scaleOf(items, 'metrics.system/step_ms', 'best').values).toEqual([3, null, null]);
  expect(isNumeric(scaleOf(items, 'params.learning_rate', 'best'))).toBe(true);
  expect(isNumeric(scaleOf(items, 'params.model.layers', 'best'))).toBe(false);
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

test('what makes too many groups is none to group by', () => {
  const runs = Array.from({ length: 60 }, (_, i) =>
    itemOf(i + 1, { training: { ...training, learningRate: (i % 59) + 1, batchSize: 16 + (i % 3) } }),
  );
  expect(groupChoices(runs).map(({ key }) => key)).toEqual(['params.batch_size']);
});

test('a whole run stands in one figure, and it is said which', () => {
  const summary = {
    val_loss: summaryOf(0.5, { min: 0.2, max: 2, mean: 0.7 }),
    val_accuracy: summaryOf(0.6, { min: 0.1, max: 0.9 }),
    learning_rate: summaryOf(0.001, { min: 0.001, max: 0.1 }),
  };
  const run = itemOf(1, { summary });
  expect(figureOf(run, 'val_loss', 'best')).toBe(0.2);
  expect(figureOf(run, 'val_accuracy', 'best')).toBe(0.9);
  expect(figureOf(run, 'learning_rate', 'best')).toBe(0.001);
  expect(figureOf(run, 'val_loss', 'mean')).toBe(0.7);
  expect(figureOf(run, 'nothing', 'best')).toBeNaN();
  expect(figureLabel('val_loss', 'best')).toBe('best val_loss');
  expect(figureLabel('learning_rate', 'best')).toBe('last learning_rate');
  expect(figureLabel('val_loss', 'max')).toBe('most val_loss');
  expect(scaleOf([run], 'metrics.val_loss', 'last')).toMatchObject({ label: 'last val_loss', values: [0.5] });
});

test('the usual axes are settings that tell runs apart, not what was there already', () => {
  const runs = [
    itemOf(1, { training: { ...training, learningRate: 0.1, epochs: 2000 }, datasetDigest: 'x' }),
    itemOf(2, { trainedOn: { ...runOf(2).trainedOn, rows: 5 }, purpose: 'first' }),
    itemOf(3, { callbacks: [{ id: 'early-stopping', params: { patience: 3 } }] }),
  ];
  expect(usualAxes(runs)).toEqual([
    'params.learning_rate',
    'params.epochs',
    'metrics.val_accuracy',
    'metrics.loss',
  ]);
  expect(
    diffRows(runs, false)
      .map(({ name }) => name)
      .slice(0, 3),
  ).toEqual(['learning_rate', 'epochs', 'callbacks']);
  expect(diffRows(runs, true).at(-1)?.name).toBe('recipe.digest');
});

test('of very many runs the best, the newest or the oldest come first', () => {
  const runs = [0.5, NaN, 0.9, 0.9].map((value, i) =>
    itemOf(i + 1, { summary: { val_accuracy: summaryOf(0, { max: value }) } }),
  );
  const numbers = (order: Parameters<typeof ranked>[1]) => ranked(runs, order).map(({ run }) => run.number);
  expect(numbers('newest')).toEqual([4, 3, 2, 1]);
  expect(numbers('oldest')).toEqual([1, 2, 3, 4]);
  expect(numbers('best')).toEqual([4, 3, 1, 2]);
  expect(ranked([], 'best')).toEqual([]);
});

test('neither archived runs nor those without a figure are compared unasked', () => {
  expect(isComparable(itemOf(1))).toBe(true);
  expect(isComparable(itemOf(1, {}, { archivedAt: 5 }))).toBe(false);
  expect(isComparable(itemOf(1, { status: 'failed', summary: {} }))).toBe(false);
});
