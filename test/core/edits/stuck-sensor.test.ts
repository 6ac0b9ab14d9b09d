import { describe, expect, it } from 'vitest';
import edit from '../../../src/core/edits/stuck-sensor.ts';
import { applied, cells, refusalOf, schemaOf } from '../edit-cases.ts';
import { categoryColumn, numberColumn, tableOf } from '../../fixtures/core/reference.ts';

const table = tableOf(
  numberColumn('x', [1, 2, 3, null, 5]),
  categoryColumn('w', ['a', 'b', 'b', 'c', 'a']),
  numberColumn('same', Array(5).fill(1)),
);

describe('stuck-sensor', () => {
  it('repeats the value of a row from there on', () => {
    const result = applied(edit, table, { params: { column: 'x', fromRow: 2 } });
    expect(cells(result.table, 'x')).toEqual(['1', '2', '2', '2', '2']);
    expect(result.summary).toBe('fault: x stuck at 2 from row 2 on, which changed 3 rows');
    expect(result.schema).toEqual(schemaOf(table));
  });

  it('for some rows, texts too', () => {
    const { table: stuck } = applied(edit, table, { params: { column: 'w', fromRow: 2, rows: 3 } });
    expect(cells(stuck, 'w')).toEqual(['a', 'b', 'b', 'b', 'a']);
  });

  it.each([
    [{ column: 'x', fromRow: 4 }, 'has no value in row 4'],
    [{ column: 'same', fromRow: 1 }, 'No cell would change'],
    [{ column: 'x', fromRow: 6 }, 'from 6 on'],
  ])('refuses %j', (params, why) => {
    expect(refusalOf(edit, table, { params })).toContain(why);
  });
});
