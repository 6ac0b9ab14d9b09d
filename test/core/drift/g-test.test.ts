import { describe, expect, it } from 'vitest';
import g from '../../../src/core/drift/g-test.ts';
import { levels, measured } from './measures.ts';

describe('g-test', () => {
  const of = (a: number[], b: number[], definition = 'homogeneity') =>
    measured(g, levels(a, ['a', 'b', 'c']), levels(b, ['a', 'b', 'c']), { definition });

  it('is twice the sum of o ln(o / e)', () => {
    const expected = [30, 50, 20].map((count, at) => [count, [50, 40, 10][at]!] as const);
    const sum = expected.reduce((all, [a, b]) => {
      const e = (a + b) / 2;
      return all + 2 * (a * Math.log(a / e) + b * Math.log(b / e));
    }, 0);
    expect(of([30, 50, 20], [50, 40, 10]).statistic).toBeCloseTo(sum, 12);
    // Of unequal sizes, too, where Evidently 0.7.23 refuses; a window ten times as large says ten times as much.
    const small = of([30, 50, 20], [5, 4, 1], 'evidently').statistic;
    expect(of([30, 50, 20], [50, 40, 10], 'evidently').statistic).toBeCloseTo(10 * small, 12);
  });

  it('is infinite for Evidently where a value is new, and 0 with nothing to test', () => {
    expect(of([5, 5, 0], [5, 4, 1], 'evidently')).toMatchObject({ statistic: Infinity, pValue: 0 });
    expect(of([5, 5, 0], [5, 4, 1]).pValue).toBeGreaterThan(0.1);
    expect(of([5, 0, 0], [9, 0, 0])).toMatchObject({ statistic: 0, pValue: 1, drifted: false });
    expect(of([0, 0, 0], [9, 0, 0]).statistic).toBeNaN();
  });
});
