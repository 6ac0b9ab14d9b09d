import { describe, it } from 'vitest';
import frequencyEncode from '../../../src/core/preprocessing/frequency-encode.ts';
import { fitStep } from '../../fixtures/core/fitting.ts';
import { expectCells, reference } from '../../fixtures/core/preprocessing.ts';
import { categoryColumn } from '../../fixtures/core/reference.ts';

describe('frequency-encode', () => {
  it('gives the share of the training rows that have the level, gaps among them, and 0 to a new one', () => {
    // red 3 of 8, blue 2, green 1, teal 1, missing 1
    const fitted = fitStep(frequencyEncode, categoryColumn('color', reference.train_cat));
    const later = categoryColumn('color', ['violet', 'blue', null, 'red'], ['violet', 'red', 'blue']);
    expectCells(frequencyEncode.apply(later, fitted)[0], [0, 2 / 8, 1 / 8, 3 / 8]);
  });

  it('gives 0 to gaps that training did not have', () => {
    const fitted = fitStep(frequencyEncode, categoryColumn('x', ['a', 'a']));
    expectCells(frequencyEncode.apply(categoryColumn('x', ['a', null]), fitted)[0], [1, 0]);
  });
});
