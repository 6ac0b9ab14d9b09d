import { describe, expect, it } from 'vitest';
import type { Scored } from '../../../src/core/define.ts';
import d2 from '../../../src/core/metrics/d2-absolute-error.ts';
import explainedVariance from '../../../src/core/metrics/explained-variance.ts';
import r2 from '../../../src/core/metrics/r2.ts';
import { shareExplained, spreadOf } from '../../../src/core/parts/spread.ts';

describe('spreadOf', () => {
  it('is 0 for equal values, however far from the pivot', () => {
    for (const distance of [0, 0.1, 1e-9, 123456.789])
      for (const n of [1, 3, 7, 1000]) {
        let sum = 0;
        let squares = 0;
        for (let i = 0; i < n; i++) {
          sum += distance;
          squares += distance ** 2;
        }
        expect(spreadOf(sum, squares, n), `${distance} × ${n}`).toBe(0);
      }
  });

  it('keeps a small spread beside a large distance', () => {
    expect(spreadOf(2 * 1000 + 1e-3, 1000 ** 2 + 1000.001 ** 2, 2) / 5e-7).toBeCloseTo(1, 3);
  });

  it('stays NaN', () => {
    expect(spreadOf(NaN, NaN, 2)).toBeNaN();
    expect(spreadOf(0, 0, 0)).toBeNaN();
  });
});

describe('shareExplained', () => {
  it('says all or nothing where there was nothing to explain, and nothing of one row', () => {
    expect(shareExplained(1, 4, 3, 3)).toBe(0.75);
    expect(shareExplained(0, 0, 3, 3)).toBe(1);
    expect(shareExplained(2, 0, 3, 3)).toBe(0);
    expect(shareExplained(0, 0, 1, 1)).toBeNaN();
    expect(shareExplained(NaN, 0, 3, 3)).toBeNaN();
    expect(shareExplained(0, 0, 0, 0)).toBeNaN();
  });

  it('counts rows, whatever they weigh, as scikit-learn does', () => {
    const weighted = (truth: number[], scores: number[], weights: number[]): Scored => ({
      truth: Float64Array.from(truth),
      scores: Float32Array.from(scores),
      outputs: 1,
      weights: Float64Array.from(weights),
    });
    for (const { compute } of [r2, explainedVariance, d2]) {
      // Four equal truths of weight 0.1, one of them predicted wrongly; all of them rightly; a row of weight 0 beside.
      expect(compute(weighted([2, 2, 2, 2], [2, 2, 2, 3], [0.1, 0.1, 0.1, 0.1]))).toBe(0);
      expect(compute(weighted([2, 2, 2, 2], [2, 2, 2, 2], [0.1, 0.1, 0.1, 0.1]))).toBe(1);
      expect(compute(weighted([2, 5], [2, 1], [3, 0]))).toBe(1);
      expect(compute(weighted([2], [2], [3]))).toBeNaN();
      expect(compute(weighted([2, NaN], [2, 2], [3, 1]))).toBeNaN();
      expect(compute(weighted([2, 2], [2, 2], [0, 0]))).toBeNaN();
    }
  });
});
