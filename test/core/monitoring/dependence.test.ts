import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleOf } from '../../../src/core/drift-sample.ts';
import { measuringOf } from '../../../src/core/drifting/measuring.ts';
import {
  allowFor,
  independent,
  learnDependence,
  neighboursAlike,
  stretchesIn,
} from '../../../src/core/monitoring/dependence.ts';
import { featureDependence } from '../../../src/core/monitoring/feature-dependence.ts';
import { followsItself } from '../../../src/core/monitoring/stretches.ts';
import { referenceView } from '../../../src/core/monitoring/view.ts';
import { Random } from '../../../src/core/random.ts';
import type { NumberColumn } from '../../../src/core/table.ts';

describe('stretches of the reference', () => {
  it('are as long as a window, overlap by half and reach both ends', () => {
    expect(stretchesIn(1000, 100)).toEqual({ rows: 100, step: 50, count: 19 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 1, max: 20_000 }), (n, m) => {
        const plan = stretchesIn(n, m);
        if (!plan) return;
        expect(plan.rows).toBeLessThanOrEqual(m);
        expect(plan.count).toBeGreaterThanOrEqual(9);
        expect((plan.count - 1) * plan.step + plan.rows).toBeCloseTo(n, 6);
      }),
    );
  });
  it('are shorter where the reference holds fewer than 5 windows, and there are none of a handful of rows', () => {
    expect(stretchesIn(1000, 800)).toMatchObject({ rows: 200 });
    expect(stretchesIn(49, 20)).toBeNull();
  });
});

describe('the allowance', () => {
  it('leaves p of independent rows as they are', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (p) => {
        expect(allowFor(independent, p)).toBe(p);
      }),
    );
  });
  it('never makes a p smaller, keeps their order, and lets NaN be NaN', () => {
    const p = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(p, p, fc.double({ min: 1.01, max: 500, noNaN: true }), (a, b, effect) => {
        const law = { effect, freedom: 12 };
        expect(allowFor(law, a)).toBeGreaterThanOrEqual(Math.min(1, a * (1 - 1e-9)));
        if (a < b) expect(allowFor(law, a)).toBeLessThanOrEqual(allowFor(law, b) + 1e-12);
      }),
    );
    expect(allowFor({ effect: 2, freedom: 9 }, NaN)).toBeNaN();
  });
  it('is that of a deviate over the root of the effect, by Student’s t', () => {
    // scipy 1.17.1: 2 * t.sf(norm.isf(p / 2) / sqrt(effect), freedom).
    expect(allowFor({ effect: 4, freedom: 10 }, 1e-6)).toBeCloseTo(0.03450373407376383, 12);
    expect(allowFor({ effect: 50, freedom: 18.5 }, 1e-250)).toBeCloseTo(0.00013860228702588544, 12);
    expect(allowFor({ effect: 1.5, freedom: 7 }, 0.03)).toBeCloseTo(0.11970862667623229, 12);
  });
  it('is none where stretches differ as chance has it, or there are too few', () => {
    const even = Array.from({ length: 19 }, (_, i) => (i + 0.5) / 19);
    expect(learnDependence(even, 1000, 100, true).effect).toBeLessThan(1.3);
    expect(learnDependence(even, 1000, 100, false)).toBe(independent);
    expect(learnDependence([1e-9, 1e-9], 1000, 100, true)).toBe(independent);
    expect(learnDependence([NaN, NaN, NaN, NaN, NaN, NaN], 1000, 100, true)).toBe(independent);
    expect(learnDependence([], 10, 100, true)).toBe(independent);
  });
  it('stays finite for p of 0', () => {
    const law = learnDependence(new Array<number>(19).fill(0), 1000, 100, false);
    expect(law.effect).toBeGreaterThan(1000);
    expect(allowFor(law, 0)).toBeGreaterThan(0.1);
  });
});

describe('neighbours', () => {
  it('are alike in runs, not by lot nor in turns', () => {
    const random = new Random(1);
    expect(neighboursAlike(Int32Array.from({ length: 400 }, (_, i) => Math.floor(i / 20) % 4))).toBe(true);
    expect(neighboursAlike(Int32Array.from({ length: 400 }, (_, i) => i % 4))).toBe(false);
    let found = 0;
    for (let round = 0; round < 300; round++)
      if (neighboursAlike(Int32Array.from({ length: 300 }, () => random.integer(4)))) found++;
    expect(found).toBeLessThanOrEqual(3);
  });
  it('are not judged of one value only, of gaps or of nothing', () => {
    expect(neighboursAlike(new Int32Array(50))).toBe(false);
    expect(neighboursAlike(new Int32Array(50).fill(-1))).toBe(false);
    expect(neighboursAlike(new Int32Array(0))).toBe(false);
  });
});

type Law = (random: Random, rows: number) => Float64Array;

/** x = φ · the one before + noise. */
const following =
  (phi: number): Law =>
  (random, rows) => {
    const values = new Float64Array(rows);
    let last = random.normal();
    for (let i = 0; i < rows; i++) values[i] = last = phi * last + Math.sqrt(1 - phi ** 2) * random.normal();
    return values;
  };

const daily: Law = (random, rows) => {
  const start = 24 * random.uniform();
  return Float64Array.from(
    { length: rows },
    (_, i) => 1.5 * Math.sin(((i + start) / 12) * Math.PI) + random.normal(),
  );
};

const [referenceRows, windowRows, windows, worlds] = [2000, 100, 10, 60];

/** Shares of windows in which nothing changed that Kolmogorov and Smirnov's p calls surprising all the same. */
function falseAlarms(law: Law) {
  const counts = { without: 0, rough: 0, fine: 0, of: worlds * windows };
  for (let world = 0; world < worlds; world++) {
    const values = law(new Random(500 + world), referenceRows + windows * windowRows);
    const column: NumberColumn = { name: 'x', kind: 'number', values };
    const table = { rows: values.length, columns: [column] };
    const none = () => new Float32Array(referenceRows);
    const reference = referenceView({ from: 0, to: referenceRows }, table, values, 1, 0.5, none);
    const [test] = measuringOf([{ id: 'kolmogorov-smirnov', params: { p: 'limit' } }], reference.sample('x'));
    const found = featureDependence(reference, windowRows, 'x');
    for (let from = referenceRows; from < values.length; from += windowRows) {
      const window = sampleOf({ ...column, values: values.subarray(from, from + windowRows) });
      const { pValue } = test!.measure(window)!;
      const p = allowFor(found, pValue);
      counts.without += Number(pValue <= 0.001);
      counts.rough += Number(p <= 0.01);
      counts.fine += Number(p <= 0.001);
    }
  }
  return counts;
}

describe('windows in which nothing changed', () => {
  // Of 600 windows 6 are expected at 0.01, 0.6 at 0.001; windows of one world share their reference, so they come in clumps.
  it.each([
    ['independent rows', following(0), 0, 6],
    ['φ 0.5', following(0.5), 12, 60],
    ['φ 0.9', following(0.9), 200, 600],
    ['φ 0.97', following(0.97), 400, 600],
    ['a day in every 24 rows', daily, 0, 6],
  ] as const)('alarm as often as p says: %s', (_, law, least, most) => {
    const { without, rough, fine } = falseAlarms(law);
    expect(without).toBeGreaterThanOrEqual(least);
    expect(without).toBeLessThanOrEqual(most);
    expect(rough).toBeLessThanOrEqual(18);
    expect(fine).toBeLessThanOrEqual(4);
  });
});

describe('what rows have to do with each other', () => {
  const viewOf = (values: Float64Array) => {
    const table = { rows: values.length, columns: [{ name: 'x', kind: 'number' as const, values }] };
    const none = () => new Float32Array(values.length);
    return referenceView({ from: 0, to: values.length }, table, values, 1, 0.5, none);
  };
  it('is about (1 + φ) / (1 − φ) for rows that follow one another, and nothing once they are shuffled', () => {
    const random = new Random(3);
    const values = following(0.8)(random, 20_000);
    const { effect } = featureDependence(viewOf(values), 200, 'x');
    expect(effect).toBeGreaterThan(5);
    expect(effect).toBeLessThan(12);
    const shuffled = Float64Array.from(random.permutation(values.length), (place) => values[place]!);
    expect(featureDependence(viewOf(shuffled), 200, 'x')).toBe(independent);
    expect(followsItself(viewOf(values), 'x')).toBe(true);
    expect(followsItself(viewOf(shuffled), 'x')).toBe(false);
  });
  it('is nothing of columns that are empty, constant or infinite', () => {
    for (const value of [NaN, 1, Infinity])
      expect(featureDependence(viewOf(new Float64Array(500).fill(value)), 50, 'x')).toBe(independent);
  });
});
