// A small trained-looking version with one input of each kind, for the tests of scoring.

import type { AnswerSpec } from '../../src/core/answers.ts';
import { initialWeights } from '../../src/core/initial-weights.ts';
import type { ModelPackage } from '../../src/core/records.ts';
import { usualPlan } from '../../src/core/recipe-plan.ts';
import { fitRecipe } from '../../src/core/recipe.ts';
import type { SignatureInput } from '../../src/core/signature.ts';
import type { Table } from '../../src/core/table.ts';
import { categoryColumn, numberColumn, tableOf } from '../fixtures/core/reference.ts';

const day = 86_400_000;
const skies = ['clear', 'rain', 'snow, wet', '=mist'];

/** `rows` rows; every seventh lacks its wind. */
export function sampleTable(rows: number): Table {
  const places = Array.from({ length: rows }, (_, i) => i);
  return tableOf(
    numberColumn(
      'wind',
      places.map((i) => (i % 7 === 3 ? null : ((i * 37) % 60) + 2.125)),
    ),
    numberColumn(
      'hour',
      places.map((i) => (i * 5) % 24),
      'integer',
    ),
    numberColumn(
      'holiday',
      places.map((i) => Number(i % 5 === 0)),
      'boolean',
    ),
    numberColumn(
      'when',
      places.map((i) => Date.UTC(2020, 0, 1) + i * day + ((i * 7919) % 86_400) * 1000),
      'time',
    ),
    categoryColumn(
      'sky',
      places.map((i) => skies[(i * 13) % 4]!),
    ),
    numberColumn(
      'rides',
      places.map((i) => (i * 11) % 90),
    ),
  );
}

export const inputs: readonly SignatureInput[] = [
  { name: 'wind', kind: 'number', range: [2.125, 61.125], levels: null, mayBeMissing: true },
  { name: 'hour', kind: 'integer', range: [0, 23], levels: null, mayBeMissing: false },
  { name: 'holiday', kind: 'boolean', range: [0, 1], levels: null, mayBeMissing: false },
  {
    name: 'when',
    kind: 'time',
    range: [Date.UTC(2020, 0, 1), Date.UTC(2020, 3, 11)],
    levels: null,
    mayBeMissing: false,
  },
  { name: 'sky', kind: 'category', range: null, levels: skies, mayBeMissing: false },
];

const outputsOf = { binary: 1, multiclass: 3, regression: 1 } as const;
const classesOf = { binary: ['few', 'many'], multiclass: ['few', 'some', 'many'], regression: [] };

export const specOf = (task: AnswerSpec['task']): AnswerSpec => ({
  task,
  classes: classesOf[task],
  target: 'rides',
  threshold: 0.5,
});

/** Fitted on the first 100 rows of the sample. */
export function sampleModel(
  task: AnswerSpec['task'],
  features = inputs.map(({ name }) => name),
): ModelPackage {
  const table = sampleTable(100);
  const rows = Int32Array.from({ length: 100 }, (_, i) => i);
  const truth = Float64Array.from(rows, (i) => (task === 'regression' ? (i * 11) % 90 : i % outputsOf[task]));
  const recipe = fitRecipe(table, usualPlan(table, features), rows, truth, task, classesOf[task].length, 1);
  const architecture = {
    inputs: recipe.outputs.length,
    layers: [
      { units: 8, activation: 'tanh' as const },
      {
        units: outputsOf[task],
        activation: ({ binary: 'sigmoid', multiclass: 'softmax', regression: 'linear' } as const)[task],
      },
    ],
  };
  return { task, recipe, architecture, weights: initialWeights(architecture, 5) };
}
