import { expect, test } from 'vitest';
import comparison from '../../src/charts/comparison.ts';
import { alive, hostile, theme } from './theme.ts';

const data = {
  metricLabel: 'accuracy',
  better: 'higher' as 'higher' | 'lower',
  champion: { label: 'v1', value: 0.63 },
  challenger: { label: 'v2', value: 0.71 },
  difference: { value: 0.08, low: 0.03, high: 0.13, n: 480 },
  n: 480,
  confidence: 0.95,
};
const unclear = { ...data, difference: { value: 0.02, low: -0.01, high: 0.05, n: 480 } };

test('the title is the verdict, and an interval with zero in it decides nothing', () => {
  expect(comparison.title(data)).toBe('v2 is better than v1 by 0.080 in accuracy');
  expect(comparison.title({ ...data, better: 'lower' })).toBe('v2 is worse than v1 by 0.080 in accuracy');
  expect(comparison.title(unclear)).toBe('The rows do not tell v2 and v1 apart');
  expect(comparison.describe(unclear)).toContain('interval −0.010 to +0.050, which includes zero');
  expect(comparison.subtitle(data)).toContain('n = 480 rows');
});

test('the interval is drawn around the difference, with zero in view', () => {
  const figure = comparison.figure(data, theme);
  const [point] = figure.data;
  if (point?.type !== 'scatter') throw new Error('not a point');
  expect(point.x).toEqual([0.08]);
  expect(point.error_x?.array[0]).toBeCloseTo(0.05);
  expect(point.error_x?.arrayminus[0]).toBeCloseTo(0.05);
  expect(point.marker?.color).toBe(theme.good);
  const range = figure.layout.xaxis.range ?? [0, 0];
  expect(range[0]).toBeLessThan(0);
  expect(range[1]).toBeGreaterThan(0.13);
  const [grey] = comparison.figure(unclear, theme).data;
  expect(grey?.type === 'scatter' && grey.marker?.color).toBe(theme.reference);
});

test('the better side follows the direction of the metric', () => {
  const texts = (better: 'higher' | 'lower') =>
    comparison.figure({ ...data, better }, theme).layout.annotations?.map((annotation) => annotation.text);
  expect(texts('higher')).toContain('v2 better ▸');
  expect(texts('lower')).toContain('v1 better ▸');
});

test('names are harmless and the numbers are exported', () => {
  const bad = { ...data, metricLabel: hostile, challenger: { label: hostile, value: 1 } };
  expect(alive(comparison.figure(bad, theme))).toEqual([]);
  expect(comparison.csv(data).split('\r\n')[3]).toBe('difference,0.08,0.03,0.13,480');
});
