import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareModels, type ComparisonInput } from '../../src/core/model-comparison.ts';
import { Random } from '../../src/core/random.ts';
import given from '../fixtures/core/model-comparison.json' with { type: 'json' };

const interval = { method: 'percentile-bootstrap', resamples: 200, confidence: 0.95, seed: 1 } as const;
const binary: ComparisonInput = {
  task: 'binary',
  classes: 2,
  truth: Float64Array.of(1, 0, 1, 0, 1, NaN),
  candidate: Float32Array.of(0.9, 0.2, 0.6, 0.7, 0.1, 0.9),
  baseline: Float32Array.of(0.8, 0.6, 0.4, 0.3, 0.2, 0.1),
  outputs: 1,
  threshold: 0.5,
  cost: null,
  interval,
};

describe('compareModels', () => {
  it('counts who is right where, and the answers of both, on rows with a known answer', () => {
    const found = compareModels(binary);
    expect(found).toMatchObject({ n: 5, onlyCandidate: 2, onlyBaseline: 1, bothRight: 1, bothWrong: 1 });
    // Baseline's answers are rows, the candidate's columns.
    expect(found.answers).toEqual([1, 2, 1, 1]);
    expect(found.agreement).toBeCloseTo(2 / 5, 12);
    expect(found.mcnemar).toEqual({ statistic: 1, pValue: 1, exact: true });
    expect(found.cost).toBeNull();
  });

  it('equals the reference table at a threshold of one half', () => {
    const [[both, onlyA], [onlyB, none]] = given.mcnemar.table_rows_A_correct_wrong_cols_B as [
      [number, number],
      [number, number],
    ];
    const found = compareModels({
      ...binary,
      truth: Float64Array.from(given.truth),
      candidate: Float32Array.from(given.a),
      baseline: Float32Array.from(given.b),
    });
    expect(found).toMatchObject({
      bothRight: both,
      onlyCandidate: onlyA,
      onlyBaseline: onlyB,
      bothWrong: none,
    });
  });

  it('takes the cost of every answer from the matrix, with the paired t interval of the difference', () => {
    // A missed positive costs 10, a false alarm 1: candidate − baseline is 0, −1, −10, +1, 0.
    const { cost } = compareModels({
      ...binary,
      cost: [
        [0, 1],
        [10, 0],
      ],
    });
    expect(cost?.value).toBeCloseTo(-2, 12);
    // scipy.stats.ttest_1samp([0, -1, -10, 1, 0], 0).confidence_interval(): (−7.6385, 3.6385); standard error 2.0248.
    expect(cost?.standardError).toBeCloseTo(2.0248457, 6);
    expect(cost?.low).toBeCloseTo(-2 - 2.7764451 * 2.0248457, 5);
    expect(cost?.high).toBeCloseTo(-2 + 2.7764451 * 2.0248457, 5);
    const bare = compareModels({
      ...binary,
      cost: [
        [0, 1],
        [10, 0],
      ],
      interval: { ...interval, method: 'none' },
    });
    expect([bare.cost?.low, bare.cost?.high]).toEqual([bare.cost?.value, bare.cost?.value]);
  });

  it('calls right and wrong by the largest score of several classes', () => {
    const found = compareModels({
      ...binary,
      task: 'multiclass',
      classes: 3,
      outputs: 3,
      truth: Float64Array.of(0, 2),
      candidate: Float32Array.of(0.5, 0.3, 0.2, 0.1, 0.6, 0.3),
      baseline: Float32Array.of(0.2, 0.7, 0.1, 0.1, 0.2, 0.7),
    });
    expect(found).toMatchObject({
      onlyCandidate: 1,
      onlyBaseline: 1,
      bothRight: 0,
      bothWrong: 0,
      agreement: 0,
    });
    expect(found.answers).toEqual([0, 0, 0, 1, 0, 0, 0, 1, 0]);
  });

  it('correlates the answers of a regression, and counts nothing there', () => {
    const truth = Float64Array.of(1, 2, 3, NaN);
    const found = compareModels({
      ...binary,
      task: 'regression',
      classes: 0,
      truth,
      candidate: Float32Array.of(1, 2, 3, 99),
      baseline: Float32Array.of(2, 4, 6, -99),
    });
    expect(found.agreement).toBeCloseTo(1, 12);
    expect(found).toMatchObject({ n: 3, answers: [], mcnemar: null, cost: null, onlyCandidate: 0 });
  });

  it('calls a missing answer wrong, and its cost unknown', () => {
    const found = compareModels({
      ...binary,
      candidate: new Float32Array(6).fill(NaN),
      cost: [
        [0, 1],
        [1, 0],
      ],
    });
    expect(found).toMatchObject({ onlyCandidate: 0, bothRight: 0, agreement: 0, answers: [0, 0, 0, 0] });
    expect(found.cost?.value).toBeNaN();
  });

  it('agrees with itself in everything, and turns over with its sides', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 0, max: 60 }), (seed, rows) => {
        const random = new Random(seed);
        const scores = (): Float32Array => Float32Array.from({ length: rows }, () => random.uniform());
        const truth = Float64Array.from({ length: rows }, () =>
          random.uniform() < 0.1 ? NaN : random.integer(2),
        );
        const [candidate, baseline] = [scores(), scores()];
        const one = compareModels({
          ...binary,
          truth,
          candidate,
          baseline,
          cost: [
            [0, 1],
            [2, 0],
          ],
        });
        const turned = compareModels({
          ...binary,
          truth,
          candidate: baseline,
          baseline: candidate,
          cost: [
            [0, 1],
            [2, 0],
          ],
        });
        expect(one.onlyCandidate).toBe(turned.onlyBaseline);
        expect(one.answers).toEqual([
          turned.answers[0],
          turned.answers[2],
          turned.answers[1],
          turned.answers[3],
        ]);
        expect(one.onlyCandidate + one.onlyBaseline + one.bothRight + one.bothWrong).toBe(one.n);
        if (one.n > 0) expect(one.cost?.value).toBeCloseTo(-(turned.cost?.value ?? NaN), 12);
        const same = compareModels({ ...binary, truth, candidate, baseline: candidate });
        expect(same.onlyCandidate + same.onlyBaseline).toBe(0);
        if (same.n > 0) expect(same.agreement).toBe(1);
      }),
    );
  });

  it('refuses scores that do not fit the rows', () => {
    expect(() => compareModels({ ...binary, baseline: new Float32Array(3) })).toThrow(RangeError);
  });
});
