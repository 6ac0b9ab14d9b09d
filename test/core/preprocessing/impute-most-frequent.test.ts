import { describe, expect, it } from 'vitest';
import imputeMostFrequent from '../../../src/core/preprocessing/impute-most-frequent.ts';
import { fitStep } from '../../fixtures/core/fitting.ts';
import { expectImputed, reference as indicated } from '../../fixtures/core/preprocessing.ts';
import { categoryColumn, numberColumn, reference } from '../../fixtures/core/reference.ts';

const { fitted, words, train } = reference.recipe;

describe('impute-most-frequent', () => {
  it.each(['weather', 'tie'] as const)('equals SimpleImputer of scikit-learn: %s', (name) => {
    const column = categoryColumn(
      name,
      train.map((row) => words[name][row] ?? null),
    );
    expect(fitStep(imputeMostFrequent, column).level).toBe(fitted[name].level);
  });

  it('takes the smallest of equally frequent levels, whatever the order of the dictionary', () => {
    expect(fitStep(imputeMostFrequent, categoryColumn('x', ['b', 'a', 'c', null, null, null])).level).toBe(
      'a',
    );
    expect(fitStep(imputeMostFrequent, categoryColumn('x', ['b', 'a'], ['unused', 'a', 'b'])).level).toBe(
      'a',
    );
  });

  it('fills gaps, adds the level where the dictionary lacks it, and keeps the column it was given', () => {
    const step = { level: 'rain', known: 3 };
    const column = categoryColumn('x', ['rain', null, 'sun']);
    expect(imputeMostFrequent.apply(column, step)).toEqual([categoryColumn('x', ['rain', 'rain', 'sun'])]);
    const lacking = categoryColumn('x', ['sun', null]);
    expect(imputeMostFrequent.apply(lacking, step)).toEqual([
      categoryColumn('x', ['sun', 'rain'], ['sun', 'rain']),
    ]);
    expect(lacking.levels).toEqual(['sun']);
    expect(column.codes[1]).toBe(-1);
  });

  it('drops a column that had no level, and refuses numbers where it learnt levels', () => {
    const step = fitStep(imputeMostFrequent, categoryColumn('x', [null, null], ['unused']));
    expect(step).toEqual({ level: '', known: 0 });
    expect(imputeMostFrequent.apply(categoryColumn('x', ['a']), step)).toEqual([]);
    const learnt = { level: 'a', known: 1 };
    expect(() => imputeMostFrequent.apply(numberColumn('x', [1]), learnt)).toThrow(RangeError);
    const number = fitStep(imputeMostFrequent, numberColumn('x', [1]));
    expect(() => imputeMostFrequent.apply(categoryColumn('x', ['a']), number)).toThrow(RangeError);
  });

  it('equals SimpleImputer on numbers, with indicators: ties go to the smallest', () => {
    expectImputed(imputeMostFrequent, 'value', indicated.SimpleImputer_most_frequent_indicator);
  });

  it('says where levels were missing, if asked and if training had gaps', () => {
    const mark = { indicator: true };
    const fitted = fitStep(imputeMostFrequent, categoryColumn('x', ['a', null]), mark);
    expect(imputeMostFrequent.apply(categoryColumn('x', [null, 'a']), fitted)[1]).toEqual(
      numberColumn('x is missing', [1, 0], 'boolean'),
    );
    const whole = fitStep(imputeMostFrequent, categoryColumn('x', ['a']), mark);
    expect(imputeMostFrequent.apply(categoryColumn('x', [null]), whole)).toHaveLength(1);
  });
});
