import { describe, expect, it } from 'vitest';
import edit from '../../../src/core/edits/shift-mean.ts';
import { applied, cells, refusalOf, schemaOf } from '../edit-cases.ts';
import { numberColumn, tableOf } from '../../fixtures/core/reference.ts';

// Mean 5, population deviation 2 (the textbook case).
const table = tableOf(
  numberColumn('x', [2, 4, 4, 4, 5, 5, 7, 9]),
  numberColumn('n', [2, 4, 4, 4, 5, 5, 7, 9], 'integer'),
  numberColumn('same', Array(8).fill(3)),
);

describe('shift-mean', () => {
  it('moves by standard deviations of the column', () => {
    const result = applied(edit, table, { params: { column: 'x', deviations: -1.25 } });
    expect(cells(result.table, 'x')).toEqual(['-0.5', '1.5', '1.5', '1.5', '2.5', '2.5', '4.5', '6.5']);
    expect(result.summary).toBe('fault: x shifted by -2.5 (-1.25 standard deviations) in 8 rows');
  });

  it('leaves whole numbers whole', () => {
    const result = applied(edit, table, { params: { column: 'n', deviations: 1.3, fromRow: 7 } });
    expect(cells(result.table, 'n')).toEqual(['2', '4', '4', '4', '5', '5', '10', '12']);
    expect(result.schema).toEqual(schemaOf(table));
  });

  it.each([
    [{ column: 'same' }, 'is constant'],
    [{ column: 'x', deviations: 0 }, 'No cell would change'],
    [{ column: 'n', deviations: 0.1 }, 'No cell would change'],
  ])('refuses %j', (params, why) => {
    expect(refusalOf(edit, table, { params })).toContain(why);
  });
});
