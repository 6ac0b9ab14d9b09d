import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binsOf } from '../../../src/core/profiling/bins.ts';
import { sortedNumbers } from '../../../src/core/profiling/sorting.ts';
import { Random } from '../../../src/core/random.ts';

const bins = (values: readonly number[], isTime = false) =>
  binsOf(sortedNumbers(Float64Array.from(values)), isTime);
const labels = (values: readonly number[], isTime = false) => bins(values, isTime).map(({ label }) => label);
const range = (from: number, count: number, step: number) =>
  Array.from({ length: count }, (_, i) => from + i * step);

describe('binsOf', () => {
  it('gives whole numbers in a narrow range a bar each, those that never occur included', () => {
    expect(labels([3, 5, 5, 8])).toEqual(['3', '4', '5', '6', '7', '8']);
    expect(labels([-1, 1])).toEqual(['-1', '0', '1']);
  });

  it('gives few different values a bar each, unless each came up about once', () => {
    expect(labels([0.5, 0.5, 0.5, 1.5, 1.5, 99])).toEqual(labels([0.5, 0.5, 0.5, 1.5, 1.5, 99]));
    expect(labels([0.5, 0.5, 0.5, 0.5, 0.5, 1.5])).toEqual(['0.5', '1.5']);
    expect(labels([0.5, 1.5, 2.25])).not.toContain('2.25');
    expect(labels([7.5])).toEqual(['7.5']);
  });

  it('has round ends, at whole numbers for whole numbers', () => {
    const whole = bins(range(0, 1000, 1));
    expect(whole[0]).toEqual({ label: '0 to 99', from: 0, to: 100, last: false });
    expect(whole).toHaveLength(10);
    expect(labels(range(0, 200, 0.005)).slice(0, 3)).toEqual(['0 to 0.2', '0.2 to 0.4', '0.4 to 0.6']);
    expect(labels(range(1_000_000.1, 100, 0.01))[0]).toMatch(/^1000000(\.\d)? to 1000000\.\d$/);
  });

  it('keeps the middle readable where a tail is long', () => {
    const random = new Random(2);
    const values = Array.from({ length: 2000 }, () => 50 + 10 * random.normal());
    const plainly = bins(values);
    const tailed = bins([...values, 1e6, -1e7]);
    expect(tailed[0]?.label).toMatch(/^below \d+/);
    expect(tailed.at(-1)?.label).toMatch(/^\d+ and more$/);
    expect(tailed.length).toBeGreaterThan(plainly.length / 2);
    expect(tailed.at(-1)).toMatchObject({ to: 1e6, last: true });
  });

  it('has infinite values in bars of their own', () => {
    expect(labels([-Infinity, 1, 1, 1, Infinity])).toEqual(['−∞', '1', '∞']);
    expect(labels([Infinity, NaN])).toEqual(['∞']);
    expect(labels([NaN])).toEqual([]);
  });

  it('follows the calendar', () => {
    const day = 86_400_000;
    const start = Date.UTC(2011, 0, 1);
    expect(labels(range(start, 365, day), true)).toEqual(
      ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].map(
        (month) => `${month} 2011`,
      ),
    );
    expect(labels(range(start, 6, day), true)).toContain('2011-01-03');
    expect(labels(range(start, 24, day / 24), true)).toContain('2011-01-01 06:00');
    expect(labels(range(start, 40, 1000), true)).toContain('2011-01-01 00:00:15');
    expect(labels(range(Date.UTC(1900, 0, 1), 1000, 40 * day), true)).toContain('1950 to 1959');
    expect(labels([Date.UTC(1, 0, 1), Date.UTC(1, 0, 1) - 1], true).length).toBeGreaterThan(0);
    expect(labels([start], true)).toEqual(['2011-01-01 00:00:00']);
    expect(labels([-8.64e15, 8.64e15, 1e300], true).length).toBeGreaterThan(0);
    const weeks = bins(range(start, 1000, day / 10), true);
    expect(weeks.every(({ from }) => new Date(from).getUTCDay() === 1)).toBe(true);
    expect(weeks[1]?.label).toBe('week of 2011-01-03');
  });

  it('holds every value in exactly one bar, whatever the values', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true }), { maxLength: 60 }), fc.boolean(), (values, isTime) => {
        const found = bins(values, isTime);
        expect(found.length).toBeLessThanOrEqual(30);
        for (const value of values) {
          const within = found.filter(
            ({ from, to, last }) => value >= from && (last ? value <= to : value < to),
          );
          expect(within).toHaveLength(1);
        }
      }),
    );
  });
});
