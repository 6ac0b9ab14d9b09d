import { describe, expect, it } from 'vitest';
import edit from '../../../src/core/edits/delete-rows.ts';
import { applied, cells, refusalOf, schemaOf } from '../edit-cases.ts';
import { categoryColumn, numberColumn, tableOf } from '../../fixtures/core/reference.ts';

const table = tableOf(
  numberColumn('hour', [1, 25, 30, null]),
  categoryColumn('day', ['mo', 'tu', 'mo', 'we']),
);

describe('delete-rows', () => {
  it('leaves out the rows of a condition, those where it is unknown not among them', () => {
    const { table: left, from, summary } = applied(edit, table, { params: { where: 'hour > 23' } });
    expect(cells(left, 'day')).toEqual(['mo', 'we']);
    expect(Array.from(from)).toEqual([0, 3]);
    expect(summary).toBe('deleted 2 rows where hour > 23');
  });

  it('leaves out picked rows, or those of them that fulfil a condition', () => {
    expect(Array.from(applied(edit, table, { rows: [0, 3] }).from)).toEqual([1, 2]);
    const both = applied(edit, table, { rows: [0, 1], params: { where: 'hour > 23' } });
    expect(Array.from(both.from)).toEqual([0, 2, 3]);
    expect(both.summary).toBe('deleted 1 row among those picked where hour > 23');
  });

  it.each([
    [{}, 'which rows to delete'],
    [{ params: { where: 'hour > 99' } }, 'none fulfils hour > 99'],
    [{ params: { where: 'hour >' } }, 'at character 7'],
    [{ params: { where: 'hour + 1' } }, 'a condition is needed'],
    [{ params: { where: 'true' } }, 'That is every row'],
    [{ rows: [] }, 'none was picked'],
  ])('refuses %j', (given, why) => {
    expect(refusalOf(edit, table, given)).toContain(why);
  });

  it('keeps the schema', () => {
    const schema = schemaOf(table);
    expect(applied(edit, table, { schema, rows: [1] }).schema).toBe(schema);
  });
});
