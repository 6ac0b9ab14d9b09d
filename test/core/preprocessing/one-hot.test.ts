import { describe, expect, it } from 'vitest';
import oneHot from '../../../src/core/preprocessing/one-hot.ts';
import { fitStep } from '../../fixtures/core/fitting.ts';
import { categoryColumn, numberColumn } from '../../fixtures/core/reference.ts';

describe('one-hot', () => {
  it('has a column per level that occurs, in order', () => {
    const column = categoryColumn('sky', ['rain', 'clear', 'rain'], ['unused', 'rain', 'clear']);
    const step = fitStep(oneHot, column);
    expect(step).toEqual({ levels: ['clear', 'rain'] });
    expect(oneHot.apply(column, step)).toEqual([
      numberColumn('sky = clear', [0, 1, 0], 'boolean'),
      numberColumn('sky = rain', [1, 0, 1], 'boolean'),
    ]);
  });

  it('is 0 everywhere for a level that was not seen and for a gap, and goes by name, not by code', () => {
    const later = categoryColumn('sky', ['hail', null, 'rain'], ['hail', 'rain']);
    const columns = oneHot.apply(later, { levels: ['clear', 'rain'] });
    expect(columns).toEqual([
      numberColumn('sky = clear', [0, 0, 0], 'boolean'),
      numberColumn('sky = rain', [0, 0, 1], 'boolean'),
    ]);
  });

  it('has no column when no level was seen, and refuses numbers and a step without levels', () => {
    expect(oneHot.apply(categoryColumn('x', ['a']), fitStep(oneHot, categoryColumn('x', [null])))).toEqual(
      [],
    );
    expect(() => fitStep(oneHot, numberColumn('x', [1]))).toThrow(RangeError);
    expect(() => oneHot.apply(numberColumn('x', [1]), { levels: [] })).toThrow(RangeError);
    expect(() => oneHot.apply(categoryColumn('x', ['a']), {})).toThrow(/no levels/);
  });
});
