import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fiveByTwo, signFlip, wilcoxon } from '../../../src/core/cross-validation/further-tests.ts';
import reference from '../../fixtures/core/cross-validation.json' with { type: 'json' };
import scipy from '../../fixtures/core/wilcoxon.json' with { type: 'json' };

const { paired, five_by_two: five } = reference;
const differences = paired.B.map((value, fold) => value - paired.A[fold]!);

it('are those of the reference on paired folds', () => {
  const [statistic, pValue] = paired.wilcoxon_scipy_default;
  const found = wilcoxon(differences);
  expect(found.statistic).toBeCloseTo(statistic!, 12);
  expect(found.pValue).toBeCloseTo(pValue!, 12);
  expect(signFlip(differences)).toBeCloseTo(paired.sign_flip_permutation_exact_p_two_sided, 12);
});

it('are those of scipy with ties and differences of 0', () => {
  for (const { differences: values, statistic, pValue, flipped } of scipy.cases) {
    const found = wilcoxon(values);
    expect(found.statistic, values.join()).toBeCloseTo(statistic, 12);
    expect(found.pValue, values.join()).toBeCloseTo(pValue, 12);
    expect(signFlip(values), values.join()).toBeCloseTo(flipped, 12);
  }
});

it('are the same both ways, and certain of nothing where nothing differs', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 12 }), (values) => {
      const turned = values.map((value) => -value);
      expect(wilcoxon(turned)).toEqual(wilcoxon(values));
      expect(signFlip(turned)).toBe(signFlip(values));
    }),
  );
  expect(wilcoxon([0, 0, 0])).toEqual({ statistic: 0, pValue: 1 });
  expect(signFlip([0, 0, 0])).toBe(1);
  expect(signFlip([])).toBeNaN();
  expect(signFlip(Array.from({ length: 21 }, () => 1))).toBeNaN();
});

it('of five times two folds are those of the reference', () => {
  const found = fiveByTwo(five.diffs.flat());
  expect(found?.t).toBeCloseTo(five.dietterich_t, 9);
  expect(found?.tPValue).toBeCloseTo(five.t_p_df5, 9);
  expect(found?.f).toBeCloseTo(five.alpaydin_F, 9);
  expect(found?.fPValue).toBeCloseTo(five.F_p_df10_5, 9);
  expect(fiveByTwo([1, 2])).toBeNull();
  expect(fiveByTwo(new Array<number>(10).fill(0.5))).toEqual({ t: NaN, tPValue: NaN, f: NaN, fPValue: NaN });
});
