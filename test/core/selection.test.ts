import { describe, expect, it } from 'vitest';
import { rowsOf, type SimpleSelection } from '../../src/core/selection.ts';
import { categoryColumn, numberColumn, tableOf } from '../fixtures/core/reference.ts';

const table = tableOf(
  numberColumn('n', [1, 2, null, 3, 2]),
  {
    ...categoryColumn('c', ['a', null, 'b', 'c', 'a']),
    codes: Int32Array.from([0, -1, 1, 2, 3]),
    levels: ['a', 'b', 'c', 'a'],
  },
  { name: 'wild', kind: 'number', values: Float64Array.from([Infinity, -Infinity, NaN, 0, -0]) },
);
const rows = (selection: SimpleSelection) => [...rowsOf(table, selection)];

describe('rowsOf', () => {
  it('takes the end of a range only for the last bar', () => {
    expect(rows({ by: 'range', column: 'n', from: 1, to: 2, last: false })).toEqual([0]);
    expect(rows({ by: 'range', column: 'n', from: 1, to: 2, last: true })).toEqual([0, 1, 4]);
    expect(rows({ by: 'range', column: 'wild', from: Infinity, to: Infinity, last: true })).toEqual([0]);
    expect(rows({ by: 'range', column: 'c', from: 0, to: 9, last: true })).toEqual([]);
  });

  it('finds a level by its text, also where a dictionary has it twice', () => {
    expect(rows({ by: 'level', column: 'c', level: 'a' })).toEqual([0, 4]);
    expect(rows({ by: 'level', column: 'c', level: 'z' })).toEqual([]);
    expect(rows({ by: 'other-levels', column: 'c', than: ['a', 'b'] })).toEqual([3]);
  });

  it('takes a level of numbers for the number written so, and never for a missing cell', () => {
    expect(rows({ by: 'level', column: 'n', level: '2' })).toEqual([1, 4]);
    expect(rows({ by: 'level', column: 'n', level: '2.0' })).toEqual([]);
    expect(rows({ by: 'level', column: 'n', level: 'NaN' })).toEqual([]);
    expect(rows({ by: 'level', column: 'wild', level: '0' })).toEqual([3, 4]);
    expect(rows({ by: 'other-levels', column: 'n', than: ['2'] })).toEqual([0, 3]);
  });

  it('knows missing cells and values beyond fences', () => {
    expect(rows({ by: 'missing', column: 'n' })).toEqual([2]);
    expect(rows({ by: 'missing', column: 'c' })).toEqual([1]);
    expect(rows({ by: 'outside', column: 'n', low: 2, high: 2 })).toEqual([0, 3]);
    expect(rows({ by: 'outside', column: 'wild', low: -9, high: 9 })).toEqual([0, 1]);
    expect(rows({ by: 'outside', column: 'c', low: 0, high: 0 })).toEqual([]);
  });

  it('lists named rows in order, each once, and only those that exist', () => {
    expect(rows({ by: 'rows', rows: [4, 10, -1, 2, 4, 1.5, NaN] })).toEqual([2, 4]);
  });

  it('finds rows by a condition, and says what is wrong with one', () => {
    expect(rows({ by: 'where', condition: 'n >= 2 and c == "a"' })).toEqual([4]);
    expect(rows({ by: 'where', condition: 'n > 99' })).toEqual([]);
    expect(() => rows({ by: 'where', condition: 'm > 1' })).toThrow(/m/);
  });

  it('names the columns there are when one is missing', () => {
    expect(() => rows({ by: 'missing', column: 'x' })).toThrow(/no column "x".*n, c, wild/);
  });
});
