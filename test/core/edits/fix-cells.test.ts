import { describe, expect, it } from 'vitest';
import edit from '../../../src/core/edits/fix-cells.ts';
import { applied, cells, refusalOf, schemaOf } from '../edit-cases.ts';
import { categoryColumn, numberColumn, tableOf } from '../../fixtures/core/reference.ts';

const table = tableOf(
  numberColumn('x', [1, 2, null]),
  numberColumn('n', [1, 2, 3], 'integer'),
  numberColumn('flag', [1, 0, 1], 'boolean'),
  numberColumn('at', [0, 0, 0], 'time'),
  categoryColumn('word', ['a', 'b', 'b']),
);

describe('fix-cells', () => {
  it.each([
    ['x', '7.5', ['1', '7.5', '7.5']],
    ['x', '', ['1', '', '']],
    ['n', '-4', ['1', '-4', '-4']],
    ['flag', 'False', ['1', '0', '0']],
    ['at', '2024-02-29 13:00', ['1970-01-01 00:00', '2024-02-29 13:00', '2024-02-29 13:00']],
    ['word', 'new', ['a', 'new', 'new']],
    ['word', '', ['a', '', '']],
  ])('writes %s = "%s"', (column, value, expected) => {
    const before = structuredClone(table);
    const { table: fixed, from } = applied(edit, table, { rows: [1, 2], params: { column, value } });
    expect(cells(fixed, column)).toEqual(expected);
    expect(Array.from(from)).toEqual([0, 1, 2]);
    expect(table).toEqual(before);
  });

  it('counts the cells that differ, not those written', () => {
    const { summary } = applied(edit, table, { params: { column: 'word', value: 'b', where: 'n > 0' } });
    expect(summary).toBe('set word to b in 1 row where n > 0');
  });

  it('widens what the schema allows', () => {
    const schema = schemaOf(table, {
      x: { min: 0, max: 2, optional: false },
      word: { categories: ['a', 'b'] },
    });
    const number = applied(edit, table, { schema, rows: [2], params: { column: 'x', value: '9' } }).schema;
    expect(number.fields[0]).toMatchObject({ min: 0, max: 9, optional: false });
    const word = applied(edit, table, { schema, rows: [2], params: { column: 'word', value: 'c' } }).schema;
    expect(word.fields[4]).toMatchObject({ categories: ['a', 'b', 'c'] });
    const gap = applied(edit, table, { schema, rows: [0], params: { column: 'x', value: '' } }).schema;
    expect(gap.fields[0]).toMatchObject({ optional: true });
  });

  it.each([
    ['x', 'warm', 'holds numbers, not "warm"'],
    ['x', '1e999', 'holds numbers'],
    ['x', '0x10', 'holds numbers'],
    ['n', '1.5', 'whole numbers'],
    ['flag', '2', 'true and false'],
    ['at', '31.1.2024', 'write one as 2024-01-31'],
    ['n', '2', 'No cell would change'],
  ])('refuses %s = "%s"', (column, value, why) => {
    expect(refusalOf(edit, table, { rows: [1], params: { column, value } })).toContain(why);
  });

  it('refuses to write into every row by accident', () => {
    expect(refusalOf(edit, table, { params: { column: 'x', value: '1' } })).toContain('which rows to fix');
  });
});
