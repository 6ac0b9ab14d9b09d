import { describe, expect, it } from 'vitest';
import powerTransform from '../../../src/core/preprocessing/power-transform.ts';
import { fitStep } from '../../fixtures/core/fitting.ts';
import { expectCells, more, valuesOf } from '../../fixtures/core/preprocessing.ts';
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
      const [least, most] = [Math.min(...values), Math.max(...values)];
      const near = [...at.keys()].filter((i) => at[i]! >= least && at[i]! <= most);
      const pick = (cells: readonly number[]) => near.map((i) => cells[i]!);
      expect(near.length).toBeGreaterThan(0);
      expectCells(powerTransform.apply(numberColumn('x', pick(at)), fitted)[0], pick(transformed), 1e-6);
    },
  );

  it.each(power.lambdas)('equals scipy.stats.yeojohnson for power $lambda', ({ lambda, transformed }) => {
    const [out] = powerTransform.apply(numberColumn('x', power.at), { lambda });
    expectCells(out, numbersOf(transformed), 1e-14);
  });

  it('lands at most ten spreads of the training rows away from them, where scikit-learn has no end', () => {
    const column = numberColumn('x', [0, 0, 0, 1, 0, 0]);
    const fitted = fitStep(powerTransform, column);
    const values = valuesOf(powerTransform.apply(numberColumn('x', [0, 1, -1e6, 1e300]), fitted)[0]);
    const spread = values[1]! - values[0]!;
    expect(values[2]).toBeCloseTo(values[0]! - 10 * spread, 12);
    expect(values[3]).toBeLessThanOrEqual(values[1]! + 10 * spread);
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
