import { expect, it } from 'vitest';
import { matches } from '../../../../src/core/slices/matches.ts';
import { noInputs, slicesOf } from '../../../../src/core/slices/slices-of.ts';
import { categoryColumn, numberColumn, tableOf } from '../../../fixtures/core/reference.ts';
import { sliced } from '../slicing.ts';

const table = tableOf(
  numberColumn('hour', [7, 12, null, 18]),
  categoryColumn('day', ['sun', 'mon', 'mon', 'mon']),
);
const rule = (condition: string) => ({ by: 'rule', name: 'rush', condition }) as const;

it('is the rows for which the condition holds, by its name', () => {
  expect(sliced(table, rule(`hour in [7, 18] and day != 'sun'`))).toEqual({ rush: [3] });
  expect(sliced(table, rule('hour > 20'))).toEqual({});
  // Places are those of the list, not rows of the table.
  const [only] = slicesOf(table, [3, 1, 0], [rule('hour == 7')], noInputs);
  expect([...only!.places]).toEqual([2]);
});

it('refuses a formula that is no condition, or names what is not there', () => {
  expect(() => sliced(table, rule('hour + 1'))).toThrow('where a condition is needed');
  expect(() => sliced(table, rule('stunde > 3'))).toThrow('there is no column "stunde"');
});

it('means the rule of that name', () => {
  expect(matches(rule('hour > 1'), [['rule', 'rush']])).toBe(true);
  expect(matches(rule('hour > 1'), [['rule', 'night']])).toBe(false);
});
