import { describe, expect, it } from 'vitest';
import { metricValue, performancePhrase, pooled } from '../../src/core/wording.ts';

describe('wording', () => {
  it('says a share as so many of a hundred', () => {
    expect(performancePhrase({ metric: 'accuracy', rows: 'hours' }, 0.884)).toBe('right for 88 of 100 hours');
  });
  it('says an error in the unit of the target', () => {
    expect(performancePhrase({ metric: 'mae', rows: 'cars', targetUnit: 'mpg' }, 2.04)).toBe(
      'off by 2.04 mpg on average',
    );
    expect(metricValue('mae', 259.3, 'g')).toBe('259 g');
  });
  it('does not invent a number where there is none', () => {
    expect(performancePhrase({ metric: 'accuracy', rows: 'hours' }, NaN)).toBe('not known yet');
    expect(metricValue('accuracy', NaN)).toBe('unknown');
  });
  it('pools by rows, leaving unknown values out', () => {
    const estimate = (value: number, n: number) => ({ value, low: value, high: value, n });
    expect(pooled([estimate(1, 30), estimate(0, 10), estimate(NaN, 99)])).toEqual({ value: 0.75, n: 40 });
    expect(pooled([]).value).toBeNaN();
  });
});
