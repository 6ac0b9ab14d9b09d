import { describe, expect, it } from 'vitest';
import imputeMedian from '../../../src/core/preprocessing/impute-median.ts';
import { fitStep } from '../../fixtures/core/fitting.ts';
import { expectImputed, reference as indicated } from '../../fixtures/core/preprocessing.ts';
import { categoryColumn, numberColumn, reference } from '../../fixtures/core/reference.ts';

const { fitted, numbers, train } = reference.recipe;

describe('impute-median', () => {
  it.each(['temperature', 'hour', 'holiday', 'constant'] as const)(
    'equals SimpleImputer of scikit-learn: %s',
    (name) => {
      const column = numberColumn(
        name,
        train.map((row) => numbers[name][row] ?? null),
      );
      expect(fitStep(imputeMedian, column).median).toBe(fitted[name].median);
    },
  );

  it('fills gaps, keeps the rest and the column it was given', () => {
    const column = numberColumn('x', [4, null, 1, 2, 9]);
    const step = fitStep(imputeMedian, column);
    expect(step).toEqual({ median: 3, known: 4 });
    expect(imputeMedian.apply(numberColumn('x', [null, 7]), step)).toEqual([numberColumn('x', [3, 7])]);
    expect(column).toEqual(numberColumn('x', [4, null, 1, 2, 9]));
  });

  it('drops a column that had no value, and refuses words', () => {
    const step = fitStep(imputeMedian, numberColumn('x', [null, null]));
    expect(imputeMedian.apply(numberColumn('x', [1]), step)).toEqual([]);
    expect(() => fitStep(imputeMedian, categoryColumn('x', ['a']))).toThrow(RangeError);
    expect(() => imputeMedian.apply(categoryColumn('x', ['a']), step)).toThrow(RangeError);
  });

  it('equals SimpleImputer with indicators', () => {
    expectImputed(imputeMedian, 'median', indicated.SimpleImputer_median_indicator);
  });

  it('goes on with what was fitted before there were indicators', () => {
    const old = { median: 3, known: 4 };
    expect(imputeMedian.apply(numberColumn('x', [null]), old)).toEqual([numberColumn('x', [3])]);
  });
});
