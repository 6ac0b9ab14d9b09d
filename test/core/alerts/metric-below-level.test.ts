import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import rule from '../../../src/core/alerts/metric-below-level.ts';
import { problems } from '../../../src/core/params.ts';
import { judge, seen } from './seen.ts';

const params = { margin: 0.05, windows: 3 };
const fires = (values: readonly number[], better: 'higher' | 'lower' = 'higher') =>
  rule.fires({ level: 0.9, better, values }, params);

describe('metric-below-level', () => {
  it('sets the threshold a margin on the worse side of the level', () => {
    expect(rule.threshold(0.9, 'higher', params)).toBeCloseTo(0.85, 12);
    expect(rule.threshold(0.9, 'lower', params)).toBeCloseTo(0.95, 12);
  });

  it('fires when the last windows in a row are worse', () => {
    expect(fires([0.95, 0.8, 0.8, 0.8])).toBe(true);
    expect(fires([0.8, 0.8, 0.8, 0.86])).toBe(false);
    expect(fires([0.8, 0.86, 0.8, 0.8])).toBe(false);
    expect(fires([1, 1, 1], 'lower')).toBe(true);
    expect(fires([1, 0.94, 1], 'lower')).toBe(false);
  });

  it('does not fire exactly at the threshold, with too few windows, or without a level', () => {
    const at = rule.threshold(0.9, 'higher', params);
    expect(fires([at, at, at])).toBe(false);
    expect(fires([0.1, 0.1])).toBe(false);
    expect(fires([])).toBe(false);
    expect(rule.fires({ level: NaN, better: 'higher', values: [0, 0, 0] }, params)).toBe(false);
  });

  it('takes a window without a value as the end of a streak', () => {
    expect(fires([0.1, 0.1, NaN, 0.1, 0.1])).toBe(false);
    expect(fires([NaN, 0.1, 0.1, 0.1])).toBe(true);
    expect(fires([0.1, 0.1, NaN], 'lower')).toBe(false);
  });

  it('looks at nothing but the last windows', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1 })),
        fc.array(fc.double({ min: 0, max: 1 }), { minLength: 3, maxLength: 3 }),
        (past, last) => fires([...past, ...last]) === fires(last),
      ),
    );
  });

  it('refuses settings that are missing', () => {
    expect(() => rule.fires({ level: 1, better: 'higher', values: [0] }, {})).toThrow(RangeError);
    expect(() => rule.threshold(1, 'higher', { windows: 1 })).toThrow(/margin/);
  });

  it('takes a margin in any target unit, and none that is not a margin', () => {
    for (const margin of [0.001, 0.05, 140, 250_000, 1e6])
      expect(problems(rule.params, { margin, windows: 3 })).toEqual({});
    expect(problems(rule.params, { margin: -1, windows: 3 })).toHaveProperty('margin');
  });

  it('is a rule on any figure whose level is known', () => {
    const figures = [0.84, 0.85, 0.86].map((value) => seen(value, {}, { level: 0.9, worse: 'down' }));
    expect(judge(rule, figures)).toEqual(['bad', 'good', 'good']);
    expect(judge(rule, [seen(1, {}, { level: 0.9 }), seen(1), seen(null)])).toEqual(['bad', null, null]);
  });
});
