import { describe, expect, it } from 'vitest';
import detector from '../../../src/core/drift/kolmogorov-smirnov.ts';
import { defaults } from '../../../src/core/params.ts';
import { Random } from '../../../src/core/random.ts';
import reference from '../../fixtures/core/drift-report.json' with { type: 'json' };
import * as columns from '../../fixtures/core/reference.ts';
import { sampleOf } from './measures.ts';

const numberColumn = (...given: Parameters<typeof columns.numberColumn>) =>
  sampleOf(columns.numberColumn(...given));
const categoryColumn = (...given: Parameters<typeof columns.categoryColumn>) =>
  sampleOf(columns.categoryColumn(...given));

const measure = (before: readonly (number | null)[], after: readonly (number | null)[]) =>
  detector.fit(numberColumn('x', before), defaults(detector.params))(numberColumn('x', after));
const off = (value: number, expected: number): number => Math.abs(value / expected - 1);

describe('kolmogorov-smirnov', () => {
  it.each(Object.entries(reference.numbers))('has scipy’s distance and exact p: %s', (_, data) => {
    const { statistic, pValue } = measure(data.ref, data.cur);
    expect(off(statistic, data.ks)).toBeLessThan(1e-12);
    expect(off(pValue, data.exact)).toBeLessThan(1e-9);
  });

  it.each(reference.exact)('has them for $x.length and $y.length values', ({ x, y, d, p }) => {
    const { statistic, pValue } = measure(x, y);
    expect(off(statistic, d)).toBeLessThan(1e-12);
    expect(off(pValue, p)).toBeLessThan(1e-9);
  });

  it.each(reference.large)(
    'comes near scipy’s asymptotic p above: $n and $m values, power $power',
    (data) => {
      const grid = (rows: number, power: number) =>
        Array.from({ length: rows }, (_, i) => ((i + 0.5) / rows) ** power);
      const { statistic, pValue } = measure(grid(data.n, 1), grid(data.m, data.power));
      expect(statistic).toBeCloseTo(data.d, 12);
      expect(Math.abs(pValue - data.p)).toBeLessThan(1e-5);
    },
  );

  it('is 0 with p 1 on the same values and leaves out missing ones', () => {
    expect(measure([1, 2, 3], [3, 1, 2])).toMatchObject({ statistic: 0, pValue: 1, drifted: false });
    expect(measure([1, 2, null, 3], [9, null])).toEqual(measure([1, 2, 3], [9]));
    expect(measure([], [1])).toMatchObject({ statistic: NaN, pValue: NaN, drifted: false });
    expect(measure([1], [null])).toMatchObject({ statistic: NaN, pValue: NaN, drifted: false });
  });

  it('calls drift what is certain and large', () => {
    const random = new Random(3);
    const normal = (rows: number, shift: number) =>
      Array.from({ length: rows }, () => random.normal() + shift);
    let fired = 0;
    for (let trial = 0; trial < 200; trial++) fired += Number(measure(normal(100, 0), normal(80, 0)).drifted);
    expect(fired).toBeLessThan(9);
    expect(measure(normal(300, 0), normal(300, 1)).drifted).toBe(true);
    const small = measure(normal(20_000, 0), normal(20_000, 0.1));
    expect(small.pValue).toBeLessThan(1e-6);
    expect(small.drifted).toBe(false);
  });

  const grid = (rows: number, shift: number) => Array.from({ length: rows }, (_, i) => i / rows + shift);
  const byMethod = (p: string, a: readonly number[], b: readonly number[]) =>
    detector.fit(numberColumn('x', a), { ...defaults(detector.params), p })(numberColumn('x', b)).pValue;

  // scipy 1.17.1: ks_2samp(arange(n) / n, arange(m) / m + shift, method='asymp' or 'auto').
  it.each([
    ['asymptotic', 5, 5, 0.5, 0.32],
    ['asymptotic', 21, 21, 0.3, 0.17161801788009878],
    ['asymptotic', 401, 401, 0.08, 0.12592757928392417],
    ['asymptotic', 3, 15, 0.2, 0.4355555555555556],
    ['asymptotic', 2, 2, 0.4, 1],
    ['asymptotic', 1, 1, 0.5, NaN],
    ['auto', 10_001, 10_001, 0.02, 0.034744524736609494],
    ['auto', 10_003, 10_003, 0.013, 0.35451447827629357],
    ['auto', 10_005, 10_005, 0.02, 0.03480086944002658],
  ])('rounds half a row to even as scipy: %s of %i and %i', (method, n, m, shift, p) => {
    const found = byMethod(method, grid(n, 0), grid(m, shift));
    if (Number.isNaN(p)) expect(found).toBeNaN();
    else expect(off(found, p)).toBeLessThan(1e-9);
  });

  it.each([
    [70, 70],
    [140, 70],
    [210, 70],
    [200, 70],
    [500, 70],
    [5000, 70],
    [1000, 100],
    [1000, 1000],
    [150, 100],
    [400, 300],
    [20, 20],
    [31, 30],
  ])('has a quick p for streams that is not too small, and hardly too large: %i and %i', (n, m) => {
    for (let at = 1; at < 40; at++) {
      const [a, b] = [grid(n, 0), grid(m, at / 80 + 1e-9)];
      const exact = byMethod('auto', a, b);
      if (exact > 0.3 || exact < 1e-7) continue;
      const ratio = byMethod('limit', a, b) / exact;
      expect(ratio).toBeGreaterThan(0.985);
      expect(ratio).toBeLessThan(exact > 0.01 ? 1.06 : exact > 1e-4 ? 1.2 : 2);
    }
  });

  it('refuses words', () => {
    expect(() => detector.fit(categoryColumn('x', ['a']), defaults(detector.params))).toThrow(RangeError);
  });
});
