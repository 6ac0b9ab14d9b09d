import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/core/random.ts';
import edit from '../../../src/core/edits/merge-table.ts';
import { applied, cells, refusalOf, schemaOf } from '../edit-cases.ts';
import { categoryColumn, numberColumn, tableOf } from '../../fixtures/core/reference.ts';

const table = tableOf(
  categoryColumn('shop', ['a', 'b', 'c', null, 'a']),
  numberColumn('code', [1, 2, 3, null, 1], 'integer'),
  numberColumn('sold', [5, 6, 7, 8, 9]),
);
const shops = tableOf(
  categoryColumn('shop', ['b', 'a', null, null]),
  categoryColumn('town', ['Ulm', 'Bonn', 'x', 'y']),
  numberColumn('size', [20, 10, 0, 0]),
);

describe('merge-table', () => {
  it('looks rows up by a key; what is not found is missing and counted', () => {
    const result = applied(edit, table, { other: shops, params: { key: 'shop' } });
    expect(cells(result.table, 'town')).toEqual(['Bonn', 'Ulm', '', '', 'Bonn']);
    expect(cells(result.table, 'size')).toEqual(['10', '20', '', '', '10']);
    expect(Array.from(result.from)).toEqual([0, 1, 2, 3, 4]);
    expect(result.summary).toBe('merged 2 columns by shop into 3 rows; 2 rows found no match');
    expect(result.schema.fields[3]).toMatchObject({ name: 'town', optional: true });
  });

  it('compares numbers as numbers, under another name', () => {
    const other = tableOf(numberColumn('id', [3, 2, 1]), numberColumn('price', [30, 20, 10]));
    const { table: merged } = applied(edit, table, { other, params: { key: 'code', otherKey: 'id' } });
    expect(cells(merged, 'price')).toEqual(['10', '20', '30', '', '10']);
  });

  it.each([
    [
      tableOf(categoryColumn('shop', ['a', 'b', 'a']), numberColumn('p', [1, 2, 3])),
      { key: 'shop' },
      'has "a" twice in "shop" (rows 1 and 3)',
    ],
    [
      tableOf(categoryColumn('shop', ['a']), numberColumn('sold', [1])),
      { key: 'shop' },
      'Both tables have "sold"',
    ],
    [
      tableOf(categoryColumn('shop', ['z']), numberColumn('p', [1])),
      { key: 'shop' },
      `No row's "shop" is in`,
    ],
    [tableOf(categoryColumn('shop', ['a'])), { key: 'shop' }, 'no column besides'],
    [tableOf(numberColumn('shop', [1]), numberColumn('p', [1])), { key: 'shop' }, 'nothing can match'],
    [tableOf(numberColumn('id', [1])), { key: 'shop' }, 'other table has no column "shop"'],
    [shops, { key: '' }, 'No column is chosen'],
  ])('refuses %#', (other, params, why) => {
    expect(refusalOf(edit, table, { other, params })).toContain(why);
  });

  it('lets the table here keep its target', () => {
    const input = { table, schema: schemaOf(table, { sold: { role: 'target' } }) };
    const other = { table: shops, schema: schemaOf(shops, { size: { role: 'target' } }) };
    const { schema } = edit.apply({
      ...input,
      other,
      params: { key: 'shop', otherKey: '' },
      rows: null,
      random: new Random(1),
    });
    expect(schema.fields.map(({ role }) => role)).toEqual([
      'feature',
      'feature',
      'target',
      'feature',
      'feature',
    ]);
  });
});
