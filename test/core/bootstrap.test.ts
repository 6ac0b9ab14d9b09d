import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrapInterval, pairedBootstrap } from '../../src/core/bootstrap.ts';
import accuracy from '../../src/core/metrics/accuracy.ts';
import logLoss from '../../src/core/metrics/log-loss.ts';
import mae from '../../src/core/metrics/mae.ts';
import { Random } from '../../src/core/random.ts';
import { reference } from '../fixtures/core/reference.ts';

const { bootstrap, metrics } = reference;
const truth = Float64Array.from(metrics.binary.truth);
const a = Float32Array.from(metrics.binary.scores);
const b = Float32Array.from(bootstrap.other);
const options = { resamples: bootstrap.resamples, confidence: bootstrap.confidence, seed: bootstrap.seed };

describe('bootstrapInterval', () => {
  it('equals numpy and scikit-learn on the same resamples', () => {
    const found = bootstrapInterval(logLoss, { truth, scores: b, outputs: 1 }, options);
    expect(found.value).toBeCloseTo(bootstrap.single.value, 12);
    expect(found.low).toBeCloseTo(bootstrap.single.interval[0]!, 12);
    expect(found.high).toBeCloseTo(bootstrap.single.interval[1]!, 12);
    expect(found.n).toBe(truth.length);
  });

  it('holds the true value about as often as it says', () => {
    const random = new Random(3);
    let held = 0;
    for (let trial = 0; trial < 400; trial++) {
      const right = Float64Array.from({ length: 120 }, () => Number(random.uniform() < 0.8));
      const scores = new Float32Array(120).fill(1);
      const { low, high } = bootstrapInterval(
        accuracy,
        { truth: right, scores, outputs: 1 },
        { resamples: 300, confidence: 0.9, seed: trial },
      );
      if (low <= 0.8 && 0.8 <= high) held++;
    }
    // 400 trials: the share itself has a standard error of 0.015.
    expect(held / 400).toBeGreaterThan(0.84);
    expect(held / 400).toBeLessThan(0.95);
  });

  it('draws only rows with an answer, and counts them', () => {
    const gaps = Float64Array.of(NaN, 1, NaN, 1, NaN);
    const scores = Float32Array.of(NaN, 1, NaN, 0, NaN);
    const { value, n, low, high } = bootstrapInterval(accuracy, { truth: gaps, scores, outputs: 1 }, options);
    expect([value, n, low, high]).toEqual([0.5, 2, 0, 1]);
  });

  it('keeps rows of several outputs, and weights, together', () => {
    // Every row is right exactly when its weight is 1; wrong rows weigh nothing.
    const weights = Float64Array.of(1, 0, 1, 0, 1);
    const scores = Float32Array.of(1, 0, 1, 0, 0, 1, 0, 1, 1, 0);
    const answers = Float64Array.of(0, 1, 1, 0, 0);
    const found = bootstrapInterval(accuracy, { truth: answers, scores, outputs: 2, weights }, options);
    expect(found).toEqual({ value: 1, low: 1, high: 1, n: 5 });
    const equal = bootstrapInterval(
      accuracy,
      { truth: answers, scores, outputs: 2, weights: weights.map(() => 2) },
      options,
    );
    expect(equal).toEqual(bootstrapInterval(accuracy, { truth: answers, scores, outputs: 2 }, options));
    expect(equal.low).toBeLessThan(equal.high);
    const mixed = bootstrapInterval(
      accuracy,
      { truth: answers, scores, outputs: 2, weights: Float64Array.of(1, 3, 1, 3, 1) },
      options,
    );
    expect(mixed.value).toBeCloseTo(3 / 9, 12);
    expect(mixed.low).toBeLessThan(equal.low + 1e-12);
    expect(mixed.high).toBeGreaterThan(mixed.value);
  });

  it('is the value itself below two rows', () => {
    const one = { truth: Float64Array.of(3), scores: Float32Array.of(5), outputs: 1 };
    expect(bootstrapInterval(mae, one, options)).toEqual({ value: 2, low: 2, high: 2, n: 1 });
    const none = { truth: Float64Array.of(NaN), scores: Float32Array.of(5), outputs: 1 };
    expect(bootstrapInterval(mae, none, options)).toEqual({ value: NaN, low: NaN, high: NaN, n: 0 });
  });

  it('repeats itself with one seed, differs with another, and refuses bad options', () => {
    const scored = { truth, scores: b, outputs: 1 };
    expect(bootstrapInterval(logLoss, scored, options)).toEqual(bootstrapInterval(logLoss, scored, options));
    expect(bootstrapInterval(logLoss, scored, { ...options, seed: 12 })).not.toEqual(
      bootstrapInterval(logLoss, scored, options),
    );
    expect(() => bootstrapInterval(logLoss, scored, { ...options, confidence: 95 })).toThrow(RangeError);
    expect(() => bootstrapInterval(logLoss, scored, { ...options, resamples: 0 })).toThrow(RangeError);
  });
});

describe('pairedBootstrap', () => {
  it('equals numpy and scikit-learn on the same resamples', () => {
    const found = pairedBootstrap(logLoss, truth, a, b, 1, options);
    expect(found.value).toBeCloseTo(bootstrap.paired.value, 12);
    expect(found.low).toBeCloseTo(bootstrap.paired.interval[0]!, 12);
    expect(found.high).toBeCloseTo(bootstrap.paired.interval[1]!, 12);
  });

  it('is 0 for equal models and turns its sign when they are swapped', () => {
    expect(pairedBootstrap(logLoss, truth, a, a, 1, options)).toEqual({ value: 0, low: 0, high: 0, n: 60 });
    const forth = pairedBootstrap(logLoss, truth, a, b, 1, options);
    const back = pairedBootstrap(logLoss, truth, b, a, 1, options);
    expect(back.value).toBeCloseTo(-forth.value, 12);
    expect(back.low).toBeCloseTo(-forth.high, 12);
  });

  it('is narrower than the models apart when both stumble over the same rows', () => {
    const random = new Random(4);
    const rows = 200;
    const hard = Float64Array.from({ length: rows }, () => random.normal() * 10);
    const first = new Float32Array(rows);
    const second = Float32Array.from({ length: rows }, () => 0.5 + random.normal() * 0.1);
    const apart = bootstrapInterval(mae, { truth: hard, scores: first, outputs: 1 }, options);
    const paired = pairedBootstrap(mae, hard, first, second, 1, options);
    expect(paired.high - paired.low).toBeLessThan((apart.high - apart.low) / 3);
  });

  it('keeps the order low ≤ high for any data', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.float({ min: 0, max: 1, noNaN: true })), {
          minLength: 2,
          maxLength: 40,
        }),
        (rows) => {
          const answers = Float64Array.from(rows, ([answer]) => answer);
          const scores = Float32Array.from(rows, ([, score]) => score);
          const found = pairedBootstrap(
            accuracy,
            answers,
            scores.map((s) => 1 - s),
            scores,
            1,
            {
              resamples: 50,
              confidence: 0.8,
              seed: 1,
            },
          );
          expect(found.low).toBeLessThanOrEqual(found.high);
          expect(found.low).toBeGreaterThanOrEqual(-1);
          expect(found.high).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('refuses scores that do not fit', () => {
    expect(() => pairedBootstrap(logLoss, truth, a, b.subarray(1), 1, options)).toThrow(RangeError);
    expect(() => pairedBootstrap(logLoss, truth, a, b, 2, options)).toThrow(RangeError);
  });
});
