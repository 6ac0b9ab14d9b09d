import { describe, expect, it } from 'vitest';
import { forward } from '../../../src/core/forward.ts';
import embeddingBag from '../../../src/core/models/embedding-bag.ts';
import { layoutOf } from '../../../src/core/network.ts';
import { defaults, problems } from '../../../src/core/params.ts';

const params = defaults(embeddingBag.params);

describe('embedding bag', () => {
  it('takes all inputs for words, and goes straight to the answer', () => {
    expect(problems(embeddingBag.params, params)).toEqual({});
    expect(embeddingBag.architecture(50, 4, 'multiclass', params)).toEqual({
      inputs: 50,
      bag: { words: 50, dimensions: 16, mode: 'mean' },
      layers: [{ units: 4, activation: 'softmax' }],
    });
  });

  it('lets the inputs behind the words join in', () => {
    const own = { ...params, words: 3, dimensions: 2, mode: 'mean', units: 0 };
    const architecture = embeddingBag.architecture(4, 1, 'regression', own);
    expect(layoutOf(architecture)).toMatchObject({ size: 3 * 2 + 3 + 1, layers: [{ inputs: 3 }] });
    // Words (1, 10), (2, 20), (3, 30), then weights 1, 1, 100 and bias 0.5.
    const weights = Float32Array.of(1, 10, 2, 20, 3, 30, 1, 1, 100, 0.5);
    // 2 × first, 1 × third: mean (5/3, 50/3); no word: zeros, and only the other input counts.
    const scores = forward(architecture, weights, Float32Array.of(2, 0, 1, 7, 0, 0, 0, 7));
    expect(scores[0]).toBeCloseTo(55 / 3 + 700.5, 3);
    expect(scores[1]).toBe(700.5);
    const summed = embeddingBag.architecture(4, 1, 'regression', { ...own, mode: 'sum' });
    expect(forward(summed, weights, Float32Array.of(2, 0, 1, 7))[0]).toBeCloseTo(55 + 700.5, 3);
  });

  it('weighs up with units, and says what does not fit', () => {
    expect(embeddingBag.architecture(5, 1, 'binary', { ...params, units: 8 }).layers).toEqual([
      { units: 8, activation: 'relu' },
      { units: 1, activation: 'sigmoid' },
    ]);
    expect(() => embeddingBag.architecture(5, 1, 'binary', { ...params, words: 6 })).toThrow(
      /6 words are not among 5 inputs/,
    );
    expect(() => embeddingBag.architecture(5, 1, 'binary', { ...params, mode: 'max' })).toThrow(
      /mean or sum/,
    );
  });
});
