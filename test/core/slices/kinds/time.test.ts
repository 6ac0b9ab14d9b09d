import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matches } from '../../../../src/core/slices/matches.ts';
import { noInputs, slicesOf } from '../../../../src/core/slices/slices-of.ts';
import { numberColumn, tableOf } from '../../../fixtures/core/reference.ts';
import { allRows, sliced } from '../slicing.ts';

const day = 86_400_000;

it('cuts the rows in their order, and names the stretches by their days', () => {
  const times = Array.from({ length: 5 }, (_, i) => Date.UTC(2024, 0, 1) + i * day);
  expect(sliced(tableOf(numberColumn('when', times, 'time')), { by: 'time', periods: 2 })).toEqual({
    'period 1 of 2: 2024-01-01 to 2024-01-03': [0, 1, 2],
    'period 2 of 2: 2024-01-04 to 2024-01-05': [3, 4],
  });
  expect(Object.keys(sliced(tableOf(numberColumn('x', [1, 2])), { by: 'time', periods: 5 }))).toEqual([
    'period 1 of 2',
    'period 2 of 2',
  ]);
  expect(matches({ by: 'time', periods: 2 }, [['period', '1 of 2']])).toBe(true);
});

it('makes stretches whose lengths differ by one at most, that follow each other', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 50 }), (rows, periods) => {
      const table = tableOf(numberColumn('x', new Array<number>(rows).fill(0)));
      const slices = slicesOf(table, allRows(table), [{ by: 'time', periods }], noInputs);
      expect(slices.flatMap(({ places }) => [...places])).toEqual([...allRows(table)]);
      const lengths = slices.map(({ places }) => places.length);
      expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
      expect(slices).toHaveLength(Math.min(rows, periods));
    }),
  );
});
