import { describe, expect, it } from 'vitest';
import edit from '../../../src/core/edits/append-rows.ts';
import { applied, cells, refusalOf, schemaOf } from '../edit-cases.ts';
import { categoryColumn, numberColumn, tableOf } from '../../fixtures/core/reference.ts';

const table = tableOf(
  numberColumn('x', [1, 2]),
  numberColumn('n', [1, 2], 'integer'),
  numberColumn('flag', [0, 1], 'boolean'),
  categoryColumn('word', ['a', 'b']),
);
const schema = schemaOf(table, {
  x: { min: 0, max: 2, optional: false },
  word: { categories: ['a', 'b'], optional: false },
});

describe('append-rows', () => {
  it('finds columns by name and widens the schema', () => {
    const other = tableOf(
      categoryColumn('word', ['c', 'a', null], ['never', 'c', 'a']),
      numberColumn('flag', [1, 0, null], 'integer'),
      numberColumn('x', [9, -1, 1], 'integer'),
      numberColumn('n', [5, 6, 7]),
    );
    const result = applied(edit, table, { schema, other });
    expect(cells(result.table, 'word')).toEqual(['a', 'b', 'c', 'a', '']);
    expect(cells(result.table, 'x')).toEqual(['1', '2', '9', '-1', '1']);
    expect(cells(result.table, 'flag')).toEqual(['0', '1', '1', '0', '']);
    expect(result.table.columns.map(({ kind }) => kind)).toEqual([
      'number',
      'integer',
      'boolean',
      'category',
    ]);
    expect(Array.from(result.from)).toEqual([0, 1, -1, -1, -1]);
    expect(result.schema.fields[0]).toMatchObject({ min: -1, max: 9, optional: false });
    expect(result.schema.fields[3]).toMatchObject({ categories: ['a', 'b', 'c'], optional: true });
    expect(result.summary).toBe('appended 3 rows; x, word now may hold more');
  });

  it('lists everything that does not fit', () => {
    const other = tableOf(
      numberColumn('n', [1, 1.5]),
      numberColumn('flag', [1, 2], 'integer'),
      numberColumn('word', [1, 2]),
      numberColumn('more', [1, 2]),
    );
    const why = refusalOf(edit, table, { other });
    expect(why).toContain('"x" is missing');
    expect(why).toContain('"n" holds 1.5 in row 2, not whole numbers');
    expect(why).toContain('"flag" holds 2 in row 2, not true and false');
    expect(why).toContain('"word" is of kind number, not category');
    expect(why).toContain('"more" is a column that this table does not have');
  });

  it('takes a column without any value for one of the right kind', () => {
    const gaps = numberColumn('word', [null]);
    const other = tableOf(
      numberColumn('x', [1]),
      numberColumn('n', [1], 'integer'),
      categoryColumn('flag', [null]),
      gaps,
    );
    expect(cells(applied(edit, table, { other }).table, 'word')).toEqual(['a', 'b', '']);
    expect(cells(applied(edit, table, { other }).table, 'flag')).toEqual(['0', '1', '']);
  });

  it('refuses no rows', () => {
    expect(refusalOf(edit, table, { other: { rows: 0, columns: table.columns } })).toContain('no rows');
    expect(refusalOf(edit, table)).toContain('no rows');
  });
});
