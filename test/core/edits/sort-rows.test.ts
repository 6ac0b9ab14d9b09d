import { describe, expect, it } from 'vitest';
import edit from '../../../src/core/edits/sort-rows.ts';
import { applied, cells, refusalOf } from '../edit-cases.ts';
import { categoryColumn, numberColumn, tableOf } from '../../fixtures/core/reference.ts';

const table = tableOf(
  numberColumn('x', [3, null, 1, 3]),
  categoryColumn('word', ['b', 'a', null, 'B'], ['b', 'B', 'a']),
  numberColumn('same', [1, 1, 1, null]),
);

describe('sort-rows', () => {
  it.each([
    ['x', false, [2, 0, 3, 1]],
    ['x', true, [0, 3, 2, 1]],
    ['word', false, [3, 1, 0, 2]],
    ['word', true, [0, 1, 3, 2]],
  ])(
    'by %s, largest first: %s; equal rows keep their order and gaps come last',
    (column, descending, order) => {
      const { table: sorted, from } = applied(edit, table, { params: { column, descending } });
      expect(Array.from(from)).toEqual(order);
      expect(cells(sorted, 'x')).toEqual(order.map((row) => cells(table, 'x')[row]));
    },
  );

  it('refuses when nothing would move, or no column is chosen', () => {
    expect(refusalOf(edit, table, { params: { column: 'same' } })).toContain(
      'already are in the order of "same"',
    );
    expect(refusalOf(edit, table)).toContain('No column is chosen');
    expect(refusalOf(edit, table, { params: { column: 'y' } })).toContain('no column "y"');
  });
});
