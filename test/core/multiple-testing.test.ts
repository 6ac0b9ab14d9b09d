import { describe, expect, it } from 'vitest';
import { adjusted, benjaminiYekutieli, bonferroni, corrections } from '../../src/core/multiple-testing.ts';
import { expectClose } from '../fixtures/core/reference.ts';

// statsmodels 0.14, multipletests.
const p = [0.001, 0.008, 0.012, 0.03, 0.04, 0.2, 0.5, 0.7, 0.9, 0.95];
const by = {
  bonferroni: [0.01, 0.08, 0.12, 0.3, 0.4, 1, 1, 1, 1, 1],
  'benjamini-hochberg': [
    0.01, 0.04, 0.04, 0.075, 0.08, 0.33333333333333337, 0.7142857142857143, 0.875, 0.95, 0.95,
  ],
  'benjamini-yekutieli': [
    0.02928968253968254, 0.11715873015873016, 0.11715873015873016, 0.21967261904761903, 0.2343174603174603,
    0.9763227513227514, 1, 1, 1, 1,
  ],
  holm: [0.01, 0.07200000000000001, 0.096, 0.21, 0.24, 1, 1, 1, 1, 1],
} as const;

describe('multiple testing', () => {
  it.each(['bonferroni', 'holm', 'benjamini-hochberg', 'benjamini-yekutieli'] as const)(
    'adjusts by %s',
    (name) => {
      expectClose(corrections[name](p), by[name]);
      expectClose(corrections[name](p.toReversed()), by[name].toReversed());
    },
  );

  it('leaves one test alone, and out what is not known', () => {
    expect(bonferroni([0.03])).toEqual([0.03]);
    expect(benjaminiYekutieli([])).toEqual([]);
    expect(adjusted([0.02, NaN, 0.5], 'bonferroni')).toEqual([0.04, NaN, 1]);
    expect(adjusted([0.02, NaN], 'none')).toEqual([0.02, NaN]);
    expect(adjusted([NaN])).toEqual([NaN]);
  });
});
