// Against River, rule by rule: test/core/datasets/agrawal.test.ts. Here the borders, which chance does not hit.

import { describe, expect, it } from 'vitest';
import { agrawalRules, type Applicant } from '../../../src/core/streams/agrawal-rules.ts';

const plain: Applicant = {
  salary: 60000,
  commission: 0,
  age: 30,
  education: 2,
  houseValue: 100000,
  yearsOwned: 20,
  loan: 200000,
};
const says = (rule: number, changed: Partial<Applicant>): boolean =>
  agrawalRules[rule]!({ ...plain, ...changed });

describe('agrawalRules', () => {
  it('counts both ends of a band in, and an age of 40 and of 60 to the older', () => {
    expect([39, 40, 59, 60].map((age) => says(0, { age }))).toEqual([true, false, false, true]);
    expect([49999, 50000, 100000, 100001].map((salary) => says(1, { salary }))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect([74999, 75000, 125000, 125001].map((salary) => says(1, { age: 40, salary }))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect([99999, 100000, 300000, 300001].map((loan) => says(4, { loan }))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('is positive up to a disposable income of 1', () => {
    // ⅔ · salary − loan / 5 − 20,000 with a loan of 50,000: 1 at a salary of 45,001.5.
    expect(says(6, { loan: 50000, salary: 45001.5 })).toBe(true);
    expect(says(6, { loan: 50000, salary: 45003 })).toBe(false);
  });

  it('counts a house from the twentieth year on', () => {
    const poor = { salary: 20000, education: 4, houseValue: 1000000 };
    expect([19, 20, 21].map((yearsOwned) => says(9, { ...poor, yearsOwned }))).toEqual([true, true, false]);
  });
});
