import { expect, test } from 'vitest';
import learningCurve, { type LearningCurveData } from '../../src/charts/learning-curve.ts';
import { alive, hostile, theme } from './theme.ts';

const data: LearningCurveData = {
  measure: 'Accuracy',
  better: 'higher',
  points: [
    { rows: 100, learnt: 0.99, tested: 0.7 },
    { rows: 500, learnt: 0.95, tested: NaN },
    { rows: 510, learnt: 0.95, tested: 0.8 },
    { rows: 1000, learnt: 0.92, tested: 0.88 },
  ],
  tested: 250,
};
const ending = (tested: number): LearningCurveData => ({
  ...data,
  points: [...data.points.slice(0, 3), { rows: 1000, learnt: 0.9, tested }],
});

test('the title says what twice the rows brought', () => {
  expect(learningCurve.title(data)).toBe(
    'More rows helped: Accuracy 0.800 with 510 rows to learn from, 0.880 with 1,000',
  );
  expect(learningCurve.title(ending(0.81))).toMatch(/^Twice the rows changed little: /);
  expect(learningCurve.title(ending(0.7))).toMatch(/^More rows did not help: /);
  expect(learningCurve.title({ ...ending(0.7), better: 'lower' })).toMatch(/^More rows helped: /);
  expect(learningCurve.title({ ...data, points: data.points.slice(3) })).toBe(
    'Accuracy 0.880 with 1,000 rows to learn from',
  );
  expect(learningCurve.title({ ...data, points: data.points.slice(1, 2) })).toMatch(/^No training went well/);
});

test('a training that failed is a gap and is told', () => {
  const [learnt, tested] = learningCurve.figure(data, theme).data;
  expect(tested?.x).toEqual([100, 500, 510, 1000]);
  expect(tested?.y).toEqual([0.7, null, 0.8, 0.88]);
  expect(learnt?.y).toEqual([0.99, 0.95, 0.95, 0.92]);
  expect(learningCurve.describe(data)).toContain('500 rows: the training failed');
  expect(learningCurve.describe(data)).toContain(
    '1,000 rows: 0.880 on rows kept out, 0.920 on rows learnt from',
  );
  expect(learningCurve.subtitle(data)).toContain('n = 250');
});

test('names are harmless and the points are exported', () => {
  expect(alive(learningCurve.figure({ ...data, measure: hostile }, theme))).toEqual([]);
  expect(learningCurve.csv(data)).toBe(
    'rows learnt from,"Accuracy, rows learnt from","Accuracy, rows kept out"\r\n' +
      '100,0.99,0.7\r\n500,0.95,\r\n510,0.95,0.8\r\n1000,0.92,0.88\r\n',
  );
});
