import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { earlierPeriods, periodOf, windowCutter } from '../../../src/core/monitoring/spans.ts';
import type { WindowPlan } from '../../../src/core/monitoring/plan.ts';

const noTimes = (): Float64Array => {
  throw new RangeError('no times');
};
const byRows = (rows: number | null, step: number | null): WindowPlan => ({ by: 'rows', rows, step });
const hour = 3_600_000;

describe('windows by rows', () => {
  it('are those of the stream where nothing else is said', () => {
    const cutter = windowCutter(byRows(null, null), { initialRows: 100, windowRows: 50 }, noTimes);
    expect(cutter.upTo(149)).toEqual([]);
    expect(cutter.upTo(250)).toEqual([
      { from: 100, to: 150 },
      { from: 150, to: 200 },
      { from: 200, to: 250 },
    ]);
    expect(cutter.upTo(250)).toEqual([]);
    expect(cutter.from).toBe(250);
  });

  it('slide where the step is shorter', () => {
    const cutter = windowCutter(byRows(100, 30), { initialRows: 0, windowRows: 50 }, noTimes);
    expect(cutter.upTo(170)).toEqual([
      { from: 0, to: 100 },
      { from: 30, to: 130 },
      { from: 60, to: 160 },
    ]);
  });

  it('refuses no rows and no step', () => {
    for (const plan of [byRows(0, null), byRows(10, 0), byRows(2.5, null)])
      expect(() => windowCutter(plan, { initialRows: 0, windowRows: 50 }, noTimes)).toThrow(RangeError);
  });

  it('gives the same windows however the rows come', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.nat(60), { maxLength: 20 }),
        (rows, step, cuts) => {
          const start = { initialRows: 7, windowRows: 5 };
          const piecewise = windowCutter(byRows(rows, step), start, noTimes);
          const found = cuts.toSorted((a, b) => a - b).flatMap((to) => piecewise.upTo(7 + to));
          const end = 7 + Math.max(0, ...cuts);
          expect(found).toEqual(windowCutter(byRows(rows, step), start, noTimes).upTo(end));
        },
      ),
    );
  });
});

describe('windows by time', () => {
  const times = Float64Array.from([0, 1, 2, 26, 25, NaN, 27, 72, 73, 100], (hours) => hours * hour);
  const start = { initialRows: 0, windowRows: 3 };

  it('are complete when the next period has begun; empty periods have none, and late rows count where they come', () => {
    const cutter = windowCutter({ by: 'time', period: 'day' }, start, () => times);
    expect(cutter.upTo(3)).toEqual([]);
    expect(cutter.upTo(4)).toEqual([{ from: 0, to: 3 }]);
    expect(cutter.upTo(7)).toEqual([]);
    expect(cutter.upTo(10)).toEqual([
      { from: 3, to: 7 },
      { from: 7, to: 9 },
    ]);
    expect(cutter.from).toBe(9);
  });

  it('go by hours, days, weeks from Monday on, and months, in UTC', () => {
    const at = (text: string) => Date.parse(`${text}Z`);
    expect(periodOf(at('2024-03-01T00:59'), 'hour')).toBe(periodOf(at('2024-03-01T00:00'), 'hour'));
    expect(periodOf(at('2024-03-01T01:00'), 'hour')).toBe(periodOf(at('2024-03-01T00:00'), 'hour') + 1);
    expect(periodOf(at('1969-12-31T23:00'), 'day')).toBe(-1);
    // A Sunday and the Monday after it.
    expect(periodOf(at('2024-03-04T00:00'), 'week')).toBe(periodOf(at('2024-03-03T23:59'), 'week') + 1);
    expect(periodOf(at('2024-03-10T23:59'), 'week')).toBe(periodOf(at('2024-03-04T00:00'), 'week'));
    expect(periodOf(at('2024-02-29T23:59'), 'month')).toBe(periodOf(at('2024-02-01T00:00'), 'month'));
    expect(periodOf(at('2025-01-01T00:00'), 'month')).toBe(periodOf(at('2024-12-31T23:59'), 'month') + 1);
    expect(periodOf(NaN, 'month')).toBeNaN();
  });

  it('gives the same windows however the rows come', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: 0, max: 200 }), fc.constant(NaN)), { maxLength: 60 }),
        fc.array(fc.nat(60), { maxLength: 10 }),
        (hours, cuts) => {
          const own = Float64Array.from(hours, (value) => value * hour);
          const cutter = () => windowCutter({ by: 'time', period: 'day' }, start, () => own);
          const piecewise = cutter();
          const ends = [...cuts.filter((to) => to < own.length).sort((a, b) => a - b), own.length];
          const found = ends.flatMap((to) => piecewise.upTo(to));
          expect(found).toEqual(cutter().upTo(own.length));
          found.forEach(({ from, to }, i) => {
            expect(to).toBeGreaterThan(from);
            expect(from).toBe(found[i - 1]?.to ?? 0);
          });
        },
      ),
    );
  });

  it('counts the rows of whole periods before the stream', () => {
    expect(earlierPeriods('day', 10, () => times)).toEqual([4, 2]);
    expect(earlierPeriods('month', 10, () => times)).toEqual([]);
  });
});
