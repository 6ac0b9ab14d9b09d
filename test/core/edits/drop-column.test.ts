import { describe, expect, it } from 'vitest';
import edit from '../../../src/core/edits/drop-column.ts';
import { applied, cells, refusalOf, schemaOf } from '../edit-cases.ts';
import { numberColumn, tableOf } from '../../fixtures/core/reference.ts';

const table = tableOf(numberColumn('x', [1]), numberColumn('y', [2]));

describe('drop-column', () => {
  it('leaves out the column and its field', () => {
    const { table: left, schema, summary } = applied(edit, table, { params: { column: 'x' } });
    expect(left.columns.map(({ name }) => name)).toEqual(['y']);
    expect(schema.fields.map(({ name }) => name)).toEqual(['y']);
    expect(summary).toBe('dropped column x of 1 row');
    expect(cells(left, 'y')).toEqual(['2']);
  });

  it('refuses the last column, one that is not there, and a pixel', () => {
    expect(refusalOf(edit, tableOf(numberColumn('x', [1])), { params: { column: 'x' } })).toContain(
      'only column',
    );
    expect(refusalOf(edit, table, { params: { column: 'z' } })).toContain('no column "z"');
    const schema = {
      ...schemaOf(table, { x: { kind: 'image' } }),
      image: { width: 1, height: 1, channels: 1, brightest: 1 } as const,
    };
    expect(refusalOf(edit, table, { schema, params: { column: 'x' } })).toContain('pixel');
  });
});
