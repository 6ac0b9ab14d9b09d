import { describe, expect, it } from 'vitest';
import edit from '../../../src/core/edits/drop-duplicates.ts';
import { applied, cells, refusalOf } from '../edit-cases.ts';
import { categoryColumn, numberColumn, tableOf } from '../../fixtures/core/reference.ts';

const table = tableOf(
  numberColumn('x', [1, 1, null, null, 0, -0]),
  categoryColumn('word', ['a', 'a', 'b', 'b', null, null], ['a', 'b']),
);

describe('drop-duplicates', () => {
  it('keeps the first of equal rows; missing cells are equal, and so are 0 and −0', () => {
    const { from, summary } = applied(edit, table);
    expect(Array.from(from)).toEqual([0, 2, 4]);
    expect(summary).toBe('dropped 3 rows that repeat an earlier one in every column');
  });

  it('compares one column only when told so', () => {
    const other = tableOf(numberColumn('x', [1, 2, 1]), numberColumn('y', [7, 8, 9]));
    expect(Array.from(applied(edit, other, { params: { column: 'x' } }).from)).toEqual([0, 1]);
    expect(refusalOf(edit, other)).toContain('No two rows are the same in every column');
  });

  it('takes levels of the same text for one', () => {
    const twice = tableOf({ name: 'w', kind: 'category', codes: Int32Array.of(0, 1), levels: ['a', 'a'] });
    expect(Array.from(applied(edit, twice).from)).toEqual([0]);
  });

  it('finds the same as comparing every pair', () => {
    const rows = 400;
    const big = tableOf(
      numberColumn(
        'p',
        Array.from({ length: rows }, (_, i) => (i * 7) % 5),
      ),
      numberColumn(
        'q',
        Array.from({ length: rows }, (_, i) => ((i * 5) % 7) / 4),
      ),
      categoryColumn(
        'r',
        Array.from({ length: rows }, (_, i) => (i % 3 ? `w${i % 2}` : null)),
      ),
    );
    const seen = new Set<string>();
    const firsts = Array.from({ length: rows }, (_, row) => row).filter((row) => {
      const key = JSON.stringify(['p', 'q', 'r'].map((name) => cells(big, name)[row]));
      return !seen.has(key) && seen.add(key);
    });
    expect(firsts.length).toBeLessThan(rows);
    expect(Array.from(applied(edit, big).from)).toEqual(firsts);
  });
});
