import { describe, expect, it } from 'vitest';
import edit from '../../../src/core/edits/keep-rows.ts';
import { applied, cells, refusalOf } from '../edit-cases.ts';
import { numberColumn, tableOf } from '../../fixtures/core/reference.ts';

const table = tableOf(numberColumn('x', [3, 1, 2]));

describe('keep-rows', () => {
  it('keeps the rows of a condition or those picked', () => {
    const { table: kept, from, summary } = applied(edit, table, { params: { where: 'x >= 2' } });
    expect(cells(kept, 'x')).toEqual(['3', '2']);
    expect(Array.from(from)).toEqual([0, 2]);
    expect(summary).toBe('kept 2 rows of 3 rows where x >= 2');
    expect(cells(applied(edit, table, { rows: [1] }).table, 'x')).toEqual(['1']);
  });

  it('refuses to keep all, none, or who knows which', () => {
    expect(refusalOf(edit, table, { params: { where: 'x > 0' } })).toContain('every row');
    expect(refusalOf(edit, table, { params: { where: 'x > 5' } })).toContain('none fulfils');
    expect(refusalOf(edit, table)).toContain('which rows to keep');
  });
});
