import { describe, expect, it } from 'vitest';
import { answerOf, confusionOf, prepareMatrix } from '../../../src/core/parts/matrix.ts';

const binary = {
  truth: Float64Array.of(1, 0, 1, 0, NaN),
  scores: Float32Array.of(0.7, 0.7, 0.2, 0.1, 0.9),
  outputs: 1,
};

describe('answerOf', () => {
  it('lets a score that looks like the threshold reach it', () => {
    for (const threshold of [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
      expect(answerOf(Float32Array.of(threshold), 0, 1, threshold), `${threshold}`).toBe(1);
    expect(answerOf(Float32Array.of(0.69999), 0, 1, 0.7)).toBe(0);
  });

  it('takes the first of the largest, and none where a score is NaN', () => {
    expect(answerOf(Float32Array.of(9, 0.2, 0.4, 0.4), 1, 3, 0.5)).toBe(1);
    expect(answerOf(Float32Array.of(0.2, NaN, 0.9), 0, 3, 0.5)).toBe(-1);
    expect(answerOf(Float32Array.of(NaN), 0, 1, 0.5)).toBe(-1);
  });
});

describe('prepareMatrix', () => {
  it('counts by the threshold that is asked for', () => {
    expect([...prepareMatrix(binary)(null)]).toEqual([1, 1, 1, 1]);
    expect([...prepareMatrix(binary, 0.15)(null)]).toEqual([1, 1, 0, 2]);
    expect([...prepareMatrix(binary, 0.75)(null)]).toEqual([2, 0, 2, 0]);
    expect(confusionOf([1, 2, 3, 4])).toEqual({
      trueNegatives: 1,
      falsePositives: 2,
      falseNegatives: 3,
      truePositives: 4,
    });
  });

  it('adds weights of any kind, and keeps nothing of an earlier call', () => {
    const read = prepareMatrix(binary);
    expect([...read(Uint8Array.of(2, 0, 1, 3, 9))]).toEqual([3, 0, 1, 2]);
    expect([...read(Float64Array.of(0.5, 1, 0, 0, 1))]).toEqual([0, 1, 0, 0.5]);
  });

  it('is NaN only where a row with a NaN score counts', () => {
    const read = prepareMatrix({ ...binary, scores: Float32Array.of(0.7, NaN, 0.2, 0.1, NaN) });
    expect([...read(null)]).toEqual([NaN, NaN, NaN, NaN]);
    expect([...read([1, 0, 1, 1, 1])]).toEqual([1, 0, 1, 1]);
  });
});
