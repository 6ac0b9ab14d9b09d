import { expect, test } from 'vitest';
import residualDistribution from '../../src/charts/residual-distribution.ts';
import { bothRegression } from './evaluation-cases.ts';
import { alive, hostile, theme } from './theme.ts';

const data = { ...bothRegression('residuals'), unit: 'mpg' };

test('the title says on which side the errors lie', () => {
  expect(residualDistribution.title(data)).toBe('v2 is too high about as often as too low');
  expect(residualDistribution.title({ ...data, candidate: { ...data.baseline, label: 'v2' } })).toBe(
    'v2 is more often too high than too low',
  );
  const none = { edges: [0, 1], counts: [0] };
  expect(residualDistribution.title({ ...data, candidate: { label: 'v2', drawn: none } })).toBe(
    'No labelled row has an answer',
  );
  expect(residualDistribution.subtitle(data)).toBe('Rows by predicted − true mpg. n = 40 rows');
  expect(residualDistribution.describe(data)).toContain('v1: most rows between');
});

test('both models share the edges of their bars', () => {
  const [baseline, candidate] = residualDistribution.figure(data, theme).data;
  expect(baseline?.x).toEqual(candidate?.x);
  expect(candidate?.type === 'bar' && candidate.y.reduce((sum, rows) => sum + rows, 0)).toBe(40);
});

test('names are harmless and the bars are exported', () => {
  const bad = { ...bothRegression('residuals', hostile), unit: hostile };
  expect(alive(residualDistribution.figure(bad, theme))).toEqual([]);
  expect(residualDistribution.csv(data).split('\r\n')).toHaveLength(82);
});
