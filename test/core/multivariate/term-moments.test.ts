import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  mostTerms,
  scoresOf,
  termsFor,
  type Terms,
} from '../../../src/core/multivariate/columns-and-products.ts';
import { MomentPlan } from '../../../src/core/multivariate/term-moments.ts';
import { Random } from '../../../src/core/random.ts';

/** Of one row: no value counts as further out than 5. */
function termsOfRow({ count, first, second }: Terms, row: readonly number[]): number[] {
  const near = row.map((value) => Math.max(-5, Math.min(5, value)));
  return Array.from({ length: count }, (_, k) => near[first[k]!]! * (second[k]! < 0 ? 1 : near[second[k]!]!));
}

const cases = fc.record({
  seed: fc.integer({ min: 0, max: 1e9 }),
  // All products, a choice of them, and columns alone.
  width: fc.constantFrom(1, 2, 3, 4, 8, 13, 15),
  linear: fc.boolean(),
  // One block of rows and several.
  rows: fc.constantFrom(1, 2, 5, 128, 131, 300),
  far: fc.constantFrom(0, 1e12, -1e12),
});

test('means of terms and of their products are what they are row by row, and so are scores', () => {
  fc.assert(
    fc.property(cases, ({ seed, width, linear, rows, far }) => {
      const random = new Random(seed);
      const terms = termsFor(width, random, linear ? width : mostTerms)!;
      const all = Array.from({ length: rows + 3 }, (_, i) =>
        Array.from({ length: width }, () => (i === 4 ? far : random.integer(2) ? random.normal() : 1)),
      );
      const places = random.permutation(rows + 3).subarray(0, rows);
      const z = Float64Array.from(all.flat());
      const chosen = Array.from(places, (place) => termsOfRow(terms, all[place]!));
      const mean = (of: (row: readonly number[]) => number) =>
        chosen.reduce((sum, row) => sum + of(row), 0) / rows;
      const plan = new MomentPlan(terms);
      // What was left of other rows must not be seen.
      plan.of(z, places.subarray(0, 1));
      const found = plan.of(z, places);
      for (let i = 0, at = 0; i < terms.count; i++) {
        expect(found[i]).toBeCloseTo(
          mean((row) => row[i]!),
          9,
        );
        for (let j = 0; j <= i; j++, at++)
          expect(Math.abs(found[plan.place[at]!]! - mean((row) => row[i]! * row[j]!))).toBeLessThan(1e-9);
      }
      const weights = Float64Array.from({ length: terms.count }, () => random.normal());
      const scores = scoresOf(terms, weights, z, places);
      chosen.forEach((row, i) =>
        expect(scores[i]).toBeCloseTo(
          row.reduce((sum, value, k) => sum + value * weights[k]!, 0),
          8,
        ),
      );
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('of four columns and fewer products no two are worked out twice', () => {
  const plan = new MomentPlan(termsFor(4, new Random(1))!);
  // Columns that make up each: 4 + 10 terms and 20 + 35 products of three and four.
  expect(new Set(plan.place).size).toBe(10 + 20 + 35);
});
