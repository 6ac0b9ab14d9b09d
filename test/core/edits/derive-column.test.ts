import { describe, expect, it } from 'vitest';
import edit from '../../../src/core/edits/derive-column.ts';
import { applied, cells, refusalOf } from '../edit-cases.ts';
import { categoryColumn, numberColumn, tableOf } from '../../fixtures/core/reference.ts';

const table = tableOf(numberColumn('c', [0, 100, null]), categoryColumn('w', ['a', 'b', 'b']));

describe('derive-column', () => {
  it('adds a column and its field', () => {
    const result = applied(edit, table, { params: { name: ' f ', formula: 'c * 1.8 + 32' } });
    expect(cells(result.table, 'f')).toEqual(['32', '212', '']);
    expect(result.schema.fields[2]).toMatchObject({
      name: 'f',
      kind: 'number',
      role: 'feature',
      optional: true,
    });
    expect(result.summary).toBe('derived f = c * 1.8 + 32 for 3 rows, missing in 1 row');
    expect(result.table.columns[0]).toBe(table.columns[0]);
  });

  it('gives texts and conditions their kinds', () => {
    expect(applied(edit, table, { params: { name: 'u', formula: 'upper(w)' } }).schema.fields[2]!.kind).toBe(
      'category',
    );
    const { table: with2 } = applied(edit, table, { params: { name: 'b', formula: "w == 'b'" } });
    expect(with2.columns[2]!.kind).toBe('boolean');
  });

  it.each([
    [{ name: '', formula: '1' }, 'needs a name'],
    [{ name: 'w', formula: '1' }, 'already is a column "w"'],
    [{ name: '\u0000id', formula: '1' }, 'NUL'],
    [{ name: 'f', formula: ' ' }, 'formula is empty'],
    [{ name: 'f', formula: 'd + 1' }, 'no column "d"'],
  ])('refuses %j', (params, why) => {
    expect(refusalOf(edit, table, { params })).toContain(why);
  });

  it('takes a name that objects have of their own', () => {
    const { table: odd } = applied(edit, table, { params: { name: '__proto__', formula: 'c' } });
    expect(cells(odd, '__proto__')).toEqual(['0', '100', '']);
  });
});
