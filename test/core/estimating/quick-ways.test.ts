// What is learnt of a reference in few walks over its rows is what the obvious way finds.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answeredRows } from '../../../src/core/estimating/answered.ts';
import { equalMassError } from '../../../src/core/estimating/calibration-need.ts';
import {
  fitIsotonic,
  isotonicAt,
  isotonicOfAll,
  isotonicOrder,
} from '../../../src/core/estimating/isotonic.ts';
import { NumpyRandom } from '../../../src/core/estimating/numpy-random.ts';
import { ascendingOrder } from '../../../src/core/estimating/ranked.ts';
import { areaSpread } from '../../../src/core/estimating/sampling-error.ts';
import { stratifiedShuffles } from '../../../src/core/estimating/stratified-shuffle.ts';
import { answerOf } from '../../../src/core/parts/matrix.ts';

const score = fc.oneof(
  fc.integer({ min: 0, max: 12 }).map((value) => value / 12),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.constantFrom(-1e12, 1e12, 0, -0, 0.3),
);
const rowsOf = (maxLength: number) =>
  fc.array(fc.tuple(score, fc.integer({ min: 0, max: 1 })), { minLength: 1, maxLength });
const apart = (rows: readonly (readonly [number, number])[]) => ({
  scores: rows.map(([value]) => value),
  truth: rows.map(([, yes]) => yes),
});

/** In bins cut from the sorted rows. */
function slowError(scores: readonly number[], truth: readonly number[]): number {
  const n = scores.length;
  const bins = n <= 20 ? Math.floor(n / 2) : 10;
  if (bins < 2) return NaN;
  const order = ascendingOrder(scores);
  const width = Math.floor(n / bins);
  const parts = Math.floor(n / width);
  let error = 0;
  for (let part = 0; part < parts; part++) {
    const rows = order.subarray(part * width, part === parts - 1 ? n : (part + 1) * width);
    let gap = 0;
    for (const row of rows) gap += scores[row]! - truth[row]!;
    error += Math.abs(gap) / n;
  }
  return error;
}

describe('the calibration error of bins of equally many rows', () => {
  it('takes equal scores in their own order', () => {
    fc.assert(
      fc.property(rowsOf(120), (rows) => {
        const { scores, truth } = apart(rows);
        const [found, wanted] = [equalMassError(scores, truth), slowError(scores, truth)];
        if (Number.isNaN(wanted)) expect(found).toBeNaN();
        else expect(Math.abs(found - wanted)).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(wanted)));
      }),
    );
  });
});

describe('the isotonic map', () => {
  it('is the rising steps that lie nearest: min over the right of max over the left of means', () => {
    fc.assert(
      fc.property(rowsOf(25), (rows) => {
        const { scores, truth } = apart(rows);
        const map = fitIsotonic(scores, truth);
        const distinct = [...new Set(scores.map((value) => value + 0))].sort((a, b) => a - b);
        if (distinct.some((value, i) => i > 0 && value - distinct[i - 1]! < 1e-15)) return;
        const mean = (from: number, to: number): number => {
          const own = truth.filter((_, i) => scores[i]! >= distinct[from]! && scores[i]! <= distinct[to]!);
          return own.reduce((a, b) => a + b, 0) / own.length;
        };
        distinct.forEach((value, at) => {
          const wanted = Math.max(
            ...distinct
              .slice(0, at + 1)
              .map((_, from) => Math.min(...distinct.slice(at).map((_, to) => mean(from, at + to)))),
          );
          expect(isotonicAt(map, value)).toBeCloseTo(wanted, 9);
        });
      }),
    );
  });

  it('is the same for all scores at once', () => {
    fc.assert(
      fc.property(rowsOf(40), fc.array(fc.oneof(score, fc.constantFrom(NaN, Infinity))), (rows, values) => {
        const asked = Float32Array.from(values);
        const { scores, truth } = apart(rows);
        const map = fitIsotonic(scores, truth);
        const found = isotonicOfAll(map, asked, ascendingOrder(asked));
        asked.forEach((value, i) => expect(found[i]).toBe(isotonicAt(map, value)));
      }),
    );
  });

  it('looks at equal scores in the order of their answers, whatever order it is told', () => {
    const scores = [0.5, 0.2, 0.5, 0.5, 0.2];
    expect([...isotonicOrder(scores, [1, 1, 0, 1, 0])]).toEqual([4, 1, 2, 0, 3]);
    const order = ascendingOrder(scores);
    isotonicOrder(scores, [1, 1, 0, 1, 0], order);
    expect([...order]).toEqual([1, 4, 0, 2, 3]);
  });
});

describe('the spread of an area', () => {
  it('is of the rarer class, by the order of the scores or of what they lack', () => {
    fc.assert(
      fc.property(rowsOf(60), (rows) => {
        const { scores, truth } = apart(rows);
        const n = rows.length;
        const positives = truth.reduce((a, b) => a + b, 0);
        const turned = positives / n > 0.5;
        const order = ascendingOrder(turned ? scores.map((value) => 1 - value) : scores);
        const below: number[] = [];
        const rare = turned ? n - positives : positives;
        for (let rank = 1; rank < n; rank++)
          if (truth[order[rank]!] === (turned ? 0 : 1)) below.push((rank - below.length) / (n - rare));
        const mean = below.reduce((a, b) => a + b, 0) / below.length;
        const wanted = Math.sqrt(below.reduce((a, b) => a + (b - mean) ** 2, 0) / below.length);
        const found = areaSpread(truth, scores);
        expect(found.share).toBe(rare / n);
        if (Number.isNaN(wanted)) expect(found.deviation).toBeNaN();
        else expect(found.deviation).toBeCloseTo(wanted, 12);
      }),
    );
  });
});

describe('the draws of a shuffle that is not wanted', () => {
  it('are passed over', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2000 }), fc.nat(), (length, seed) => {
        const [one, other] = [new NumpyRandom(seed), new NumpyRandom(seed)];
        one.permutation(new Int32Array(length));
        other.passOver(length);
        expect(other.uint32()).toBe(one.uint32());
      }),
    );
  });

  it('leave each row on one side, with the classes shared out alike', () => {
    const truth = Array.from({ length: 200 }, (_, i) => Number(i % 4 === 0));
    const next = stratifiedShuffles(truth, new NumpyRandom(1))!;
    for (let split = 0; split < 5; split++) {
      const { training, test } = next();
      expect(test).toHaveLength(20);
      expect(test.filter((row) => truth[row] === 1)).toHaveLength(5);
      for (const row of test) expect(training[row]).toBe(0);
      expect(training.reduce((a, b) => a + b, 0)).toBe(180);
    }
  });
});

describe('rows with an answer', () => {
  it('are kept with all that is known of them', () => {
    const part = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constant(NaN));
    const row = fc.tuple(part, part, fc.constantFrom(0, 1, NaN));
    fc.assert(
      fc.property(
        fc.array(row),
        fc.constantFrom(1, 2),
        fc.boolean(),
        fc.boolean(),
        (rows, outputs, labelled, each) => {
          const scores = Float32Array.from(rows.flatMap(([a, b]) => (outputs === 1 ? [a] : [a, b])));
          const truth = Float64Array.from(rows, ([, , known]) => known);
          const thresholds = each ? Float64Array.from(rows, (_, i) => (i % 3) / 3) : 0.5;
          const found = answeredRows({ scores, outputs, thresholds, truth }, labelled);
          const wanted = rows.flatMap((_, i) => {
            const threshold = typeof thresholds === 'number' ? thresholds : thresholds[i]!;
            const answer = answerOf(scores, i * outputs, outputs, threshold);
            return answer < 0 || (labelled && Number.isNaN(truth[i]!)) ? [] : [{ i, answer }];
          });
          expect([...found.kept]).toEqual(wanted.map(({ i }) => i));
          expect([...found.answers]).toEqual(wanted.map(({ answer }) => answer));
          expect([...found.truth]).toEqual(wanted.map(({ i }) => truth[i]));
          expect([...found.scores]).toEqual(
            wanted.flatMap(({ i }) => [...scores.subarray(i * outputs, (i + 1) * outputs)]),
          );
        },
      ),
    );
  });
});
