import { describe, expect, it } from 'vitest';
import edit from '../../../src/core/edits/sample-rows.ts';
import { applied, cells, refusalOf } from '../edit-cases.ts';
import { categoryColumn, numberColumn, tableOf } from '../../fixtures/core/reference.ts';

const table = tableOf(
  numberColumn('x', [...Array(100).keys()]),
  categoryColumn(
    'class',
    [...Array(100).keys()].map((i) => (i < 70 ? 'a' : i < 95 ? 'b' : null)),
  ),
);

describe('sample-rows', () => {
  it('draws a share or a number, in order, the same for the same seed', () => {
    const third = applied(edit, table, { params: { share: 0.3 }, seed: 4 });
    expect(third.table.rows).toBe(30);
    expect(Array.from(third.from)).toEqual(Array.from(third.from).sort((a, b) => a - b));
    expect(new Set(third.from).size).toBe(30);
    expect(applied(edit, table, { params: { share: 0.3 }, seed: 4 }).from).toEqual(third.from);
    expect(applied(edit, table, { params: { share: 0.3 }, seed: 5 }).from).not.toEqual(third.from);
    expect(applied(edit, table, { params: { by: 'rows', rows: 7 } }).summary).toBe(
      'drew 7 rows of 100 rows at random',
    );
  });

  it('draws each row equally often', () => {
    const counts = new Int32Array(100);
    for (let seed = 0; seed < 400; seed++)
      for (const row of applied(edit, table, { params: { share: 0.25 }, seed }).from) counts[row]!++;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 100) ** 2 / 75, 0);
    // 99 degrees of freedom: 99.9 % lie below 148.
    expect(chiSquare).toBeLessThan(148);
  });

  it('keeps the share of each class, missing ones included', () => {
    const { table: drawn } = applied(edit, table, { params: { share: 0.2, column: 'class' } });
    const found = cells(drawn, 'class');
    expect([
      found.filter((c) => c === 'a').length,
      found.filter((c) => c === 'b').length,
      found.filter((c) => c === '').length,
    ]).toEqual([14, 5, 1]);
    const odd = cells(
      applied(edit, table, { params: { by: 'rows', rows: 33, column: 'class' } }).table,
      'class',
    );
    expect(odd).toHaveLength(33);
    expect(Math.abs(odd.filter((c) => c === 'a').length - 23.1)).toBeLessThan(1);
  });

  it('refuses to take all or none', () => {
    expect(refusalOf(edit, table, { params: { share: 1 } })).toContain('would leave out none');
    expect(refusalOf(edit, table, { params: { share: 0.001 } })).toContain('less than one row');
  });
});
