import { expect, test } from 'vitest';
import type { TrainingConfig } from '../../../src/core/define.ts';
import { furtherTrainingParams, trainingParams } from '../../../src/core/training-params.ts';
import { knobGroups, paramsFor } from '../../../src/pages/train/setup/knobs-view.ts';

const config: TrainingConfig = {
  optimizer: 'adam',
  learningRate: 0.01,
  batchSize: 32,
  epochs: 30,
  validationShare: 0.2,
};

test('every setting that applies is in exactly one group', () => {
  for (const task of ['binary', 'multiclass', 'regression'] as const)
    for (const optimizer of ['adam', 'adamw', 'momentum'] as const) {
      const wanted = Object.keys(paramsFor(task, { ...config, optimizer })).sort();
      const shown = knobGroups(task, { ...config, optimizer }).flatMap(({ params }) => Object.keys(params));
      expect(shown.sort()).toEqual(wanted);
    }
});

test('all settings that there are have a group of their own kind', () => {
  const all = Object.keys({ ...trainingParams, ...furtherTrainingParams });
  const grouped = (
    [
      {},
      { optimizer: 'adamw', clipNorm: 1, rateCourse: 'warm-up-cosine' },
      { optimizer: 'momentum', rateCourse: 'step' },
      { rateCourse: 'polynomial' },
    ] as const
  ).flatMap((more) =>
    (['binary', 'regression'] as const).flatMap((task) => knobGroups(task, { ...config, ...more })),
  );
  expect(new Set(grouped.flatMap(({ params }) => Object.keys(params)))).toEqual(new Set(all));
  expect(grouped.some(({ id }) => id === 'other')).toBe(false);
});

test('what differs from what is usual is counted', () => {
  const changed = (more: Partial<TrainingConfig>) =>
    knobGroups('binary', { ...config, ...more }).map(({ id, changed: n }) => `${id} ${n}`);
  expect(changed({})).toContain('optimizer 0');
  expect(changed({ learningRate: 0.1, optimizer: 'sgd' })).toContain('optimizer 2');
  expect(changed({ dropout: 0.2 })).toContain('penalties 1');
});
