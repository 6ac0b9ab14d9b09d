import { definePreprocessor } from '../define.ts';
import type { FittedData } from '../define.ts';
import { numberOf } from '../params.ts';
import type { NumberColumn } from '../table.ts';
import { calendarDay, dayMs, startOfYear } from './parts/calendar.ts';
import { numbersOf } from './parts/number-cells.ts';

/** How much of its cycle has passed at a time, 0 to 1, UTC. A week begins on Monday; a leap year is a day longer. */
const passed: Readonly<Record<string, (ms: number) => number>> = {
  day: (ms) => ms / dayMs - Math.floor(ms / dayMs),
  week: (ms) => (ms / dayMs + 3) / 7 - Math.floor((ms / dayMs + 3) / 7),
  year: (ms) => {
    const { year } = calendarDay(ms);
    const start = startOfYear(year);
    return (ms - start) / (startOfYear(year + 1) - start);
  },
};

function turnOf(fitted: FittedData): (value: number) => number {
  const period = Number(fitted.period);
  const cycle = String(fitted.cycle);
  return Object.hasOwn(passed, cycle) ? passed[cycle]! : (value) => value / period;
}

/**
 * sin and cos of 2π · value / period, so that 23 o'clock lies beside 0 o'clock. Of times: of the share of the day, week or
 * year that has passed (UTC). Missing stays missing.
 */
export default definePreprocessor({
  id: 'cyclic',
  label: 'Cycle',
  about:
    'Puts the values on a circle (sine and cosine), so that the end of a cycle lies beside its beginning.',
  group: 'time',
  kinds: ['number', 'integer', 'time'],
  params: {
    period: {
      type: 'number',
      label: 'Period',
      help: 'Length of a cycle in the unit of the column: 24 for hours, 7 for weekdays, 12 for months. Of number columns.',
      min: 1e-6,
      max: 1e9,
      default: 24,
    },
    cycle: {
      type: 'choice',
      label: 'Cycle',
      help: 'What goes round. Of times.',
      options: [
        { value: 'day', label: 'A day' },
        { value: 'week', label: 'A week' },
        { value: 'year', label: 'A year' },
      ],
      default: 'day',
    },
  },
  fit: (column, params): FittedData =>
    column.kind === 'time' ? { cycle: String(params.cycle) } : { period: numberOf(params, 'period') },
  apply(column, fitted) {
    const { name, values } = numbersOf(column, 'no cycle');
    const turn = turnOf(fitted);
    const wave = (suffix: string, of: (angle: number) => number): NumberColumn => ({
      name: `${name} ${suffix}`,
      kind: 'number',
      values: values.map((value) => of(2 * Math.PI * turn(value))),
    });
    const cycle = fitted.cycle === undefined ? '' : `${String(fitted.cycle)} `;
    return [wave(`${cycle}sin`, Math.sin), wave(`${cycle}cos`, Math.cos)];
  },
});
