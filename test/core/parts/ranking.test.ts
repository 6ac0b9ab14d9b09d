import { describe, expect, it } from 'vitest';
import { prepareRanking, prepareTop } from '../../../src/core/parts/ranking.ts';

const rows = {
  truth: Float64Array.of(0, 1, 1, 0, NaN, 1),
  scores: Float32Array.of(0.5, 0.75, 0.5, 0.25, 0.9, 0.25),
  outputs: 1,
};

describe('prepareRanking', () => {
  it('puts rows of equal score together', () => {
    const { scores, positives, negatives } = prepareRanking(rows)(null);
    expect([...scores]).toEqual([0.75, 0.5, 0.25]);
    expect([...positives]).toEqual([1, 2, 3]);
    expect([...negatives]).toEqual([0, 1, 2]);
  });

  it('knows no score whose rows were not drawn', () => {
    const { scores, positives, negatives } = prepareRanking(rows)(Uint8Array.of(2, 0, 1, 0, 5, 0));
    expect([[...scores], [...positives], [...negatives]]).toEqual([[0.5], [1], [2]]);
    expect(prepareRanking(rows)(new Uint8Array(6)).scores).toHaveLength(0);
  });

  it('takes the same buffers for every call', () => {
    const read = prepareRanking(rows);
    const first = read(null);
    expect(read([1, 1, 1, 1, 1, 1]).positives.buffer).toBe(first.positives.buffer);
  });

  it('is one point of NaN where a row with a NaN score counts', () => {
    const read = prepareRanking({ ...rows, scores: Float32Array.of(NaN, 0.75, 0.5, 0.25, 0.9, 0.25) });
    expect([...read(null).positives]).toEqual([NaN]);
    expect([...read([0, 1, 1, 1, 1, 1]).positives]).toEqual([1, 2, 3]);
  });
});

describe('prepareTop', () => {
  const seen = (share: number, weights: readonly number[] | null) => prepareTop(rows, share)(weights);

  it('takes rows of equal score in their own order', () => {
    expect(seen(0.4, null)).toEqual({
      truePositives: 1,
      falsePositives: 1,
      trueNegatives: 1,
      falseNegatives: 2,
    });
  });

  it('takes the row on the border in part', () => {
    expect(seen(0.5, null)).toEqual({
      truePositives: 1.5,
      falsePositives: 1,
      trueNegatives: 1,
      falseNegatives: 1.5,
    });
    expect(seen(0.1, null).truePositives).toBeCloseTo(0.5, 15);
  });

  it('counts weights', () => {
    expect(seen(0.5, [0, 3, 1, 0, 9, 0])).toEqual({
      truePositives: 2,
      falsePositives: 0,
      trueNegatives: 0,
      falseNegatives: 2,
    });
  });
});
