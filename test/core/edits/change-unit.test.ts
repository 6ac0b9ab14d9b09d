import { describe, expect, it } from 'vitest';
import edit from '../../../src/core/edits/change-unit.ts';
import { applied, cells, refusalOf } from '../edit-cases.ts';
import { numberColumn, tableOf } from '../../fixtures/core/reference.ts';

const table = tableOf(
  numberColumn('t', [0, 100, null, 20]),
  numberColumn('n', [1, 2, 3, 4], 'integer'),
  numberColumn('big', [1e308, 1, 1, 1]),
);

describe('change-unit', () => {
  it('multiplies, then adds', () => {
    const result = applied(edit, table, { params: { column: 't' } });
    expect(cells(result.table, 't')).toEqual(['32', '212', '', '68']);
    expect(result.summary).toBe('fault: t × 1.8 + 32 in 3 rows');
  });

  it('from a row on, or where a condition holds', () => {
    const late = applied(edit, table, { params: { column: 't', fromRow: 3 } });
    expect(cells(late.table, 't')).toEqual(['0', '100', '', '68']);
    const some = applied(edit, table, { params: { column: 'n', factor: 10, offset: 0, where: 'n > 2' } });
    expect(cells(some.table, 'n')).toEqual(['1', '2', '30', '40']);
    expect(some.table.columns[1]!.kind).toBe('integer');
  });

  it('in a share of the rows', () => {
    const many = tableOf(
      numberColumn(
        'v',
        Array.from({ length: 100 }, () => 1),
      ),
    );
    const { table: mixed } = applied(edit, many, {
      params: { column: 'v', share: 0.25, factor: 2, offset: 0 },
    });
    expect(cells(mixed, 'v').filter((text) => text === '2')).toHaveLength(25);
  });

  it('makes whole numbers numbers when they are whole no longer, in the schema too', () => {
    const result = applied(edit, table, { params: { column: 'n', factor: 0.5, offset: 0 } });
    expect(result.table.columns[1]!.kind).toBe('number');
    expect(result.schema.fields[1]!.kind).toBe('number');
  });

  it.each([
    [{ column: 't', factor: 1, offset: 0 }, 'No cell would change'],
    [{ column: 'big', factor: 100 }, 'Row 1 of "big" would become larger than any number'],
    [{ column: '' }, 'No column is chosen'],
  ])('refuses %j', (params, why) => {
    expect(refusalOf(edit, table, { params })).toContain(why);
  });
});
