import { describe, expect, it } from 'vitest';
import { initialWeights } from '../../../src/core/initial-weights.ts';
import { usualPlan } from '../../../src/core/recipe-plan.ts';
import { fitRecipe } from '../../../src/core/recipe.ts';
import type { ModelPackage } from '../../../src/core/records.ts';
import { scoreRows } from '../../../src/core/scoring.ts';
import { routeRows } from '../../../src/core/trials/routing.ts';
import { observe } from '../../../src/engine/jobs/observe.ts';
import type { TrialRequest } from '../../../src/engine/protocol.ts';
import { Tables } from '../../../src/engine/tables.ts';
import { contextOf, features, loadRequest, rowsFrom } from '../fixtures.ts';

const tables = new Tables();
const { digest, table, truth } = tables.load(loadRequest('binary'));

function modelOf(seed: number, units = 1): ModelPackage {
  const recipe = fitRecipe(table, usualPlan(table, features), rowsFrom(0, 100), truth, 'binary', 2, 1);
  const architecture = {
    inputs: recipe.outputs.length,
    layers: [{ units, activation: 'sigmoid' as const }],
  };
  return { task: 'binary', architecture, recipe, weights: initialWeights(architecture, seed) };
}
const [champion, challenger] = [modelOf(1), modelOf(2)];
const span = { from: 200, to: 260 };
const own = scoreRows(champion, table, rowsFrom(200, 260)).scores;
const theirs = scoreRows(challenger, table, rowsFrom(200, 260)).scores;
const seen = (trial: TrialRequest | null) =>
  observe(
    { digest, span, reference: { from: 0, to: 100 }, model: champion, trial },
    contextOf<'observe'>(tables).context,
  );
const asked = { model: challenger, share: 0.3, seed: 9 };

describe('a window under trial', () => {
  it.each(['canary', 'ab'] as const)('in %s sends out each row by its arm, bit for bit', async (kind) => {
    const { scores, trial } = await seen({ ...asked, kind });
    const answered = routeRows(9, span, 0.3);
    expect(trial?.answered).toEqual(answered);
    expect(new Set(answered).size).toBe(2);
    expect(scores).toEqual(own.map((score, at) => (answered[at] ? theirs[at]! : score)));
    // The challenger is asked nothing else.
    expect(trial?.scores).toEqual(theirs.map((score, at) => (answered[at] ? score : NaN)));
    expect(trial?.latencyMs).toBeGreaterThanOrEqual(0);
  });

  it('in a shadow sends out what the champion says and keeps all that the challenger would have said', async () => {
    const { scores, trial } = await seen({ ...asked, kind: 'shadow' });
    expect(scores).toEqual(own);
    expect(trial?.scores).toEqual(theirs);
    expect(trial?.answered.every((arm) => arm === 0)).toBe(true);
  });

  it('measures the same drift as without a trial, and keeps nothing of one then', async () => {
    const [without, within] = [await seen(null), await seen({ ...asked, kind: 'ab' })];
    expect(without.trial).toBeNull();
    expect(within.drift).toEqual(without.drift);
  });

  it('may send everything or nothing to the challenger', async () => {
    expect((await seen({ ...asked, kind: 'ab', share: 1 })).scores).toEqual(theirs);
    expect((await seen({ ...asked, kind: 'ab', share: 0 })).scores).toEqual(own);
  });

  it('refuses a challenger with another kind of answer', async () => {
    await expect(seen({ ...asked, model: modelOf(3, 2), kind: 'ab' })).rejects.toMatchObject({
      code: 'bad-input',
    });
  });
});
