import { definePreprocessor } from '../define.ts';
import { AppError } from '../errors.ts';
import type { NumberColumn } from '../table.ts';
import { textsOf } from './parts/level-cells.ts';
import { calendarDay, dayMs, timesOf } from './parts/calendar.ts';

const within = (value: number, length: number): number => ((value % length) + length) % length;

/** Each as pandas' `Series.dt`, UTC: months from 1, days of the month from 1, Monday is weekday 0. */
const parts: Readonly<Record<string, (ms: number) => number>> = {
  year: (ms) => calendarDay(ms).year,
  month: (ms) => calendarDay(ms).month,
  day: (ms) => calendarDay(ms).day,
  // 1 January 1970 was a Thursday.
  weekday: (ms) => within(Math.floor(ms / dayMs) + 3, 7),
  hour: (ms) => Math.floor(within(ms, dayMs) / 3_600_000),
  minute: (ms) => Math.floor(within(ms, 3_600_000) / 60_000),
};

const part = (label: string, chosen: boolean) =>
  ({
    type: 'boolean',
    label,
    help: `A column for the ${label.toLowerCase()}, UTC.`,
    default: chosen,
  }) as const;

/** Parts of a time, UTC, as whole numbers; missing stays missing. */
export default definePreprocessor({
  id: 'date-parts',
  label: 'Date parts',
  about: 'Takes a time apart: month, weekday, hour and more, each a column of its own.',
  group: 'time',
  kinds: ['time'],
  params: {
    year: part('Year', false),
    month: part('Month', true),
    day: part('Day', false),
    weekday: part('Weekday', true),
    hour: part('Hour', true),
    minute: part('Minute', false),
  },
  fit(_, params) {
    const chosen = Object.keys(parts).filter((name) => params[name] === true);
    if (chosen.length === 0) throw new AppError('bad-input', 'Choose at least one part of the date.');
    return { parts: chosen };
  },
  apply(column, fitted) {
    const { name, values } = timesOf(column);
    return textsOf(fitted.parts).map((chosen): NumberColumn => {
      if (!Object.hasOwn(parts, chosen)) throw new RangeError(`A date has no part called "${chosen}".`);
      return { name: `${name} ${chosen}`, kind: 'integer', values: values.map(parts[chosen]!) };
    });
  },
});
