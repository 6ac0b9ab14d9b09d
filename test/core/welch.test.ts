import { describe, expect, it } from 'vitest';
import { cohensD, welchGreater, type Sample } from '../../src/core/welch.ts';

const sampleOf = (values: readonly number[]): Sample => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { n: values.length, mean, variance: squares / (values.length - 1) };
};
const a = sampleOf([3.1, 4.5, 2.2, 5.9, 4.4, 6.1]);
const b = sampleOf([1.2, 3.3, 2.9, 2.5, 0.4, 3.8, 2.2, 1.9]);

describe("Welch's test", () => {
  it('equals scipy', () => {
    expect(welchGreater(a, b)).toBeCloseTo(0.009992616985692449, 13);
    expect(welchGreater(b, a)).toBeCloseTo(0.9900073830143076, 13);
  });

  it('knows samples without spread and samples too small', () => {
    const flat = (mean: number): Sample => ({ n: 5, mean, variance: 0 });
    expect(welchGreater(flat(2), flat(1))).toBe(0);
    expect(welchGreater(flat(1), flat(1))).toBe(1);
    expect(welchGreater({ n: 1, mean: 9, variance: 0 }, a)).toBeNaN();
  });
});

describe("Cohen's d", () => {
  it('is the gap in pooled deviations', () => {
    expect(cohensD(a, b)).toBeCloseTo(1.6078515805151674, 13);
    expect(cohensD(b, a)).toBeCloseTo(-1.6078515805151674, 13);
    expect(cohensD({ n: 5, mean: 1, variance: 0 }, { n: 5, mean: 1, variance: 0 })).toBe(0);
  });
});
