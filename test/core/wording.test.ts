import { describe, expect, it } from 'vitest';
import {
  differenceValue,
  estimateValue,
  metricValue,
  performancePhrase,
  pooled,
} from '../../src/core/wording.ts';

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
  it.each([
    ['accuracy', 0.884, '0.88'],
    ['recall', 0.884, '0.88'],
    ['log-loss', 0.4444, '0.44'],
    ['roc-auc', 0.9342, '0.934'],
    ['ece', 0.0123, '0.012'],
    ['mcc', -0.25, '-0.250'],
    ['lift', 1.579, '1.58'],
    ['mae', 2.04, '2.04 mpg'],
    ['mse', 15.43, '15.4 mpg²'],
    ['r2', 0.7144, '0.714'],
    ['mean-error', -0.5, '-0.50 mpg'],
    ['example-count', 12400, '12,400'],
    ['a prediction', 31.26, '31.3 mpg'],
  ])('says a value in the unit of its figure: %s', (figure, value, said) => {
    expect(metricValue(figure, value, 'mpg')).toBe(said);
  });
  it('says half the interval with the same digits', () => {
    const estimate = { value: 0.9342, low: 0.9, high: 0.96, n: 40 };
    expect(estimateValue('roc-auc', estimate, 'mpg')).toBe('0.934 ±.030');
    expect(estimateValue('accuracy', estimate)).toBe('0.93 ±.03');
    expect(estimateValue('mse', { value: 15.43, low: 14, high: 17, n: 40 }, 'mpg')).toBe('15.4 ±1.5 mpg²');
    expect(estimateValue('accuracy', { ...estimate, low: 0.9342, high: 0.9342 })).toBe('0.93');
  });
  it('names the metric where no everyday words fit', () => {
    expect(performancePhrase({ metric: 'f1', rows: 'hours' }, 0.833)).toBe('at 0.83 by F1 score');
    expect(performancePhrase({ metric: 'log-loss', rows: 'hours' }, 0.489)).toBe('at a log loss of 0.49');
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

describe('differenceValue', () => {
  it.each([
    ['accuracy', 0.03, undefined, '+0.03'],
    ['accuracy', -0.004, undefined, '−0.004'],
    ['accuracy', 0.00004, undefined, '+0.00004'],
    ['accuracy', 0, undefined, '0.00'],
    ['mae', 1.25, 'mpg', '+1.25 mpg'],
    ['mae', -0.003, 'mpg', '−0.003 mpg'],
    ['mae', 412, 'g', '+412 g'],
    ['mse', 12.04, 'mpg', '+12.0 mpg²'],
    ['accuracy', NaN, undefined, 'unknown'],
  ])('says of %s that it differs by %d', (figure, value, unit, said) => {
    expect(differenceValue(figure, value, unit)).toBe(said);
  });
});
