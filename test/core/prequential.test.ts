import { expect, test } from 'vitest';
import {
  FadedMean,
  overBaseline,
  PrequentialClasses,
  PrequentialNumbers,
} from '../../src/core/prequential.ts';
import { Random } from '../../src/core/random.ts';
import { errorsOf } from './concept-drift-cases.ts';

const setting = { window: 200, fading: 0.99, lag: 1 };

test('faded and sliding errors are the given ones', () => {
  // Given with the detectors' reference: row, faded by 0.99, over the latest 200 rows.
  const given: readonly (readonly [number, number, number])[] = [
    [0, 0, 0],
    [9, 0.09650331718795259, 0.1],
    [99, 0.24328529722203218, 0.23],
    [499, 0.18627264455075573, 0.19],
    [999, 0.17768324260260382, 0.18],
    [1009, 0.21797652373511778, 0.195],
    [1199, 0.4728764459565854, 0.495],
    [1999, 0.5156272606840376, 0.505],
  ];
  const faded = new FadedMean(0.99);
  const classes = new PrequentialClasses(2, setting);
  errorsOf('abrupt_0.2_0.5', 1).forEach((error, row) => {
    faded.add(error);
    classes.add(row, 1, error ? 0 : 1);
    const expected = given.find(([at]) => at === row);
    if (!expected) return;
    expect(faded.mean).toBeCloseTo(expected[1], 12);
    expect(1 - classes.figures.faded).toBeCloseTo(expected[1], 12);
    expect(1 - classes.figures.accuracy).toBeCloseTo(expected[2], 12);
  });
});

test('the baseline repeats the last label that is known by then', () => {
  for (const lag of [1, 3, 10, 100]) {
    const random = new Random(lag);
    const truths = Array.from({ length: 150 }, () => random.integer(3));
    const classes = new PrequentialClasses(3, { ...setting, lag });
    truths.forEach((truth, row) => classes.add(row, truth, 0));
    const right = truths.filter((truth, row) => row >= lag && truths[row - lag] === truth).length;
    expect(classes.figures.noChange).toBeCloseTo(right / (truths.length - lag), 12);
  }
  // Rows 1 and 2 never get a label.
  const gaps = new PrequentialClasses(2, { ...setting, lag: 2 });
  for (const [row, truth] of [
    [0, 1],
    [3, 1],
    [4, 0],
    [5, 1],
  ] as const)
    gaps.add(row, truth, 0);
  // Row 3 and 4 go by row 0, row 5 by row 3.
  expect(gaps.figures.noChange).toBeCloseTo(2 / 3, 12);
});

test('kappas hold the window against chance, the last label and the usual one', () => {
  const random = new Random(4);
  const classes = new PrequentialClasses(3, setting);
  const rows = Array.from({ length: 500 }, () => [random.integer(3), random.integer(3)] as const);
  rows.forEach(([truth, answer], row) => classes.add(row, truth, answer));
  const latest = rows.slice(-200);
  const share = (of: (pair: readonly [number, number]) => boolean) => latest.filter(of).length / 200;
  const accuracy = share(([truth, answer]) => truth === answer);
  const chance = [0, 1, 2].reduce(
    (sum, k) => sum + share(([truth]) => truth === k) * share(([, answer]) => answer === k),
    0,
  );
  const { figures } = classes;
  expect(figures.n).toBe(200);
  expect(figures.kappa).toBeCloseTo((accuracy - chance) / (1 - chance), 12);
  expect(figures.kappaTemporal).toBeCloseTo((accuracy - figures.noChange) / (1 - figures.noChange), 12);
  expect(figures.kappaM).toBeCloseTo((accuracy - figures.majority) / (1 - figures.majority), 12);
  expect(overBaseline(1, 1)).toBeNaN();
});

test('an answer that can’t be read is wrong; before any row nothing is known', () => {
  const classes = new PrequentialClasses(2, setting);
  expect(classes.figures.accuracy).toBeNaN();
  classes.add(0, 1, -1);
  classes.add(1, 1, 1);
  expect(classes.figures).toMatchObject({ n: 2, accuracy: 0.5, noChange: 1, majority: 1 });
});

test('numbers: the mean miss, and that of repeating the last value', () => {
  const numbers = new PrequentialNumbers({ ...setting, window: 3 });
  [1, 2, 4, 7, 11].forEach((truth, row) => numbers.add(row, truth, truth + row));
  expect(numbers.figures.error).toBeCloseTo(3, 12);
  expect(numbers.figures.noChange).toBeCloseTo(3, 12);
  expect(numbers.figures.n).toBe(3);
});
