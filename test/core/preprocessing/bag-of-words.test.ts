import { describe, expect, it } from 'vitest';
import bagOfWords from '../../../src/core/preprocessing/bag-of-words.ts';
import { fitStep } from '../../fixtures/core/fitting.ts';
import { expectCells, more, valuesOf } from '../../fixtures/core/preprocessing.ts';
import { categoryColumn, numberColumn } from '../../fixtures/core/reference.ts';

const { texts, after } = more.words;
const column = categoryColumn('text', texts);

describe('bag-of-words', () => {
  it.each([
    ['counts', { weights: 'counts' }],
    ['counts_4', { weights: 'counts', words: 4 }],
    ['binary', { weights: 'binary' }],
    ['tfidf', {}],
  ] as const)('equals CountVectorizer and TfidfVectorizer of scikit-learn: %s', (name, params) => {
    const expected = more.words[name];
    const fitted = fitStep(bagOfWords, column, params);
    expect(fitted.words).toEqual(expected.words);
    for (const [cells, rows] of [
      [texts, expected.train],
      [after, expected.after],
    ] as const)
      bagOfWords.apply(categoryColumn('text', cells), fitted).forEach((of, at) =>
        expectCells(
          of,
          rows.map((row) => row[at]!),
        ),
      );
  });

  it('keeps of equally frequent words the first by name, where scikit-learn leaves it open', () => {
    const words = fitStep(bagOfWords, column, { words: 5 }).words as readonly string[];
    expect(words).toEqual(['42', 'coffee', 'cold', 'good', 'the']);
    const weights = bagOfWords.apply(column, fitStep(bagOfWords, column, { words: 5 })).map(valuesOf);
    // Good twice, coffee once, as tf-idf over 7 texts: a vector of length 1.
    const idf = (rows: number) => Math.log(8 / (1 + rows)) + 1;
    const raw = [0, idf(4), 0, 2 * idf(3), 0];
    const length = Math.hypot(...raw);
    weights.forEach((of, at) => expect(of[0]).toBeCloseTo(raw[at]! / length, 12));
  });

  it('counts rows, not different texts, and leaves out gaps', () => {
    const often = categoryColumn('x', ['rare', 'dull word', 'dull word', null]);
    const fitted = fitStep(bagOfWords, often, { words: 1, weights: 'counts' });
    expect(fitted.words).toEqual(['dull']);
    expectCells(bagOfWords.apply(often, fitted)[0], [0, 1, 1, 0]);
  });

  it('takes words from the language for words', () => {
    const odd = categoryColumn('x', ['__proto__ constructor constructor']);
    const fitted = fitStep(bagOfWords, odd, { weights: 'counts' });
    expect(bagOfWords.apply(odd, fitted)).toEqual([
      numberColumn('x: __proto__', [1]),
      numberColumn('x: constructor', [2]),
    ]);
  });

  it('has no columns without words, and refuses numbers', () => {
    const empty = categoryColumn('x', ['a ! b', null]);
    expect(bagOfWords.apply(empty, fitStep(bagOfWords, empty))).toEqual([]);
    expect(() => fitStep(bagOfWords, numberColumn('x', [1]))).toThrow(RangeError);
  });
});
