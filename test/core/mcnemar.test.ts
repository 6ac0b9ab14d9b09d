import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mcnemar, mcnemarBoldly } from '../../src/core/mcnemar.ts';
import given from '../fixtures/core/model-comparison.json' with { type: 'json' };

describe('mcnemar', () => {
  it('equals statsmodels: exact below 25 rows, χ² with continuity correction from there', () => {
    for (const { b, c, exact_p, chi2_cc_p } of given.mcnemar.examples) {
      const found = mcnemar(b, c);
      expect(found.exact).toBe(b + c < 25);
      expect(found.pValue).toBeCloseTo(found.exact ? exact_p : (chi2_cc_p ?? NaN), 12);
    }
    expect(mcnemar(30, 50).statistic).toBeCloseTo(19 ** 2 / 80, 12);
  });

  it('is the same both ways, and never more than certain', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), (b, c) => {
        const { pValue } = mcnemar(b, c);
        expect(pValue).toBe(mcnemar(c, b).pValue);
        expect(pValue).toBeGreaterThan(0);
        expect(pValue).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('mcnemarBoldly', () => {
  it('has the mid-p value of the reference, and χ² without correction', () => {
    for (const { b, c, mid_p } of given.mcnemar.examples) {
      const { midP } = mcnemarBoldly(b, c);
      if (mid_p === null) expect(midP).toBeNaN();
      else expect(midP).toBeCloseTo(mid_p, 12);
    }
    const { b, c, chi2_nocc_p } = given.mcnemar;
    expect(mcnemarBoldly(b, c).chiSquareP).toBeCloseTo(chi2_nocc_p, 12);
    expect(mcnemarBoldly(b, c).chiSquare).toBeCloseTo(1 / 7, 12);
  });

  it('is bolder than the cautious test, the same both ways, and near χ² for many rows', () => {
    fc.assert(
      fc.property(fc.nat(3000), fc.nat(3000), (b, c) => {
        fc.pre(b + c > 0);
        const found = mcnemarBoldly(b, c);
        expect(found).toEqual(mcnemarBoldly(c, b));
        expect(found.midP).toBeGreaterThanOrEqual(0);
        if (b + c < 25) expect(found.midP).toBeLessThan(mcnemar(b, c).pValue);
        else expect(found.chiSquareP).toBeLessThanOrEqual(mcnemar(b, c).pValue + (b === c ? 1 : 0));
        if (b + c > 1000 && b !== c) expect(found.midP).toBeCloseTo(found.chiSquareP, 2);
      }),
    );
  });
});
