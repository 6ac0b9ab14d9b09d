import { describe, expect, it } from 'vitest';
import type { RecipePlan } from '../../src/core/recipe-plan.ts';
import { staleness, type LearntNow } from '../../src/core/staleness.ts';

const plan = (mean: number): RecipePlan => ({
  v: 1,
  inputs: [
    {
      name: 'hour',
      source: { from: 'column', column: 'hour' },
      steps: [{ step: 'impute-constant', params: { value: mean } }],
    },
  ],
});
const data = (number: number) => ({ number });
const now: LearntNow = { data: data(1), recipe: plan(NaN), newest: data(1) };
const then = { data: data(1), recipe: plan(NaN) };

describe('staleness', () => {
  it('is none where nothing has moved on, and where nothing can be said', () => {
    expect(staleness(then, now)).toBeNull();
    expect(staleness({ data: null, recipe: null }, { ...now, newest: data(4) })).toBeNull();
  });

  it('is said of other data in use, and of newer data that is not', () => {
    expect(staleness(then, { ...now, data: data(2), newest: data(3) })).toBe(
      'Training now learns from data v2; this version learnt from data v1.',
    );
    expect(staleness(then, { ...now, newest: data(3) })).toBe(
      'There is a newer data v3; this version learnt from data v1.',
    );
    // Back at older data: not the same either.
    expect(staleness({ ...then, data: data(2) }, now)).toContain('now learns from data v1');
    expect(staleness({ ...then, data: data(3) }, { ...now, data: data(3), newest: data(3) })).toBeNull();
  });

  it('is said of a changed plan, and both together', () => {
    expect(staleness(then, { ...now, recipe: plan(0) })).toMatch(/^The plan of preparation/);
    expect(staleness(then, { data: data(2), newest: data(2), recipe: plan(1) })).toMatch(
      /data v2.*The plan of preparation/,
    );
  });
});
