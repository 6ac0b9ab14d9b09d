import { describe, expect, it } from 'vitest';
import { cellText, columnOf, isCategory, isMissing, spanRows, takeRows } from '../../src/core/table.ts';
import { categoryColumn, numberColumn, tableOf } from '../fixtures/core/reference.ts';

const sky = categoryColumn('sky', ['clear', null, 'rain']);
const hour = numberColumn('hour', [7, null, 0.5]);
const when = numberColumn('when', [Date.UTC(2011, 2, 1, 13, 45), null, 0], 'time');
const table = tableOf(sky, hour, when);

describe('table', () => {
  it('finds a column, or names those that there are', () => {
    expect(columnOf(table, 'hour')).toBe(hour);
    expect(() => columnOf(table, 'Hour')).toThrow(/no column "Hour".*sky, hour, when/);
    expect([isCategory(sky), isCategory(hour)]).toEqual([true, false]);
  });

  it('writes cells for people, and nothing where one is missing', () => {
    expect([0, 1, 2].map((row) => cellText(sky, row))).toEqual(['clear', '', 'rain']);
    expect([0, 1, 2].map((row) => cellText(hour, row))).toEqual(['7', '', '0.5']);
    expect([0, 1, 2].map((row) => cellText(when, row))).toEqual(['2011-03-01 13:45', '', '1970-01-01 00:00']);
    expect([cellText(sky, 9), cellText(hour, -1)]).toEqual(['', '']);
  });

  it('knows missing cells, rows outside the table included', () => {
    expect([0, 1, 2, 3].map((row) => isMissing(sky, row))).toEqual([false, true, false, true]);
    expect([0, 1, 2, 3].map((row) => isMissing(hour, row))).toEqual([false, true, false, true]);
  });

  it('takes rows in the given order, repeated ones too, and keeps all levels', () => {
    const taken = takeRows(table, [2, 0, 2]);
    expect(taken.rows).toBe(3);
    expect(taken.columns[0]).toEqual(categoryColumn('sky', ['rain', 'clear', 'rain'], ['clear', 'rain']));
    expect(taken.columns[1]).toEqual(numberColumn('hour', [0.5, 7, 0.5]));
    expect(table).toEqual(tableOf(sky, hour, when));
  });

  it('lists the rows of a half-open span', () => {
    expect([...spanRows({ from: 3, to: 6 })]).toEqual([3, 4, 5]);
    expect([...spanRows({ from: 3, to: 3 })]).toEqual([]);
    expect([...spanRows({ from: 3, to: 1 })]).toEqual([]);
  });
});
