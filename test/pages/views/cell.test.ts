import { expect, test } from 'vitest';
import { shownCell } from '../../../src/pages/views/cell.ts';
import { categoryColumn, numberColumn } from '../../fixtures/core/reference.ts';

test('yes or no is said as everywhere else, whatever else as in a file', () => {
  const open = numberColumn('open', [1, 0, NaN], 'boolean');
  expect([0, 1, 2].map((row) => shownCell(open, row))).toEqual(['true', 'false', '']);
  expect(shownCell(numberColumn('hour', [1], 'integer'), 0)).toBe('1');
  expect(shownCell(categoryColumn('sky', ['1']), 0)).toBe('1');
});
