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

  // ⅔ of all pay, less what the rule takes off, is 1 there: loan / 5, 5,000 for each level of education, and 20,000 or 10,000.
  it.each([
    { rule: 6, off: 10000 + 20000 },
    { rule: 7, off: 15000 + 20000 },
    { rule: 8, off: 10000 + 15000 + 10000 },
    { rule: 9, off: 15000 + 10000 - 8000 },
  ])('rule $rule is positive up to a disposable income of 1', ({ rule, off }) => {
    const at = (disposable: number): boolean => {
      const pay = ((disposable + off) * 3) / 2;
      // Years above 20 count a tenth of the house each, and a fifth of that: 8,000 here.
      const house = { yearsOwned: 24, houseValue: 100000 };
      return says(rule, { loan: 50000, education: 3, salary: pay - 9000, commission: 9000, ...house });
    };
    expect([0.99, 1.01].map(at)).toEqual([true, false]);
  });

  it('counts a house from the twentieth year on', () => {
    const poor = { salary: 20000, education: 4, houseValue: 1000000 };
    expect([19, 20, 21].map((yearsOwned) => says(9, { ...poor, yearsOwned }))).toEqual([true, true, false]);
  });
});
