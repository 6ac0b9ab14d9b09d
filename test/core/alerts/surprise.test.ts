import { describe, expect, it } from 'vitest';
import kind from '../../../src/core/alerts/surprise.ts';
import { Random } from '../../../src/core/random.ts';
import { judge, seen } from './seen.ts';

const window = { newRows: 100, share: 1 };
const p = (pValue: number) => seen(0, { pValue });

describe('surprise', () => {
  it('spends rows of the window ÷ rows of the budget on all figures of a window, by Holm', () => {
    // α = 100 / 10,000 = 0.01: the smallest of three must be at most α/3, the next α/2.
    const rows = { rows: 10_000 };
    expect(judge(kind, [p(0.0034), p(0.5), p(0.5)], rows, window)[0]).toBe('between');
    expect(judge(kind, [p(0.0033), p(0.5), p(0.5)], rows, window)[0]).toBe('bad');
    expect(judge(kind, [p(0.0033), p(0.0049), p(0.5)], rows, window)).toEqual(['bad', 'bad', 'good']);
    expect(judge(kind, [p(0.0034), p(0.0034), p(0.5)], rows, window)).toEqual(['between', 'between', 'good']);
    expect(judge(kind, [p(0.009)], rows, window)).toEqual(['bad']);
    expect(judge(kind, [p(0.009)], rows, { newRows: 100, share: 0.5 })).toEqual(['between']);
    expect(judge(kind, [p(0.009)], rows, { newRows: 50, share: 1 })).toEqual(['between']);
  });

  it('never takes a chance of more than 1 in 20 for a surprise, however small the budget', () => {
    expect(judge(kind, [p(0.06)], { rows: 100 }, window)).toEqual(['good']);
    expect(judge(kind, [p(0.05)], { rows: 100 }, window)).toEqual(['bad']);
  });

  it('leaves out figures whose chance nobody knows, and does not pay for them', () => {
    expect(judge(kind, [p(0.009), p(NaN), seen(null)], { rows: 10_000 }, window)).toEqual([
      'bad',
      null,
      null,
    ]);
    expect(judge(kind, [], {}, window)).toEqual([]);
  });

  it('takes no offence at answers that seem better than they were', () => {
    const rows = { rows: 10_000 };
    const at = (key: string, worse: 'up' | 'down', value: number, level: number, threshold = NaN) =>
      judge(kind, [seen(value, { pValue: 1e-9, threshold }, { key, worse, level })], rows, window)[0];
    expect(at('estimated/accuracy', 'down', 0.99, 0.9)).toBe('good');
    expect(at('estimated/accuracy', 'down', 0.8, 0.9)).toBe('bad');
    expect(at('estimated/mae', 'up', 2, 3)).toBe('good');
    expect(at('estimated/mae', 'up', 4, 3)).toBe('bad');
    // The level of a metric that is not the project's own is not known: its own bound tells which side it is on.
    expect(at('estimated/accuracy', 'down', 0.99, NaN, 0.85)).toBe('good');
    expect(at('estimated/accuracy', 'down', 0.8, NaN, 0.85)).toBe('bad');
    expect(at('estimated/accuracy', 'down', 0.8, NaN)).toBe('bad');
    // What is not a figure of answers is a surprise either way.
    expect(at('prediction/kolmogorov-smirnov', 'up', 0, 1)).toBe('bad');
  });

  it('calls a chance of 0 bad, and the smaller one the worse', () => {
    const verdicts = kind.judge([p(0), p(1e-9)], { rows: 10_000 }, window);
    expect(verdicts.map((one) => one!.verdict)).toEqual(['bad', 'bad']);
    expect(verdicts[0]!.severity).toBeGreaterThan(verdicts[1]!.severity);
    expect(Number.isFinite(verdicts[0]!.severity)).toBe(true);
  });

  it('keeps its budget when figures are independent, and when they are all one', () => {
    const random = new Random(7);
    const windows = 200_000;
    for (const same of [false, true]) {
      let bad = 0;
      for (let i = 0; i < windows; i++) {
        const one = random.uniform();
        const figures = [0, 1, 2, 3].map(() => p(same ? one : random.uniform()));
        if (judge(kind, figures, { rows: 10_000 }, window).includes('bad')) bad++;
      }
      // One in 10,000 rows is 1 in 100 windows of 100 rows.
      expect(bad / windows).toBeLessThan(0.0107);
      expect(bad / windows).toBeGreaterThan(same ? 0.002 : 0.009);
    }
  });
});
