import { describe, expect, it } from 'vitest';
import { evaluateSlices, type Answers } from '../../../src/core/evaluating/evaluate.ts';
import type { IntervalSpec, SliceResult } from '../../../src/core/evaluation.ts';
import { figureOf } from '../../../src/core/figures.ts';
import { intervals } from '../../../src/core/intervals/index.ts';
import { Random } from '../../../src/core/random.ts';
import { runThrough } from '../../../src/core/run-through.ts';
import type { Slice } from '../../../src/core/slice.ts';

const rows = 300;

function answersFrom(seed: number, count = rows): Answers {
  const random = new Random(seed);
  const truth = Float64Array.from({ length: count }, () => random.integer(2));
  const near = (share: number) =>
    Float32Array.from(truth, (answer) => share * answer + (1 - share) * random.uniform());
  return { truth, candidate: near(0.4), baseline: near(0.3), outputs: 1 };
}
const answers = answersFrom(1);

const places = (from: number, to: number) => Int32Array.from({ length: to - from }, (_, i) => from + i);
const whole: Slice = { key: [], places: places(0, rows), spec: 0 };
const half: Slice = { key: [['half', 'first']], places: places(0, 150), spec: 1 };
const late: Slice = { key: [['part', 'late']], places: places(100, 300), spec: 2 };

const figures = ['accuracy', 'log-loss', 'roc-auc', 'example-count'].map(figureOf);
const interval: IntervalSpec = {
  method: 'percentile-bootstrap',
  resamples: 50,
  confidence: 0.95,
  seed: 3,
};
const asked = { minSliceSize: 1, interval, threshold: 0.5 };

const evaluate = (of: Answers, slices: readonly Slice[], changes: Partial<typeof asked> = {}) =>
  runThrough(evaluateSlices(of, slices, figures, { ...asked, ...changes }));
const only = (results: SliceResult[]): SliceResult => {
  expect(results).toHaveLength(1);
  return results[0]!;
};

describe('figures', () => {
  it('are those of the rows of each slice, of both models and between them', () => {
    const [, first] = evaluate(answers, [whole, half]);
    expect(first).toMatchObject({ key: half.key, spec: 1, rows: 150, known: 150, omitted: false });
    const of = (scores: Float32Array) => ({
      truth: answers.truth.slice(0, 150),
      scores: scores.slice(0, 150),
      outputs: 1,
    });
    for (const { id, compute } of figures) {
      const [mine, theirs] = [compute(of(answers.candidate)), compute(of(answers.baseline!))];
      expect(first!.candidate[id]!.value).toBe(mine);
      expect(first!.baseline![id]!.value).toBe(theirs);
      expect(first!.difference![id]!.value).toBe(mine - theirs);
      expect(first!.candidate[id]!.n).toBe(150);
    }
  });

  it('take the threshold that is asked for', () => {
    const at = (threshold: number) =>
      only(evaluate(answers, [whole], { threshold })).candidate.accuracy!.value;
    const shareAt = (threshold: number) =>
      answers.candidate.filter(
        (score, row) => (score >= Math.fround(threshold) ? 1 : 0) === answers.truth[row],
      ).length / rows;
    expect(at(0.2)).toBe(shareAt(0.2));
    expect(at(0.2)).not.toBe(at(0.5));
  });

  it('leave rows without an answer out, and say how many are left', () => {
    const gaps = { ...answers, truth: answers.truth.map((answer, row) => (row % 3 ? answer : NaN)) };
    const kept = places(0, rows).filter((place) => place % 3);
    const result = only(evaluate(gaps, [whole]));
    expect(result).toMatchObject({ rows: 300, known: 200 });
    expect(result.candidate.accuracy!.n).toBe(200);
    const same = only(evaluate(answers, [{ ...whole, places: kept }]));
    expect(result.candidate).toEqual(same.candidate);
    expect(result.difference).toEqual(same.difference);
  });

  it('have no baseline and no difference without one', () => {
    const result = only(evaluate({ ...answers, baseline: null }, [whole]));
    expect(result.baseline).toBeNull();
    expect(result.difference).toBeNull();
    expect(result.candidate).toEqual(only(evaluate(answers, [whole])).candidate);
  });
});

describe('small and odd slices', () => {
  const few: Slice = { key: [['few', 'yes']], places: places(3, 8), spec: 1 };

  it('below the least size are named without figures', () => {
    const [found, kept] = evaluate(answers, [few, whole], { minSliceSize: 6 });
    expect(found).toEqual({
      key: few.key,
      spec: 1,
      rows: 5,
      known: 5,
      omitted: true,
      candidate: {},
      baseline: {},
      difference: {},
    });
    expect(kept!.omitted).toBe(false);
    expect(only(evaluate(answers, [whole], { minSliceSize: 1e6 })).omitted).toBe(false);
    expect(only(evaluate(answers, [few], { minSliceSize: 5 })).omitted).toBe(false);
    const alone = evaluate({ ...answers, baseline: null }, [few], { minSliceSize: 6 });
    expect(only(alone)).toMatchObject({ baseline: null, difference: null });
  });

  it('count the rows with an answer towards the least size', () => {
    const gaps = { ...answers, truth: answers.truth.map((answer, row) => (row < 5 ? NaN : answer)) };
    expect(only(evaluate(gaps, [few], { minSliceSize: 4 }))).toMatchObject({ known: 3, omitted: true });
  });

  it.each(intervals.all.map(({ id }) => id))('have their values for bounds below two rows: %s', (id) => {
    const spec = { ...interval, method: id as IntervalSpec['method'] };
    const result = only(evaluate(answers, [{ ...few, places: Int32Array.of(7) }], { interval: spec }));
    const { value } = result.candidate['log-loss']!;
    expect(value).toBeGreaterThan(0);
    expect(result.candidate['log-loss']).toEqual({
      value,
      low: value,
      high: value,
      n: 1,
      standardError: NaN,
      ...(id !== 'none' && { rests: 0 }),
    });
    const none = only(
      evaluate(answers, [{ ...few, places: new Int32Array() }], {
        interval: spec,
        minSliceSize: 0,
      }),
    );
    expect(none).toMatchObject({ rows: 0, known: 0, omitted: false });
    expect(none.candidate.accuracy).toEqual({
      value: NaN,
      low: NaN,
      high: NaN,
      n: 0,
      standardError: NaN,
    });
  });

  it('of one class have no ranking, but an accuracy', () => {
    const ones = places(0, rows).filter((place) => answers.truth[place] === 1);
    const { candidate, difference } = only(evaluate(answers, [{ ...whole, places: ones }]));
    expect(candidate['roc-auc']).toMatchObject({ value: NaN, low: NaN, high: NaN });
    expect(difference!['roc-auc']!.value).toBeNaN();
    expect(candidate.accuracy!.low).toBeLessThan(candidate.accuracy!.high);
  });

  it('leave out resamples where the figure is undefined', () => {
    // One positive among twelve: a third of the resamples lack it.
    const truth = Float64Array.from({ length: 12 }, (_, row) => Number(row === 0));
    const scores = Float32Array.from({ length: 12 }, (_, row) => (row % 4 === 0 ? 0.5 : 0.2));
    const result = only(
      evaluate({ truth, candidate: scores, baseline: null, outputs: 1 }, [
        { ...whole, places: places(0, 12) },
      ]),
    );
    const { value, low, high, standardError } = result.candidate['roc-auc']!;
    expect(value).toBeCloseTo(10 / 11, 12);
    expect(low).toBeGreaterThan(0.5);
    expect(high).toBeLessThanOrEqual(1);
    expect(standardError).toBeGreaterThan(0);
  });
});

describe('resamples', () => {
  it('are the same for the same seed, others for another, and do not depend on the other slices', () => {
    for (const { id } of intervals.all) {
      const method = { ...interval, method: id as IntervalSpec['method'] };
      const all = evaluate(answers, [whole, half, late], { interval: method });
      expect(evaluate(answers, [late, whole], { interval: method })).toEqual([all[2], all[0]]);
      const other = evaluate(answers, [whole], { interval: { ...method, seed: 4 } });
      if (id === 'none') expect(other[0]).toEqual(all[0]);
      else expect(other[0]).not.toEqual(all[0]);
    }
  });

  it('are shared by candidate and baseline: a model is no different from itself', () => {
    const twin = { ...answers, baseline: answers.candidate };
    for (const { id } of intervals.all) {
      const method = { ...interval, method: id as IntervalSpec['method'] };
      const { difference } = only(evaluate(twin, [whole], { interval: method }));
      for (const [figure, one] of Object.entries(difference!)) {
        const exact = intervals.get(id).exactShares && figure === 'accuracy';
        // Two models that never differ in 300 rows may still differ in 1.2 of 100 others.
        if (exact) expect(one).toMatchObject({ value: 0, high: expect.closeTo(3.69 / 300, 3) as number });
        else expect(one).toMatchObject({ value: 0, low: 0, high: 0 });
      }
    }
  });

  it('are as many as asked for: the standard error is that of so many', () => {
    // Five resamples fill one block of four and a part of the next.
    const five = only(evaluate(answers, [whole], { interval: { ...interval, resamples: 5 } }));
    const random = new Random(3).stream('bootstrap');
    const values = Array.from({ length: 5 }, () => {
      const drawn = Array.from({ length: rows }, () => Math.floor(random.uniform() * rows));
      return (
        drawn.filter((row) => answers.candidate[row]! >= 0.5 === (answers.truth[row] === 1)).length / rows
      );
    });
    const mean = values.reduce((a, b) => a + b, 0) / 5;
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4);
    expect(five.candidate.accuracy!.standardError).toBeCloseTo(spread, 12);
  });

  it('without any have no intervals', () => {
    const none = { ...interval, method: 'none' as const, resamples: 0 };
    const { candidate } = only(evaluate(answers, [whole], { interval: none }));
    const { value } = candidate.accuracy!;
    expect(candidate.accuracy).toEqual({ value, low: value, high: value, n: rows, standardError: NaN });
  });

  it.each([
    ['no resamples', { resamples: 0 }],
    ['half a resample', { resamples: 2.5 }],
    ['a confidence in per cent', { confidence: 95 }],
    ['one bucket', { method: 'jackknife' as const, resamples: 1 }],
  ])('refuse %s', (_, changes) => {
    expect(() => evaluate(answers, [whole], { interval: { ...interval, ...changes } })).toThrow(RangeError);
  });

  it('refuse scores that do not fit', () => {
    expect(() => evaluate({ ...answers, outputs: 2 }, [whole])).toThrow(RangeError);
    expect(() => evaluate({ ...answers, baseline: new Float32Array(3) }, [whole])).toThrow(RangeError);
  });
});

it('tells how far it is, never less than before, and ends with all', () => {
  const work = evaluateSlices(answers, [whole, half, late], figures, asked);
  let before = 0;
  let steps = 0;
  let last = { done: 0, total: 0 };
  for (let step = work.next(); !step.done; step = work.next()) {
    expect(step.value.done).toBeGreaterThanOrEqual(before);
    before = step.value.done;
    last = step.value;
    steps++;
  }
  expect(last.done).toBe(last.total);
  // Often enough to be paused and cancelled in the midst of a slice.
  expect(steps).toBeGreaterThan(100);
});
