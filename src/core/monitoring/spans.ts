// Where the windows of the monitors begin and end. They need not be those of the stream: they may be longer or shorter, slide,
// or hold what one hour, day, week or month brought.

import type { Span } from '../table.ts';
import type { WindowPlan } from './plan.ts';

export type Period = Extract<WindowPlan, { by: 'time' }>['period'];

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Number of the hour, day, week (from Monday on) or month that a time falls in, counted in UTC; NaN without a time. */
export function periodOf(ms: number, period: Period): number {
  switch (period) {
    case 'hour':
      return Math.floor(ms / hourMs);
    case 'day':
      return Math.floor(ms / dayMs);
    case 'week':
      // 1970 began on a Thursday.
      return Math.floor((ms / dayMs + 3) / 7);
    case 'month': {
      const at = new Date(ms);
      return at.getUTCFullYear() * 12 + at.getUTCMonth();
    }
  }
}

/** Finds windows as the rows pass. */
export interface WindowCutter {
  /** Windows that are complete once all rows below `to` have passed, oldest first. Each is given once. */
  upTo(to: number): Span[];
  /** No window that is still to come begins before this row. */
  readonly from: number;
}

/** Rows of a window and from one to the next. */
export function rowSteps(
  plan: Extract<WindowPlan, { by: 'rows' }>,
  windowRows: number,
): { readonly rows: number; readonly step: number } {
  const rows = plan.rows ?? windowRows;
  return { rows, step: plan.step ?? rows };
}

class RowCutter implements WindowCutter {
  #from: number;
  readonly #rows: number;
  readonly #step: number;

  constructor(first: number, rows: number, step: number) {
    this.#from = first;
    this.#rows = rows;
    this.#step = step;
  }
  get from(): number {
    return this.#from;
  }
  upTo(to: number): Span[] {
    const found: Span[] = [];
    for (; this.#from + this.#rows <= to; this.#from += this.#step)
      found.push({ from: this.#from, to: this.#from + this.#rows });
    return found;
  }
}

/** A row that is late, or has no time, counts to the period under way when it came. Periods without a row have no window. */
class TimeCutter implements WindowCutter {
  #from: number;
  /** First row that was not looked at. */
  #at: number;
  #current = NaN;
  readonly #period: Period;
  readonly #times: () => Float64Array;

  constructor(first: number, period: Period, times: () => Float64Array) {
    this.#from = this.#at = first;
    this.#period = period;
    this.#times = times;
  }
  get from(): number {
    return this.#from;
  }
  upTo(to: number): Span[] {
    const times = this.#times();
    const found: Span[] = [];
    for (; this.#at < to; this.#at++) {
      const period = periodOf(times[this.#at]!, this.#period);
      if (period > this.#current) {
        found.push({ from: this.#from, to: this.#at });
        this.#from = this.#at;
      }
      if (!(period <= this.#current) && !Number.isNaN(period)) this.#current = period;
    }
    return found;
  }
}

/**
 * @param times of every row of the table, in milliseconds since 1970; asked for only where windows go by time.
 * @throws RangeError unless windows have at least one row and move on by at least one.
 */
export function windowCutter(
  plan: WindowPlan,
  { initialRows, windowRows }: { readonly initialRows: number; readonly windowRows: number },
  times: () => Float64Array,
): WindowCutter {
  if (plan.by === 'time') return new TimeCutter(initialRows, plan.period, times);
  const { rows, step } = rowSteps(plan, windowRows);
  for (const count of [rows, step])
    if (!Number.isInteger(count) || count < 1)
      throw new RangeError(`A window has a whole number of rows, at least 1, not ${count}.`);
  return new RowCutter(initialRows, rows, step);
}

/** Rows of each complete period before the stream. The first is left out, for nobody knows when it began. */
export const earlierPeriods = (period: Period, initialRows: number, times: () => Float64Array): number[] =>
  new TimeCutter(0, period, times)
    .upTo(initialRows)
    .slice(1)
    .map(({ from, to }) => to - from);
