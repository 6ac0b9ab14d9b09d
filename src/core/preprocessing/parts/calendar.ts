// Days of the calendar by arithmetic: a Date object per cell would be slow.

import type { Column, NumberColumn } from '../../table.ts';

export const dayMs = 86_400_000;

/** @throws RangeError for a column that holds no times. */
export function timesOf(column: Column): NumberColumn {
  if (column.kind !== 'time') throw new RangeError(`"${column.name}" holds no times.`);
  return column;
}

/**
 * Year, month (from 1) and day of the month (from 1) of a time in ms since 1970 UTC; NaN for NaN. Gregorian calendar, by
 * counting years from 1 March, so that the leap day is the last of its year (Richards' algorithm).
 */
export function calendarDay(ms: number): { year: number; month: number; day: number } {
  const days = Math.floor(ms / dayMs) + 719_468;
  const era = Math.floor(days / 146_097);
  const ofEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
  };
}

/** Midnight of 1 January in ms since 1970 UTC. */
export function startOfYear(year: number): number {
  const before = year - 1;
  const days = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  return (days - 719_162) * dayMs;
}
