import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import dateParts from '../../../src/core/preprocessing/date-parts.ts';
import { startOfYear } from '../../../src/core/preprocessing/parts/calendar.ts';
import { fitStep } from '../../fixtures/core/fitting.ts';
import { valuesOf } from '../../fixtures/core/preprocessing.ts';
import { numberColumn } from '../../fixtures/core/reference.ts';

const all = { year: true, month: true, day: true, weekday: true, hour: true, minute: true };

describe('date-parts', () => {
  it('equals the calendar of Date, UTC, for any time', () => {
    const fitted = fitStep(dateParts, numberColumn('when', [0], 'time'), all);
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (date) => {
          const columns = dateParts.apply(numberColumn('when', [date.getTime()], 'time'), fitted);
          expect(columns.map((column) => valuesOf(column)[0])).toEqual([
            date.getUTCFullYear(),
            date.getUTCMonth() + 1,
            date.getUTCDate(),
            (date.getUTCDay() + 6) % 7,
            date.getUTCHours(),
            date.getUTCMinutes(),
          ]);
          const year = date.getUTCFullYear();
          const newYear = new Date(0);
          newYear.setUTCFullYear(year, 0, 1);
          expect(startOfYear(year)).toBe(newYear.getTime());
        },
      ),
    );
  });

  it('knows the ends of leap years and the time before 1970', () => {
    const fitted = fitStep(dateParts, numberColumn('when', [0], 'time'), all);
    const of = (text: string) =>
      dateParts
        .apply(numberColumn('when', [Date.parse(text)], 'time'), fitted)
        .map((column) => valuesOf(column)[0]);
    expect(of('2024-02-29T23:59:59.999Z')).toEqual([2024, 2, 29, 3, 23, 59]);
    expect(of('1900-03-01T00:00:00Z')).toEqual([1900, 3, 1, 3, 0, 0]);
    expect(of('2000-12-31T00:00:00Z')).toEqual([2000, 12, 31, 6, 0, 0]);
    expect(of('1969-12-31T23:59:00Z')).toEqual([1969, 12, 31, 2, 23, 59]);
  });

  it('gives the chosen parts as named columns, leaves gaps', () => {
    const column = numberColumn('when', [Date.UTC(2011, 0, 1, 5), null], 'time');
    expect(dateParts.apply(column, fitStep(dateParts, column))).toEqual([
      numberColumn('when month', [1, null], 'integer'),
      numberColumn('when weekday', [5, null], 'integer'),
      numberColumn('when hour', [5, null], 'integer'),
    ]);
  });

  it('refuses to give nothing, a part that is none, and other columns', () => {
    const column = numberColumn('when', [0], 'time');
    const none = { month: false, weekday: false, hour: false };
    expect(() => fitStep(dateParts, column, none)).toThrow(/at least one part/);
    expect(() => dateParts.apply(column, { parts: ['constructor'] })).toThrow(RangeError);
    expect(() => dateParts.apply(numberColumn('x', [0]), { parts: ['year'] })).toThrow(RangeError);
  });
});
