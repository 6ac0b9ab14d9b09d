import { describe, expect, test } from 'vitest';
import { changesOf, changesText, runsBefore } from '../../src/core/run-changes.ts';
import { itemOf, runOf } from './run-cases.ts';

const training = runOf(1).training;
const stopping = { id: 'early-stopping', params: { patience: 3 } };
const saying = (...runs: Parameters<typeof changesOf>): string => changesText(changesOf(...runs));

describe('changesOf', () => {
  test('says what was set differently and nothing else', () => {
    const before = itemOf(1);
    const after = itemOf(2, {
      training: { ...training, learningRate: 0.1 },
      callbacks: [stopping],
      purpose: 'first',
      trainedOn: { span: { from: 0, to: 9 }, rows: 7, validationRows: 2 },
    });
    expect(saying(after, before)).toBe('learning rate 0.01 → 0.1; +early-stopping');
    expect(saying(before, after)).toBe('learning rate 0.1 → 0.01; −early-stopping');
    expect(saying(before, itemOf(9))).toBe('');
  });

  test('a setting of a callback that both have is named with it', () => {
    const patient = { id: 'early-stopping', params: { patience: 5 } };
    expect(saying(itemOf(2, { callbacks: [patient] }), itemOf(1, { callbacks: [stopping] }))).toBe(
      'early-stopping patience 3 → 5',
    );
  });

  test('a second callback of a kind came', () => {
    expect(saying(itemOf(2, { callbacks: [stopping, stopping] }), itemOf(1, { callbacks: [stopping] }))).toBe(
      '+early-stopping',
    );
  });

  test('another model, other data, another preparation, a plan that was not there', () => {
    const after = itemOf(2, {
      model: { kind: 'logistic-regression', params: {} },
      datasetDigest: 'e',
      recipeDigest: 'f',
    });
    expect(saying(after, itemOf(1, { plan: null }))).toBe(
      'other data; no activation; model mlp → logistic-regression; no layers; no units; holdout windows 4; ' +
        'mix all; warm false; other preparation',
    );
  });

  test('a seed counts only where a person chose it', () => {
    expect(saying(itemOf(2, { seed: 5 }), itemOf(1, { seed: 4 }))).toBe('');
    const chosen = { training: { ...training, seed: 5 }, seed: 5 };
    expect(saying(itemOf(2, chosen), itemOf(1, { seed: 4 }))).toBe('seed 4 → 5');
  });
});

test('each run is held against its parent, else against the one before it', () => {
  const items = [
    itemOf(3),
    itemOf(1),
    itemOf(2),
    itemOf(4, { parentId: 'p/run/1' }),
    itemOf(5, { parentId: 'gone' }),
  ];
  const before = runsBefore(items);
  expect([...before].map(([id, item]) => [id, item.run.number])).toEqual([
    ['p/run/2', 1],
    ['p/run/3', 2],
    ['p/run/4', 1],
    ['p/run/5', 4],
  ]);
});
