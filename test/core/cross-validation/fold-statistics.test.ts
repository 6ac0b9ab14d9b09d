import { expect, it } from 'vitest';
import { comparePaired, summarise } from '../../../src/core/cross-validation/fold-statistics.ts';
import { Random } from '../../../src/core/random.ts';
import reference from '../../fixtures/core/cross-validation.json' with { type: 'json' };

const { paired } = reference;

it("is scipy's paired t test, and Nadeau and Bengio's correction of it", () => {
  const found = comparePaired(paired.A, paired.B, 1 / 9);
  expect(found.plainT).toBeCloseTo(paired.t, 9);
  expect(found.plainPValue).toBeCloseTo(paired.p, 12);
  expect(found.t).toBeCloseTo(paired.nadeau_bengio_t_test_train_ratio_1_9, 9);
  expect(found.pValue).toBeCloseTo(paired.nadeau_bengio_p, 12);
  expect(found.mean / found.deviation).toBeCloseTo(paired.cohen_dz, 9);
});

it('an interval excludes zero exactly where the test says so', () => {
  for (let seed = 0; seed < 200; seed++) {
    const random = new Random(seed).stream('folds');
    const draw = (): number[] => Array.from({ length: 5 }, () => random.uniform());
    const { low, high, pValue, plainLow, plainHigh, plainPValue } = comparePaired(draw(), draw(), 0.25);
    expect(low > 0 || high < 0).toBe(pValue < 0.05);
    expect(plainLow > 0 || plainHigh < 0).toBe(plainPValue < 0.05);
    expect(low).toBeLessThanOrEqual(plainLow);
    expect(high).toBeGreaterThanOrEqual(plainHigh);
  }
});

it('says nothing of one fold, and no difference is none', () => {
  const one = summarise([0.5], 0.25);
  expect(one).toMatchObject({ folds: 1, mean: 0.5, deviation: NaN, low: NaN, high: NaN });
  expect(comparePaired([1, 2], [1, 2], 0.25)).toMatchObject({ t: 0, pValue: 1, mean: 0 });
  expect(comparePaired([1, 2], [2, 3], 0.25)).toMatchObject({ t: Infinity, pValue: 0, mean: 1 });
  expect(() => comparePaired([1], [1, 2], 0.25)).toThrow(RangeError);
});
