import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duplicateColumns, duplicateRows, emptyRows } from '../../../src/core/profiling/duplicates.ts';
import { cellText, isCategory, isMissing, type Table } from '../../../src/core/table.ts';
import { categoryColumn, numberColumn, tableOf } from '../../fixtures/core/reference.ts';
import { anyTable } from './tables.ts';

/** A row as a text that is the same only for the same row. */
const rowText = (table: Table, row: number) =>
  JSON.stringify(
    table.columns.map((column) =>
      isMissing(column, row)
        ? null
        : isCategory(column)
          ? cellText(column, row)
          : String(column.values[row]! + 0),
    ),
  );

describe('duplicateRows', () => {
  it('finds what comparing all texts finds', () => {
    fc.assert(
      fc.property(anyTable(40), (table) => {
        const seen = new Set<string>();
        const expected: number[] = [];
        for (let row = 0; row < table.rows && table.columns.length; row++) {
          const text = rowText(table, row);
          if (seen.has(text)) expected.push(row);
          seen.add(text);
        }
        expect(duplicateRows(table)).toEqual(expected);
      }),
    );
  });

  it('takes −0 for 0, missing for missing, and the same text twice in a dictionary for one', () => {
    const twice = {
      ...categoryColumn('c', ['a', 'a', 'a']),
      codes: Int32Array.of(0, 1, 0),
      levels: ['a', 'a'],
    };
    expect(duplicateRows(tableOf(numberColumn('n', [0, -0, null]), twice))).toEqual([1]);
    expect(duplicateRows(tableOf(numberColumn('n', [null, 1, null, 1])))).toEqual([2, 3]);
    expect(duplicateRows({ rows: 3, columns: [] })).toEqual([]);
  });
});

it('emptyRows are missing in every column', () => {
  expect(
    emptyRows(tableOf(numberColumn('n', [1, null, null]), categoryColumn('c', [null, null, 'x']))),
  ).toEqual([1]);
  expect(emptyRows({ rows: 2, columns: [] })).toEqual([]);
});

it('duplicateColumns name the first that has the same cells; empty and constant columns are not alike', () => {
  const table = tableOf(
    numberColumn('a', [1, null, 3]),
    categoryColumn('c', ['x', 'y', null]),
    numberColumn('b', [1, null, 3], 'integer'),
    categoryColumn('d', ['x', 'y', null], ['y', 'unused', 'x']),
    numberColumn('a2', [1, null, 4]),
    numberColumn('e1', [null, null, null]),
    numberColumn('e2', [null, null, null]),
    numberColumn('b2', [1, null, 3]),
    numberColumn('k1', [7, null, 7]),
    numberColumn('k2', [7, null, 7]),
    categoryColumn('w', ['1', null, '3']),
  );
  expect(duplicateColumns(table)).toEqual([
    { first: 'a', again: 'b' },
    { first: 'c', again: 'd' },
    { first: 'a', again: 'b2' },
  ]);
});
