import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from '../../src/core/benjamini-hochberg.ts';
import { holm } from '../../src/core/holm.ts';
import { expectClose } from '../fixtures/core/reference.ts';

// statsmodels 0.14, multipletests.
const p = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205];
const adjusted = [0.008, 0.032, 0.0672, 0.0672, 0.0672, 0.08, 0.08457142857142856, 0.205];
const byHolm = [0.008, 0.056, 0.234, 0.234, 0.234, 0.234, 0.234, 0.234];

describe('benjaminiHochberg', () => {
  it('adjusts as statsmodels, in whatever order the p-values come', () => {
    expectClose(benjaminiHochberg(p), adjusted);
    expectClose(benjaminiHochberg(p.toReversed()), adjusted.toReversed());
    expectClose(holm(p), byHolm);
  });

  it('leaves one alone and knows ties and nothing', () => {
    expect(benjaminiHochberg([])).toEqual([]);
    expect(benjaminiHochberg([0.03])).toEqual([0.03]);
    expect(benjaminiHochberg([0.02, 0.02])).toEqual([0.02, 0.02]);
    expect(benjaminiHochberg([1, 1])).toEqual([1, 1]);
  });
});
