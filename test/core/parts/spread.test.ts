import { describe, expect, it } from 'vitest';
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
    expect(shareExplained(1, 4, 3)).toBe(0.75);
    expect(shareExplained(0, 0, 3)).toBe(1);
    expect(shareExplained(2, 0, 3)).toBe(0);
    expect(shareExplained(0, 0, 1)).toBeNaN();
    expect(shareExplained(NaN, 0, 3)).toBeNaN();
    expect(shareExplained(0, 0, 0)).toBeNaN();
  });
});
