// Random samples, small and with ties, measured by the tools themselves.

import { describe, expect, it } from 'vitest';
import { driftMeasures } from '../../../src/core/drift/index.ts';
import { kolmogorovTail } from '../../../src/core/drifting/kolmogorov.ts';
import type { ParamValues } from '../../../src/core/params.ts';
import random from '../../fixtures/core/drift-random.json' with { type: 'json' };
import { levels, measured, numbers, off } from './measures.ts';

/** Roots of differences of numbers near 1 lose digits in the tools: near 0 they are right to 1e-7 only. */
const near = (actual: number, expected: number | null): boolean =>
  expected === null || Math.abs(actual - expected) < 3e-8 || off(actual, expected) < 1e-9;

describe('on random samples every definition is its tool’s', () => {
  it.each(random.numbers.map((data, at) => ({ at, data })))('numbers $at', ({ data }) => {
    const [before, now] = [numbers(data.ref), numbers(data.cur)];
    const of = (id: string, params: ParamValues = {}) => measured(driftMeasures.get(id), before, now, params);
    const pairs: Record<string, [number, number | null]> = {
      psi: [of('psi', { definition: 'evidently' }).statistic, data.psi],
      'jensen-shannon': [of('jensen-shannon').statistic, data.js],
      'jensen-shannon of NannyML': [of('jensen-shannon', { definition: 'nannyml' }).statistic, data.njs],
      hellinger: [of('hellinger').statistic, data.he],
      'hellinger of NannyML': [of('hellinger', { definition: 'nannyml' }).statistic, data.nhe],
      wasserstein: [of('wasserstein').statistic, data.w],
      'wasserstein of scipy': [of('wasserstein', { definition: 'scipy' }).statistic, data.ws],
      energy: [of('energy').statistic, data.en],
      ks: [of('kolmogorov-smirnov').statistic, data.d],
      p: [of('kolmogorov-smirnov').pValue, data.p],
      'asymptotic p': [of('kolmogorov-smirnov', { p: 'asymptotic' }).pValue, data.pa],
    };
    const wrong = Object.entries(pairs).filter(([, [actual, expected]]) => !near(actual, expected));
    expect(wrong).toEqual([]);
  });

  it.each(random.levels.map((data, at) => ({ at, data })))('levels $at', ({ data }) => {
    const [before, now] = [levels(data.ref, data.keys), levels(data.cur, data.keys)];
    const of = (id: string, params: ParamValues = {}) => measured(driftMeasures.get(id), before, now, params);
    const pairs: Record<string, [number, number | null]> = {
      psi: [of('psi', { definition: 'evidently' }).statistic, data.psi],
      'jensen-shannon': [of('jensen-shannon').statistic, data.js],
      'jensen-shannon of NannyML': [of('jensen-shannon', { definition: 'nannyml' }).statistic, data.njs],
      hellinger: [of('hellinger').statistic, data.he],
      'chi-square': [of('chi-square').statistic, data.chi],
      p: [of('chi-square').pValue, data.p],
      'p of Evidently': [of('chi-square', { definition: 'evidently' }).pValue, data.gof],
      'l-infinity': [of('l-infinity').statistic, data.linf],
    };
    const wrong = Object.entries(pairs).filter(([, [actual, expected]]) => !near(actual, expected));
    expect(wrong).toEqual([]);
  });

  it.each(random.kstwo as [number, number, number][])(
    'Kolmogorov’s law of %d values beyond %d',
    (n, x, p) => {
      expect(Math.abs(kolmogorovTail(n, x) - p) < 1e-300 || off(kolmogorovTail(n, x), p) < 1e-9).toBe(true);
    },
  );
});
