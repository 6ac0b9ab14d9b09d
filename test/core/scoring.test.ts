import { describe, expect, it } from 'vitest';
import { initialWeights } from '../../src/core/initial-weights.ts';
import type { ModelPackage } from '../../src/core/records.ts';
import { usualPlan } from '../../src/core/recipe-plan.ts';
import { fitRecipe } from '../../src/core/recipe.ts';
import { scoreRows } from '../../src/core/scoring.ts';
import { categoryColumn, numberColumn, tableOf } from '../fixtures/core/reference.ts';

const table = tableOf(
  numberColumn('x', [1, 2, 3, 4, 5, 6]),
  categoryColumn('sky', ['clear', 'rain', 'clear', 'rain', null, 'clear']),
);
const truth = Float64Array.of(10, 20, 30, 40, 50, 60);
const recipe = fitRecipe(
  table,
  usualPlan(table, ['x', 'sky']),
  [0, 1, 2, 3, 4, 5],
  truth,
  'regression',
  0,
  1,
);

describe('scoreRows', () => {
  it('answers in the unit of the target', () => {
    // The target is 10 x, so its scaled form is x's scaled form.
    const model: ModelPackage = {
      task: 'regression',
      recipe,
      architecture: { inputs: 3, layers: [{ units: 1, activation: 'linear' }] },
      weights: Float32Array.of(1, 0, 0, 0),
    };
    const { scores, outputs } = scoreRows(model, table, [5, 0, 3]);
    expect(outputs).toBe(1);
    expect([...scores].map((score) => Math.round(score * 1e4) / 1e4)).toEqual([60, 10, 40]);
  });

  it('leaves probabilities alone, even where the recipe scales a target', () => {
    const architecture = { inputs: 3, layers: [{ units: 2, activation: 'softmax' as const }] };
    const model: ModelPackage = {
      task: 'multiclass',
      recipe,
      architecture,
      weights: initialWeights(architecture, 1),
    };
    const { scores, outputs } = scoreRows(model, table, [0, 1, 2, 3]);
    expect(outputs).toBe(2);
    expect(scores.length).toBe(8);
    for (let row = 0; row < 4; row++) expect(scores[2 * row]! + scores[2 * row + 1]!).toBeCloseTo(1, 6);
  });

  it('gives a row the same bits alone and among others', () => {
    const architecture = {
      inputs: 3,
      layers: [
        { units: 8, activation: 'tanh' as const },
        { units: 1, activation: 'sigmoid' as const },
      ],
    };
    const model: ModelPackage = {
      task: 'binary',
      recipe,
      architecture,
      weights: initialWeights(architecture, 9),
    };
    const { scores } = scoreRows(model, table, [0, 1, 2, 3, 4, 5]);
    for (let row = 0; row < 6; row++) expect(scoreRows(model, table, [row]).scores[0]).toBe(scores[row]);
    expect(new Set(scores).size).toBeGreaterThan(3);
    expect(scoreRows(model, table, []).scores.length).toBe(0);
  });

  it('refuses a preparation that does not fit the network', () => {
    const architecture = { inputs: 2, layers: [{ units: 1, activation: 'sigmoid' as const }] };
    const model: ModelPackage = { task: 'binary', recipe, architecture, weights: new Float32Array(3) };
    expect(() => scoreRows(model, table, [0, 1])).toThrow(expect.objectContaining({ code: 'corrupt' }));
  });
});
