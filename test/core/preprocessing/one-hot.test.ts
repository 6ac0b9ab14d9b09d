import { describe, expect, it } from 'vitest';
import oneHot from '../../../src/core/preprocessing/one-hot.ts';
import { fitStep } from '../../fixtures/core/fitting.ts';
import { more, reference, valuesOf } from '../../fixtures/core/preprocessing.ts';
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

  const { train_cat: train, test_cat: test } = reference;
  const own = { missing: 'own' };
  it.each([
    ['ignore', own, reference.OneHotEncoder_ignore],
    ['drop first', { ...own, drop: 'first' }, reference.OneHotEncoder_ignore_drop_first],
    [
      'infrequent_if_exist',
      { ...own, minFrequency: 2, unknown: 'bucket' },
      reference.OneHotEncoder_min_frequency_2_infrequent_if_exist,
    ],
  ])('equals OneHotEncoder of scikit-learn: %s', (_, params, expected) => {
    const fitted = fitStep(oneHot, categoryColumn('color', train), params);
    const rows = (cells: readonly (string | null)[]) => {
      const columns = oneHot.apply(categoryColumn('color', cells), fitted).map(valuesOf);
      return cells.map((_cell, row) => columns.map((values) => values[row]));
    };
    expect(rows(train)).toEqual(expected.train);
    expect(rows(test)).toEqual(expected.test);
    const names = oneHot.apply(categoryColumn('color', []), fitted).map(({ name }) => name);
    expect(names).toEqual(
      expected.names.map((name) =>
        name
          .replace('color_None', 'color is missing')
          .replace('color_infrequent_sklearn', 'color = other')
          .replace('color_', 'color = '),
      ),
    );
  });

  it('equals OneHotEncoder with every choice of what is left out, what is rare and what is new', () => {
    expect(more.oneHot.length).toBeGreaterThan(100);
    for (const { missing, drop, minFrequency, unknown, train: words, test: asked, columns } of more.oneHot) {
      const params = {
        drop: drop.replace('_', '-'),
        minFrequency,
        unknown,
        missing: missing ? 'own' : 'ignore',
      };
      const fitted = fitStep(oneHot, categoryColumn('x', words), params);
      const given = oneHot.apply(categoryColumn('x', asked), fitted).map(valuesOf);
      const rows = asked.map((_, row) => given.map((values) => values[row]));
      expect(rows, JSON.stringify(params)).toEqual(columns);
    }
  });

  it('has no bucket for new levels where no level is rare, as scikit-learn', () => {
    const fitted = fitStep(oneHot, categoryColumn('x', ['a', 'b']), { unknown: 'bucket' });
    expect(oneHot.apply(categoryColumn('x', ['new']), fitted).map(valuesOf)).toEqual([
      Float64Array.of(0),
      Float64Array.of(0),
    ]);
  });

  it('takes whole numbers as levels, by size', () => {
    const column = numberColumn('month', [10, 9, null, 10], 'integer');
    const fitted = fitStep(oneHot, column);
    expect(fitted).toEqual({ levels: ['9', '10'] });
    expect(oneHot.apply(numberColumn('month', [9, 11], 'integer'), fitted)).toEqual([
      numberColumn('month = 9', [1, 0], 'boolean'),
      numberColumn('month = 10', [0, 0], 'boolean'),
    ]);
  });

  it('keeps apart levels with names from the language', () => {
    const column = categoryColumn('x', ['__proto__', 'constructor', '__proto__']);
    const [first, second] = oneHot.apply(column, fitStep(oneHot, column)).map(valuesOf);
    expect([...first!, ...second!]).toEqual([1, 0, 1, 0, 1, 0]);
  });
});
