import { describe, expect, it } from 'vitest';
import edit from '../../../src/core/edits/new-category.ts';
import { applied, cells, refusalOf, schemaOf } from '../edit-cases.ts';
import { categoryColumn, numberColumn, tableOf } from '../../fixtures/core/reference.ts';

const table = tableOf(
  categoryColumn(
    'c',
    Array.from({ length: 50 }, (_, i) => (i % 2 ? 'a' : 'b')),
    ['a', 'b', 'unused'],
  ),
  numberColumn(
    'x',
    Array.from({ length: 50 }, (_, i) => i),
  ),
);

describe('new-category', () => {
  it('gives a share of the rows a category that the schema does not allow', () => {
    const schema = schemaOf(table, { c: { categories: ['a', 'b'] } });
    const result = applied(edit, table, { schema, params: { column: 'c', share: 0.2 } });
    expect(cells(result.table, 'c').filter((text) => text === 'never seen')).toHaveLength(10);
    expect(result.schema.fields[0]!.categories).toEqual(['a', 'b']);
    expect(result.summary).toBe('fault: c became "never seen" in 10 rows');
  });

  it('may be one that the dictionary has and no row does', () => {
    const result = applied(edit, table, { rows: [3], params: { column: 'c', share: 1, category: 'unused' } });
    expect(cells(result.table, 'c')[3]).toBe('unused');
    expect(result.summary).toContain('in 1 row among those picked');
  });

  it.each([
    [{ column: 'c', category: 'a' }, 'already has "a"'],
    [{ column: 'c', category: '' }, 'needs a name'],
    [{ column: 'x' }, 'is of kind number'],
  ])('refuses %j', (params, why) => {
    expect(refusalOf(edit, table, { params })).toContain(why);
  });
});
