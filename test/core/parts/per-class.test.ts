import { expect, test } from 'vitest';
import { averageOf, perClass } from '../../../src/core/parts/per-class.ts';
import { prepareMatrix } from '../../../src/core/parts/matrix.ts';
import { expectFigure, given, scoredOf } from '../figure-cases.ts';

test('each class against all others equals scikit-learn, the matrix too', () => {
  const { y, p, confusion_rows_true, per_class_f1 } = given.multiclass;
  const matrix = prepareMatrix(scoredOf(y, p))(null);
  expect([...matrix]).toEqual(confusion_rows_true.flat());
  const found = perClass(matrix, 3);
  per_class_f1.forEach((expected, u) => expectFigure(found.f1[u] ?? NaN, expected));
  expect([...found.support]).toEqual([15, 7, 18]);
  expect([...found.answered]).toEqual([16, 3, 21]);
});

test('a class without rows or answers has 0, not NaN', () => {
  const { precision, recall, f1 } = perClass(Float64Array.of(2, 0, 0, 0), 2);
  expect([[...precision], [...recall], [...f1]]).toEqual([
    [1, 0],
    [1, 0],
    [1, 0],
  ]);
});

test('a class that only rows of weight 0 have takes no part in the macro mean: such rows are not there', () => {
  const scored = scoredOf(
    [0, 0, 1, 2],
    [
      [0.9, 0.1, 0],
      [0.2, 0.8, 0],
      [0.1, 0.9, 0],
      [0, 0, 1],
    ],
    [1, 1, 1, 0],
  );
  const weighted = prepareMatrix(scored)(scored.weights ?? null);
  const without = prepareMatrix(
    scoredOf(
      [0, 0, 1],
      [
        [0.9, 0.1, 0],
        [0.2, 0.8, 0],
        [0.1, 0.9, 0],
      ],
    ),
  )(null);
  for (const of of ['precision', 'recall', 'f1'] as const)
    expect(averageOf(of, 'macro')(weighted, 3)).toBe(averageOf(of, 'macro')(without, 3));
  expect(averageOf('recall', 'macro')(weighted, 3)).toBe((0.5 + 1) / 2);
});
