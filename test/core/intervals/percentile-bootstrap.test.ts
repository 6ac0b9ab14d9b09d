import { describe, expect, it } from 'vitest';
import percentile from '../../../src/core/intervals/percentile-bootstrap.ts';
import { Random } from '../../../src/core/random.ts';
import { accuracyOf, aucOf, given, resamplesOf, sumOf } from './cases.ts';

const spec = { resamples: 200, confidence: 0.95, seed: 1 };

describe('bounds', () => {
  it.each([
    ['accuracy of A', given.accuracy_A, (rows: number[]) => accuracyOf(given.pA, rows)],
    ['accuracy of B', given.accuracy_B, (rows: number[]) => accuracyOf(given.pB, rows)],
    ['AUC of A', given.auc_A, (rows: number[]) => aucOf(given.pA, rows)],
    ['AUC of B', given.auc_B, (rows: number[]) => aucOf(given.pB, rows)],
  ] as const)('are those of numpy on given resamples: %s', (_, expected, figure) => {
    const values = Float64Array.from(given.indices, figure);
    const found = percentile.bounds(expected.theta, values, spec, 40);
    expect(found.low).toBeCloseTo(expected.percentile[0]!, 12);
    expect(found.high).toBeCloseTo(expected.percentile[1]!, 12);
    expect(found.standardError).toBeCloseTo(expected.se_ddof1, 12);
  });

  it('are those of a paired difference', () => {
    const { diff, percentile: expected } = given.paired_auc_diff_B_minus_A;
    const values = Float64Array.from(given.indices, (rows) => aucOf(given.pB, rows) - aucOf(given.pA, rows));
    const found = percentile.bounds(diff, values, spec, 40);
    expect(found.low).toBeCloseTo(expected[0]!, 12);
    expect(found.high).toBeCloseTo(expected[1]!, 12);
  });

  it('leave out what is undefined', () => {
    const found = percentile.bounds(2, Float64Array.of(NaN, 1, 3, NaN, 2), { ...spec, confidence: 0.5 }, 9);
    expect(found).toEqual({ low: 1.5, high: 2.5, standardError: 1 });
    expect(percentile.bounds(2, Float64Array.of(NaN), spec, 9)).toEqual({
      low: 2,
      high: 2,
      standardError: NaN,
    });
  });
});

describe('resamples', () => {
  it('count the rows that the page has always drawn', () => {
    const random = new Random(7).stream('bootstrap');
    for (const weights of resamplesOf(percentile, 23, { resamples: 5, seed: 7 })) {
      const expected = new Uint8Array(23);
      for (let i = 0; i < 23; i++) expected[Math.floor(random.uniform() * 23)]!++;
      expect(weights).toEqual(expected);
      expect(sumOf(weights)).toBe(23);
    }
  });

  it('of many rows hold as many, each as often as chance has it', () => {
    const rows = 5000;
    const all = resamplesOf(percentile, rows, { resamples: 40 });
    expect(all.map(sumOf)).toEqual(all.map(() => rows));
    const seen = new Float64Array(16);
    for (const weights of all) for (const weight of weights) seen[weight]!++;
    // Binomial: n draws, each with a chance of 1 / n.
    let share = (1 - 1 / rows) ** rows;
    for (let count = 0; count < 7; count++) {
      const expected = 40 * rows * share;
      expect(Math.abs(seen[count]! - expected)).toBeLessThan(5 * Math.sqrt(expected));
      share *= (rows - count) / (count + 1) / (rows - 1);
    }
    // The first rows are drawn neither more nor less often than the last: of 40 × 2500 draws.
    const first = sumOf(all.map((weights) => sumOf(weights.subarray(0, rows / 2))));
    expect(Math.abs(first - 100_000)).toBeLessThan(5 * Math.sqrt(50_000));
    expect(resamplesOf(percentile, rows, { resamples: 2 })).toEqual(all.slice(0, 2));
    expect(all[0]).not.toEqual(all[1]);
  });
});
