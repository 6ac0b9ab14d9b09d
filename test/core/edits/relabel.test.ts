import { describe, expect, it } from 'vitest';
import edit from '../../../src/core/edits/relabel.ts';
import { applied, cells, refusalOf, schemaOf } from '../edit-cases.ts';
import { categoryColumn, numberColumn, tableOf } from '../../fixtures/core/reference.ts';

const table = tableOf(
  categoryColumn('y', ['cat', 'dog', 'cat', null]),
  numberColumn('n', [0, 1, 1, 0], 'integer'),
);
const schema = schemaOf(table, { y: { role: 'target', categories: ['cat', 'dog'] } });

describe('relabel', () => {
  it('changes one label of the target into another, everywhere or in picked rows', () => {
    const all = applied(edit, table, { schema, params: { from: 'cat', to: 'fox' } });
    expect(cells(all.table, 'y')).toEqual(['fox', 'dog', 'fox', '']);
    expect(all.summary).toBe('relabelled y from cat to fox in 2 rows');
    expect(all.schema.fields[0]!.categories).toEqual(['cat', 'dog', 'fox']);
    const one = applied(edit, table, { schema, rows: [1, 2], params: { from: 'cat', to: 'dog' } });
    expect(cells(one.table, 'y')).toEqual(['cat', 'dog', 'dog', '']);
  });

  it('changes whatever label named rows have when none is given', () => {
    const { table: changed } = applied(edit, table, { schema, params: { to: 'dog', where: 'n == 0' } });
    expect(cells(changed, 'y')).toEqual(['dog', 'dog', 'cat', 'dog']);
  });

  it('changes numbers too', () => {
    const { table: changed } = applied(edit, table, { params: { column: 'n', from: '1', to: '2' } });
    expect(cells(changed, 'n')).toEqual(['0', '2', '2', '0']);
  });

  it.each([
    [{ to: '' }, 'new label is empty'],
    [{ to: 'dog' }, 'which rows to relabel'],
    [{ from: 'cow', to: 'dog' }, 'is "cow" in no row'],
    [{ from: 'dog', to: 'dog' }, 'No cell would change'],
    [{ column: 'n', from: 'one', to: '2' }, 'holds numbers'],
  ])('refuses %j', (params, why) => {
    expect(refusalOf(edit, table, { schema, params })).toContain(why);
  });

  it('asks for a column where there is no target', () => {
    expect(refusalOf(edit, table, { params: { from: 'cat', to: 'dog' } })).toContain('No column is chosen');
  });
});
