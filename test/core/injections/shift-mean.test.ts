import { describe, expect, it } from 'vitest';
import { injected } from '../../../src/core/injecting/injected.ts';
import kind from '../../../src/core/injections/shift-mean.ts';
import { momentsOf } from '../../../src/core/statistics.ts';
import { binary, change, historyRows, lawsOf, mixed, numbersIn, textsIn } from '../injection-cases.ts';

describe('shift-mean', () => {
  lawsOf(kind);

  it('moves by standard deviations of the rows before the stream', () => {
    const before = numbersIn(mixed, 'temp');
    const after = numbersIn(
      injected(mixed, [change('shift-mean', { column: 'temp', amount: -1.5 })], binary, 1),
      'temp',
    );
    const { deviation } = momentsOf(before.subarray(0, historyRows));
    for (let row = 200; row < 400; row++)
      if (Number.isNaN(before[row]!)) expect(after[row]).toBeNaN();
      else expect(after[row]).toBeCloseTo(before[row]! - 1.5 * deviation, 12);
  });

  it('is undone by its opposite within rounding', () => {
    const there = change('shift-mean', { column: 'temp', amount: 2 });
    const back = change('shift-mean', { column: 'temp', amount: -2 }, { id: 'c2' });
    const after = numbersIn(injected(mixed, [there, back], binary, 1), 'temp');
    numbersIn(mixed, 'temp').forEach((value, row) => {
      if (!Number.isNaN(value)) expect(after[row]).toBeCloseTo(value, 10);
    });
  });

  it('moves whole numbers and yes or no right in the mean', () => {
    for (const column of ['count', 'holiday']) {
      const before = momentsOf(numbersIn(mixed, column).subarray(120));
      const { deviation } = momentsOf(numbersIn(mixed, column).subarray(0, historyRows));
      const script = [change('shift-mean', { column, amount: 0.3 }, { fromRow: 120 })];
      const means = [1, 2, 3, 4, 5, 6, 7, 8].map(
        (seed) => momentsOf(numbersIn(injected(mixed, script, binary, seed), column).subarray(120)).mean,
      );
      const moved = momentsOf(means).mean - before.mean;
      // Yes cannot become more than yes: only the rows that say no can move.
      const wanted = 0.3 * deviation * (column === 'holiday' ? 1 - before.mean : 1);
      expect(Math.abs(moved - wanted)).toBeLessThan(0.05);
    }
  });

  it('refuses words, a constant column and the answer', () => {
    const problem = (column: string) => kind.problem(mixed, { column, amount: 1 }, binary);
    expect(problem('sky')).toBe('"sky" holds words; this is for numbers, whole numbers, yes or no, times.');
    expect(problem('constant')).toContain('no standard deviation');
    expect(problem('answer')).toContain('is the answer');
    expect(
      textsIn(injected(mixed, [change('shift-mean', { column: 'sky', amount: 1 })], binary, 1), 'sky'),
    ).toEqual(textsIn(mixed, 'sky'));
  });
});
