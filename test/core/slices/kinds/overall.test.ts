import { expect, it } from 'vitest';
import { matches } from '../../../../src/core/slices/matches.ts';
import { numberColumn, tableOf } from '../../../fixtures/core/reference.ts';
import { sliced } from '../slicing.ts';

it('is every row, and means the whole alone', () => {
  expect(sliced(tableOf(numberColumn('x', [1, null, 3])), { by: 'overall' })).toEqual({
    'all rows': [0, 1, 2],
  });
  expect(matches({ by: 'overall' }, [])).toBe(true);
  expect(matches({ by: 'overall' }, [['x', '1']])).toBe(false);
});
