import { describe, expect, it } from 'vitest';
import { planProblems, shareAt, usualPlan } from '../../../src/core/trials/plan.ts';
import { rowMeasureOf } from '../../../src/core/trials/row-measure.ts';

const measures = [
  ['accuracy', 'binary', 0.9],
  ['log-loss', 'multiclass', 0.4],
  ['brier', 'binary', 0.1],
  ['mae', 'regression', 42.3],
  ['rmse', 'regression', NaN],
] as const;

describe.each(['shadow', 'canary', 'ab'] as const)('a plan of %s', (kind) => {
  it.each(measures)('for %s can begin as it stands', (metric, task, level) => {
    const plan = usualPlan(kind, rowMeasureOf(metric, task).measure, level, 3);
    expect(planProblems(plan)).toEqual({});
    expect(plan.margin).toBeGreaterThanOrEqual(0);
    expect(plan.bound).toBeGreaterThan(plan.margin);
    if (kind !== 'ab') expect(plan.margin).toBeGreaterThan(0);
  });
});

const canary = usualPlan('canary', rowMeasureOf('accuracy', 'binary').measure, 0.9, 3);
const ab = usualPlan('ab', rowMeasureOf('accuracy', 'binary').measure, 0.9, 3);
const shadow = usualPlan('shadow', rowMeasureOf('accuracy', 'binary').measure, 0.9, 3);

describe('what is wrong with a plan', () => {
  it.each([
    ['shares', { ...canary, shares: [] }],
    ['shares', { ...canary, shares: [0.5, 0.25] }],
    ['shares', { ...canary, shares: [0.25, 0.25] }],
    ['shares', { ...canary, shares: [0, 0.5] }],
    ['shares', { ...canary, shares: [0.5, 1] }],
    ['shares', { ...canary, shares: [NaN] }],
    ['shares', { ...ab, shares: [0.2, 0.4] }],
    ['shares', { ...shadow, shares: [0.1] }],
    ['rowsPerStep', { ...canary, rowsPerStep: 29 }],
    ['rowsPerStep', { ...canary, rowsPerStep: 40.5 }],
    ['margin', { ...canary, margin: -0.1 }],
    ['margin', { ...canary, margin: Infinity }],
    ['margin', { ...canary, margin: 1 }],
    ['bound', { ...canary, bound: 0 }],
    ['bound', { ...canary, bound: Infinity }],
    ['bound', { ...canary, bound: undefined }],
    ['alpha', { ...canary, alpha: 0 }],
    ['alpha', { ...canary, alpha: 0.6 }],
    ['maxWindows', { ...canary, maxWindows: 0 }],
    ['maxWindows', { ...canary, maxWindows: NaN }],
  ] as const)('names %s', (field, plan) => {
    expect(Object.keys(planProblems(plan))).toEqual([field]);
  });
});

it('a shadow gives nobody anything at any step', () => {
  expect([shareAt(shadow, 0), shareAt(canary, 0), shareAt(canary, 2), shareAt(canary, 3)]).toEqual([
    0, 0.1, 0.5, 0,
  ]);
});

it('a row counts for its own largest value where it has one, else for a multiple of the usual', () => {
  const of = (metric: string, task: 'binary' | 'regression', level: number) =>
    usualPlan('ab', rowMeasureOf(metric, task).measure, level, 3).bound;
  expect(of('accuracy', 'binary', 0.9)).toBe(1);
  expect(of('brier', 'binary', 0.9)).toBe(2);
  expect(of('log-loss', 'binary', 0.4)).toBe(6.9);
  expect(of('mae', 'regression', 42.3)).toBe(340);
  expect(of('mse', 'regression', 4)).toBe(80);
});
