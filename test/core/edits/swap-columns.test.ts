import { describe, expect, it } from 'vitest';
import edit from '../../../src/core/edits/swap-columns.ts';
import { applied, cells, refusalOf } from '../edit-cases.ts';
import { categoryColumn, numberColumn, tableOf } from '../../fixtures/core/reference.ts';

const table = tableOf(
  numberColumn('x', [1, 2, 3.5]),
  numberColumn('n', [7, 8, 9], 'integer'),
  categoryColumn('a', ['p', 'q', null]),
  categoryColumn('b', ['q', 'r', 'r']),
);

describe('swap-columns', () => {
  it('swaps numbers, and what is no longer whole is a number', () => {
    const result = applied(edit, table, { params: { first: 'x', second: 'n' } });
    expect(cells(result.table, 'x')).toEqual(['7', '8', '9']);
    expect(cells(result.table, 'n')).toEqual(['1', '2', '3.5']);
    expect(result.schema.fields.map(({ kind }) => kind)).toEqual([
      'number',
      'number',
      'category',
      'category',
    ]);
    expect(result.summary).toBe('fault: x and n swapped, which changed 6 cells');
  });

  it('swaps texts by what they say, from a row on', () => {
    const { table: swapped } = applied(edit, table, { params: { first: 'a', second: 'b', fromRow: 2 } });
    expect(cells(swapped, 'a')).toEqual(['p', 'r', 'r']);
    expect(cells(swapped, 'b')).toEqual(['q', 'q', '']);
  });

  it.each([
    [{ first: 'x', second: 'x' }, 'same column'],
    [{ first: 'x', second: 'a' }, 'two of one kind'],
    [{ first: 'x', second: '' }, 'No column'],
  ])('refuses %j', (params, why) => {
    expect(refusalOf(edit, table, { params })).toContain(why);
  });

  it('refuses columns that hold the same', () => {
    const twins = tableOf(numberColumn('x', [1]), numberColumn('y', [1]));
    expect(refusalOf(edit, twins, { params: { first: 'x', second: 'y' } })).toContain('No cell would change');
  });
});
