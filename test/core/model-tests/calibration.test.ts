import { describe, expect, it } from 'vitest';
import test from '../../../src/core/model-tests/calibration.ts';
import { contextOf } from './context.ts';

describe('calibration', () => {
  it('passes a model whose probabilities come true', () => {
    const found = test.run(contextOf({ weights: [2, 0, 0, 0] }), { ceiling: 0.08 });
    expect(found.passed).toBe(true);
    expect(found.rows).toEqual([]);
  });

  it('fails a model that is far too sure, and shows the rows that it was wrongly sure of', () => {
    const calm = contextOf({ weights: [1, 0, 0, 0] });
    const sure = contextOf({ weights: [8, 0, 0, 0] });
    const found = test.run({ ...calm, scores: sure.scores }, { ceiling: 0.08 });
    expect(found.passed).toBe(false);
    expect(found.observed).toBeGreaterThan(0.15);
    const gap = (row: number): number => Math.abs(sure.scores[row]! - calm.truth[row]!);
    expect(found.rows.length).toBeGreaterThan(5);
    expect(gap(found.rows[0]!)).toBeGreaterThan(0.9);
  });

  it('excuses what chance does to few rows', () => {
    const few = contextOf({ weights: [0.5, 0, 0, 0] });
    const context = {
      ...few,
      rows: few.rows.subarray(0, 30),
      truth: few.truth.subarray(0, 30),
      scores: few.scores.subarray(0, 30),
    };
    const found = test.run(context, { ceiling: 0.001 });
    expect(found.passed).toBe(true);
    expect(found.words).toContain('may be chance');
  });

  it('judges several classes by the answered one', () => {
    const weights = [2, 0, -2, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    const made = { task: 'multiclass', outputs: 3, classes: ['a', 'b', 'c'] } as const;
    const fair = contextOf({ ...made, weights });
    expect(test.run(fair, { ceiling: 0.08 }).passed).toBe(true);
    const sure = contextOf({ ...made, weights: weights.map((weight) => weight * 20) });
    expect(test.run({ ...fair, scores: sure.scores }, { ceiling: 0.08 }).passed).toBe(false);
  });

  it('does not apply where no answer is known', () => {
    const context = contextOf();
    expect(test.run({ ...context, truth: context.truth.map(() => NaN) }, { ceiling: 0.1 }).passed).toBeNull();
  });
});
