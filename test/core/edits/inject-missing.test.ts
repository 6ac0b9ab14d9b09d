import { describe, expect, it } from 'vitest';
import edit from '../../../src/core/edits/inject-missing.ts';
import { applied, cells, refusalOf, schemaOf } from '../edit-cases.ts';
import { categoryColumn, numberColumn, tableOf } from '../../fixtures/core/reference.ts';

const rows = 200;
const table = tableOf(
  numberColumn(
    'x',
    Array.from({ length: rows }, (_, i) => (i % 4 ? i : null)),
  ),
  categoryColumn(
    'word',
    Array.from({ length: rows }, () => 'a'),
  ),
  numberColumn(
    'y',
    Array.from({ length: rows }, (_, i) => i),
  ),
);
const gaps = (texts: string[]): number => texts.filter((text) => text === '').length;

describe('inject-missing', () => {
  it('empties exactly a share of the cells that had a value', () => {
    const result = applied(edit, table, { params: { column: 'x', share: 0.2 } });
    expect(gaps(cells(result.table, 'x'))).toBe(50 + 30);
    expect(result.summary).toBe('fault: 30 values of x made missing');
    expect(cells(result.table, 'y')).toEqual(cells(table, 'y'));
  });

  it('empties every feature on its own, and not the target', () => {
    const schema = schemaOf(table, { y: { role: 'target' }, word: { optional: false } });
    const result = applied(edit, table, { schema, params: { share: 0.5 } });
    expect(gaps(cells(result.table, 'x'))).toBe(50 + 75);
    expect(gaps(cells(result.table, 'word'))).toBe(100);
    expect(gaps(cells(result.table, 'y'))).toBe(0);
    expect(result.summary).toBe('fault: 175 values of 2 features made missing');
    // The fault is there to be found: the schema still says that no cell of it may be missing.
    expect(result.schema.fields[1]!.optional).toBe(false);
  });

  it('stays where it is told to', () => {
    const { table: late } = applied(edit, table, {
      params: { column: 'y', share: 1, fromRow: 151, where: 'y % 2 == 0' },
    });
    const texts = cells(late, 'y');
    expect(gaps(texts)).toBe(25);
    expect(texts.every((text, row) => (text === '') === (row >= 150 && row % 2 === 0))).toBe(true);
  });

  it.each([
    [{ column: 'x', where: 'missing(x)' }, 'all missing already'],
    [{ column: 'y', share: 0.001 }, 'less than one row'],
    [{ column: 'y', fromRow: 201 }, 'none of those chosen is from 201 on'],
  ])('refuses %j', (params, why) => {
    expect(refusalOf(edit, table, { params })).toContain(why);
  });
});
