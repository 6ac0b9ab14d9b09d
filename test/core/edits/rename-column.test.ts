import { describe, expect, it } from 'vitest';
import edit from '../../../src/core/edits/rename-column.ts';
import { applied, cells, refusalOf, schemaOf } from '../edit-cases.ts';
import { numberColumn, tableOf } from '../../fixtures/core/reference.ts';

const table = tableOf(numberColumn('x', [1]), numberColumn('y', [2]));

describe('rename-column', () => {
  it('changes the name in table and schema, in its place', () => {
    const schema = schemaOf(table, { x: { role: 'target', min: 0 } });
    const result = applied(edit, table, { schema, params: { column: 'x', name: 'z' } });
    expect(result.table.columns.map(({ name }) => name)).toEqual(['z', 'y']);
    expect(result.schema.fields[0]).toMatchObject({ name: 'z', role: 'target', min: 0 });
    expect(result.summary).toBe('renamed column x to z');
    expect(cells(result.table, 'z')).toEqual(['1']);
  });

  it.each([
    [{ column: 'x', name: 'y' }, 'already is'],
    [{ column: 'x', name: 'x' }, 'already is'],
    [{ column: 'x', name: ' ' }, 'needs a name'],
    [{ column: '', name: 'z' }, 'No column'],
  ])('refuses %j', (params, why) => {
    expect(refusalOf(edit, table, { params })).toContain(why);
  });
});
