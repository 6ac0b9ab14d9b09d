import { expect, it } from 'vitest';
import { numberAlone, orderAuc } from '../../../src/core/profiling/alone.ts';
import reference from '../../fixtures/core/profile.json' with { type: 'json' };
import { numbersOf } from '../../fixtures/core/reference.ts';

it('has the area under the curve of scikit-learn, ties included, whichever way round', () => {
  const scores = numbersOf(reference.auc.scores);
  const truth = numbersOf(reference.auc.truth);
  expect(orderAuc(scores, truth)).toBeCloseTo(reference.auc.value, 12);
  expect(
    orderAuc(
      scores.map((score) => -score),
      truth,
    ),
  ).toBeCloseTo(reference.auc.value, 12);
  expect(orderAuc(Float64Array.of(1, 2, NaN), Float64Array.of(0, 0, 1))).toBe(0.5);
});

it('has the R² of the best line at least, and 1 for a line', () => {
  const { truth, scores, value } = reference.r2;
  const answers = {
    task: 'regression',
    truth: numbersOf(truth),
    classes: 0,
    fold: Uint8Array.from(truth, (_, row) => row % 5),
  } as const;
  const found = numberAlone(numbersOf(scores), answers);
  expect(found.measure).toBe('r2');
  expect(found.value).toBeGreaterThan(value);
  expect(
    numberAlone(
      answers.truth.map((answer) => 3 - 2 * answer),
      answers,
    ).value,
  ).toBeCloseTo(1, 9);
});
