import { describe, expect, it } from 'vitest';
import bca from '../../../src/core/intervals/bca.ts';
import percentile from '../../../src/core/intervals/percentile-bootstrap.ts';
import { accuracyOf, aucOf, given, resamplesOf, sumOf, withoutEach } from './cases.ts';

const spec = { resamples: 200, confidence: 0.95, seed: 1 };

describe('bounds', () => {
  it.each([
    ['accuracy of A', given.accuracy_A, (rows: number[]) => accuracyOf(given.pA, rows)],
    ['accuracy of B', given.accuracy_B, (rows: number[]) => accuracyOf(given.pB, rows)],
    ['AUC of A', given.auc_A, (rows: number[]) => aucOf(given.pA, rows)],
    ['AUC of B', given.auc_B, (rows: number[]) => aucOf(given.pB, rows)],
  ] as const)('are those of scipy on given resamples: %s', (_, expected, figure) => {
    const values = Float64Array.from([...given.indices, ...withoutEach], figure);
    const found = bca.bounds(expected.theta, values, spec, 40);
    expect(found.low).toBeCloseTo(expected.bca[0]!, 10);
    expect(found.high).toBeCloseTo(expected.bca[1]!, 10);
    expect(found.standardError).toBeCloseTo(expected.se_ddof1, 12);
  });

  it('are the value where every resample is, and stay within the resamples where the value is outside of them', () => {
    const flat = new Float64Array(240).fill(1);
    expect(bca.bounds(1, flat, spec, 40)).toEqual({ low: 1, high: 1, standardError: 0 });
    const below = Float64Array.from({ length: 240 }, (_, i) => i / 240);
    const { low, high } = bca.bounds(5, below, spec, 40);
    expect(low).toBeLessThanOrEqual(high);
    expect(high).toBeCloseTo(199 / 240, 10);
    expect(bca.bounds(5, new Float64Array(240).fill(NaN), spec, 40)).toEqual({
      low: 5,
      high: 5,
      standardError: NaN,
    });
  });
});

describe('resamples', () => {
  it('are those of the percentile bootstrap, then every row left out once', () => {
    const all = resamplesOf(bca, 30);
    expect(all.slice(0, 20)).toEqual(resamplesOf(percentile, 30));
    const left = all.slice(20);
    expect(left).toHaveLength(30);
    expect(left.every((weights) => sumOf(weights) === 29)).toBe(true);
    for (let row = 0; row < 30; row++) expect(sumOf(left.map((weights) => weights[row]!))).toBe(29);
  });

  it('leave out 200 parts of many rows', () => {
    expect(resamplesOf(bca, 1000)).toHaveLength(220);
  });
});
