import fc from 'fast-check';
import { expect, test } from 'vitest';
import { learningRows, learningShares } from '../../../src/core/cross-validation/learning-shares.ts';

const fold = { train: Int32Array.of(1, 3, 5, 7, 9, 11, 13, 15), test: Int32Array.of(0, 2) };

test('the latest rows come first', () => {
  expect(learningRows(fold, [0.25, 0.5, 1], 'latest').map((rows) => [...rows])).toEqual([
    [13, 15],
    [9, 11, 13, 15],
    [...fold.train],
  ]);
});

test('at least one row is learnt from, and never more than there are', () => {
  expect(learningRows(fold, [0.001], 'latest').map((rows) => [...rows])).toEqual([[15]]);
  expect(learningRows({ ...fold, train: new Int32Array(0) }, [0.5], 'latest')[0]).toHaveLength(0);
});

test('each draw is ascending, holds the one before, and comes again with its seed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.integer(), (count, seed) => {
      const train = Int32Array.from({ length: count }, (_, place) => 2 * place);
      const drawn = learningRows({ train, test: fold.test }, learningShares, { seed });
      expect(learningRows({ train, test: fold.test }, learningShares, { seed })).toEqual(drawn);
      drawn.forEach((rows, at) => {
        expect([...rows]).toEqual([...new Set(rows)].toSorted((a, b) => a - b));
        const next = new Set(drawn[at + 1] ?? train);
        expect(rows.every((row) => next.has(row))).toBe(true);
      });
      expect(drawn.at(-1)).toEqual(train);
    }),
  );
});

test('a draw is no stretch of the rows', () => {
  const train = Int32Array.from({ length: 100 }, (_, place) => place);
  const [few] = learningRows({ train, test: fold.test }, [0.2], { seed: 7 });
  expect(few!.at(-1)! - few![0]!).toBeGreaterThan(40);
});
