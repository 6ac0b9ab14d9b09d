import { describe, expect, it } from 'vitest';
import cyclic from '../../../src/core/preprocessing/cyclic.ts';
import { fitStep } from '../../fixtures/core/fitting.ts';
import { expectCells, valuesOf } from '../../fixtures/core/preprocessing.ts';
import { categoryColumn, numberColumn, numbersOf } from '../../fixtures/core/reference.ts';

describe('cyclic', () => {
  it('puts numbers on a circle of the given period', () => {
    const column = numberColumn('hour', [0, 6, 12, 18, 24, null], 'integer');
    const [sine, cosine] = cyclic.apply(column, fitStep(cyclic, column));
    expect([sine?.name, cosine?.name]).toEqual(['hour sin', 'hour cos']);
    expectCells(sine, numbersOf([0, 1, 0, -1, 0, null]), 1e-15);
    expectCells(cosine, numbersOf([1, 0, -1, 0, 1, null]), 1e-15);
    const [yearly] = cyclic.apply(numberColumn('month', [3]), fitStep(cyclic, column, { period: 12 }));
    expectCells(yearly, [1]);
  });

  it('takes times by the share of the day, week or year that has passed', () => {
    const turn = (text: string, cycle: string): number => {
      const column = numberColumn('when', [Date.parse(text)], 'time');
      const [sine, cosine] = cyclic.apply(column, fitStep(cyclic, column, { cycle }));
      expect(sine?.name).toBe(`when ${cycle} sin`);
      return Math.atan2(valuesOf(sine)[0]!, valuesOf(cosine)[0]!) / (2 * Math.PI);
    };
    expect(turn('2024-05-07T06:00Z', 'day')).toBeCloseTo(0.25, 12);
    expect(turn('1960-05-07T18:00Z', 'day')).toBeCloseTo(-0.25, 12);
    // A Monday, 00:00, and the Wednesday after it, 18:00.
    expect(turn('2024-01-01T00:00Z', 'week')).toBeCloseTo(0, 12);
    expect(turn('2024-01-03T18:00Z', 'week')).toBeCloseTo(2.75 / 7, 12);
    expect(turn('2024-04-01T12:00Z', 'year')).toBeCloseTo(91.5 / 366, 12);
    expect(turn('2023-04-01T12:00Z', 'year')).toBeCloseTo(90.5 / 365, 12);
  });

  it('refuses words', () => {
    expect(() => cyclic.apply(categoryColumn('x', ['a']), { period: 7 })).toThrow(RangeError);
  });
});
