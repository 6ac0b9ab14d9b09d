import { describe, expect, it } from 'vitest';
import type { ParamValues } from '../../../src/core/params.ts';
import clip from '../../../src/core/preprocessing/clip.ts';
import { fitStep } from '../../fixtures/core/fitting.ts';
import { categoryColumn, numberColumn } from '../../fixtures/core/reference.ts';

describe('clip', () => {
  it('limits to the quantiles of the training rows, interpolated as by numpy', () => {
    const train = numberColumn('x', [...Array(101).keys(), null]);
    const fitted = fitStep(clip, train, { lowShare: 0.055, highShare: 0.9 });
    expect(fitted).toEqual({ low: 5.5, high: 90 });
    expect(clip.apply(numberColumn('x', [-3, 5.5, 50, 1e9, null]), fitted)).toEqual([
      numberColumn('x', [5.5, 5.5, 50, 90, null]),
    ]);
  });

  it('limits to given numbers, also a column that had no values', () => {
    const fitted = fitStep(clip, numberColumn('x', [null]), { by: 'given', low: 0, high: 10 });
    expect(clip.apply(numberColumn('x', [-1, 4, 11]), fitted)).toEqual([numberColumn('x', [0, 4, 10])]);
  });

  it('copies a column that had no values, refuses limits out of order, and words', () => {
    const empty = fitStep(clip, numberColumn('x', [null]));
    expect(clip.apply(numberColumn('x', [-1e9, null]), empty)).toEqual([numberColumn('x', [-1e9, null])]);
    const bad = expect.objectContaining({ code: 'bad-input' }) as Error;
    const both: ParamValues[] = [
      { by: 'given', low: 1, high: 0 },
      { lowShare: 0.5, highShare: 0.5 },
    ];
    for (const params of both) expect(() => fitStep(clip, numberColumn('x', [1, 2]), params)).toThrow(bad);
    expect(() => fitStep(clip, categoryColumn('x', ['a']))).toThrow(RangeError);
  });
});
