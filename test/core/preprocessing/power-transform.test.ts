import { describe, expect, it } from 'vitest';
import powerTransform from '../../../src/core/preprocessing/power-transform.ts';
import { fitStep } from '../../fixtures/core/fitting.ts';
import { expectCells, more } from '../../fixtures/core/preprocessing.ts';
import { categoryColumn, numberColumn, numbersOf } from '../../fixtures/core/reference.ts';

const { power } = more;

describe('power-transform', () => {
  it.each(['mixed', 'positive', 'negative'] as const)(
    'equals PowerTransformer of scikit-learn: %s',
    (name) => {
      const { values, lambda, at, transformed } = power[name];
      const fitted = fitStep(powerTransform, numberColumn('x', [...values, null]));
      // Both search for the most likely power; a flat top leaves it open beyond the eighth digit.
      expect(fitted.lambda).toBeCloseTo(lambda, 7);
      expectCells(powerTransform.apply(numberColumn('x', at), fitted)[0], numbersOf(transformed), 1e-6);
    },
  );

  it.each(power.lambdas)('equals scipy.stats.yeojohnson for power $lambda', ({ lambda, transformed }) => {
    const [out] = powerTransform.apply(numberColumn('x', power.at), { lambda });
    expectCells(out, numbersOf(transformed), 1e-14);
  });

  it('leaves a constant column and one without values as they are, and gaps', () => {
    for (const values of [[3, 3, 3], [null]]) {
      const fitted = fitStep(powerTransform, numberColumn('x', values));
      expect(fitted).toEqual({ lambda: 1 });
      expectCells(
        powerTransform.apply(numberColumn('x', [3, -2, null]), fitted)[0],
        numbersOf([3, -2, null]),
      );
    }
  });

  it('refuses words', () => {
    expect(() => fitStep(powerTransform, categoryColumn('x', ['a']))).toThrow(RangeError);
  });
});
