import { describe, expect, it } from 'vitest';
import standardScale from '../../../src/core/preprocessing/standard-scale.ts';
import { fitStep } from '../../fixtures/core/fitting.ts';
import { expectLikeReference, reference as scaled } from '../../fixtures/core/preprocessing.ts';
import { categoryColumn, numberColumn, reference } from '../../fixtures/core/reference.ts';

const { fitted, numbers, train } = reference.recipe;

describe('standard-scale', () => {
  it.each(['temperature', 'hour', 'holiday', 'constant'] as const)(
    'equals StandardScaler of scikit-learn: %s',
    (name) => {
      const { median, mean, deviation } = fitted[name];
      const step = fitStep(
        standardScale,
        numberColumn(
          name,
          train.map((row) => numbers[name][row] ?? median),
        ),
      );
      expect(step.mean).toBeCloseTo(mean, 12);
      expect(step.deviation).toBeCloseTo(deviation, 12);
    },
  );

  it('gives mean 0 and deviation 1, leaves gaps, and keeps the column it was given', () => {
    const column = numberColumn('x', [1, 3, null], 'integer');
    const [scaled] = standardScale.apply(column, fitStep(standardScale, column));
    expect(scaled).toEqual(numberColumn('x', [-1, 1, null]));
    expect(column).toEqual(numberColumn('x', [1, 3, null], 'integer'));
  });

  it('only centres a constant column, only copies one without values, and refuses words', () => {
    expect(fitStep(standardScale, numberColumn('x', [0.1, 0.1, 0.1])).deviation).toBe(1);
    expect(fitStep(standardScale, numberColumn('x', [null]))).toEqual({ mean: 0, deviation: 1 });
    expect(() => fitStep(standardScale, categoryColumn('x', ['a']))).toThrow(RangeError);
    expect(() => standardScale.apply(categoryColumn('x', ['a']), { mean: 0, deviation: 1 })).toThrow(
      RangeError,
    );
  });

  it('equals StandardScaler where there are gaps and a constant', () => {
    expectLikeReference(standardScale, {}, scaled.StandardScaler);
  });
});
