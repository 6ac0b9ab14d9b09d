// A small table with times, and models that answer for its rows at once.

import { initialWeights } from '../../../src/core/initial-weights.ts';
import type { WatchedTable } from '../../../src/core/monitoring/session.ts';
import { Random } from '../../../src/core/random.ts';
import { usualPlan } from '../../../src/core/recipe-plan.ts';
import { fitRecipe } from '../../../src/core/recipe.ts';
import type { ModelPackage } from '../../../src/core/records.ts';
import { spanRows, type Table } from '../../../src/core/table.ts';
import { truthOf } from '../../../src/core/target.ts';

/** Two numbers, a colour, whole numbers, times three hours apart, and a yes that depends on the numbers; one label in 16 is missing. */
export function smallTable(rows: number, seed = 1): WatchedTable {
  const random = new Random(seed);
  const a = Float64Array.from({ length: rows }, () => random.normal());
  const b = Float64Array.from({ length: rows }, () => 10 + 3 * random.normal());
  const table: Table = {
    rows,
    columns: [
      { name: 'a', kind: 'number', values: a },
      { name: 'b', kind: 'number', values: b },
      { name: 'n', kind: 'integer', values: Float64Array.from({ length: rows }, () => random.integer(9)) },
      {
        name: 'colour',
        kind: 'category',
        codes: Int32Array.from({ length: rows }, () => random.integer(3)),
        levels: ['blue', 'green', 'red'],
      },
      { name: 'at', kind: 'time', values: Float64Array.from({ length: rows }, (_, i) => i * 10_800_000) },
      {
        name: 'yes',
        kind: 'boolean',
        values: Float64Array.from(a, (value, i) =>
          random.integer(16) === 0 ? NaN : Number(value + random.normal() + (b[i]! - 10) / 3 > 0),
        ),
      },
    ],
  };
  const target = { column: 'yes', positive: '1' };
  const classes = ['0', '1'];
  return {
    table,
    task: 'binary',
    classes,
    target,
    truth: truthOf(table, target, 'binary', classes),
    outputs: 1,
  };
}

export const smallFeatures = ['a', 'b', 'n', 'colour'];

export function smallModel({ table, truth }: WatchedTable, seed: number): ModelPackage {
  const rows = spanRows({ from: 0, to: 40 });
  const recipe = fitRecipe(table, usualPlan(table, smallFeatures), rows, truth, 'binary', 2, seed);
  const architecture = {
    inputs: recipe.outputs.length,
    layers: [{ units: 1, activation: 'sigmoid' as const }],
  };
  return { task: 'binary', architecture, recipe, weights: initialWeights(architecture, seed) };
}
