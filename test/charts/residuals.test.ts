import { expect, test } from 'vitest';
import residuals from '../../src/charts/residuals.ts';
import { bothRegression } from './evaluation-cases.ts';
import { alive, hostile, theme } from './theme.ts';

const data = { ...bothRegression('points'), unit: 'mpg' };

test('the title says how it leans at both ends', () => {
  expect(residuals.title({ ...data, candidate: { ...data.baseline, label: 'v2' } })).toBe(
    'v2 is 2.00 mpg too high on average where it predicts little, 2.00 mpg too high where it predicts much',
  );
  expect(residuals.title({ ...data, candidate: { label: 'v2', drawn: [] } })).toContain('Too few');
  expect(residuals.subtitle(data)).toBe(
    'Predicted − true against predicted; each point is a row. n = 40 rows',
  );
  expect(residuals.subtitle({ ...data, n: 5000 })).toContain('40 drawn');
  expect(residuals.describe(data)).toContain('v1: largest error 2.00');
});

test('points are errors over predictions', () => {
  const [baseline, candidate] = residuals.figure(data, theme).data;
  expect(new Set(baseline?.y)).toEqual(new Set([2]));
  expect(candidate?.x.slice(0, 2)).toEqual([1, 0]);
  expect(candidate?.y.slice(0, 2)).toEqual([1, -1]);
});

test('names are harmless and the points are exported', () => {
  expect(alive(residuals.figure({ ...bothRegression('points', hostile), unit: hostile }, theme))).toEqual([]);
  expect(residuals.csv(data).split('\r\n')).toHaveLength(82);
});
