import { describe, expect, it } from 'vitest';
import basic from '../../../src/core/intervals/basic-bootstrap.ts';
import percentile from '../../../src/core/intervals/percentile-bootstrap.ts';
import { accuracyOf, aucOf, given, resamplesOf } from './cases.ts';

const spec = { resamples: 200, confidence: 0.95, seed: 1 };

describe('bounds', () => {
  it.each([
    ['accuracy of A', given.accuracy_A, (rows: number[]) => accuracyOf(given.pA, rows)],
    ['accuracy of B', given.accuracy_B, (rows: number[]) => accuracyOf(given.pB, rows)],
    ['AUC of A', given.auc_A, (rows: number[]) => aucOf(given.pA, rows)],
    ['AUC of B', given.auc_B, (rows: number[]) => aucOf(given.pB, rows)],
  ] as const)('are those of scipy on given resamples: %s', (_, expected, figure) => {
    const values = Float64Array.from(given.indices, figure);
    const found = basic.bounds(expected.theta, values, spec, 40);
    expect(found.low).toBeCloseTo(expected.basic[0]!, 12);
    expect(found.high).toBeCloseTo(expected.basic[1]!, 12);
    expect(found.standardError).toBeCloseTo(expected.se_ddof1, 12);
  });

  it('leave out what is undefined, and are the value where nothing is defined', () => {
    const found = basic.bounds(2.5, Float64Array.of(NaN, 1, 3, NaN, 2), { ...spec, confidence: 0.5 }, 9);
    expect(found).toEqual({ low: 2.5, high: 3.5, standardError: 1 });
    expect(basic.bounds(2, Float64Array.of(NaN), spec, 9)).toEqual({ low: 2, high: 2, standardError: NaN });
  });
});

it('draws the rows of the percentile bootstrap', () => {
  expect(resamplesOf(basic, 30)).toEqual(resamplesOf(percentile, 30));
});
