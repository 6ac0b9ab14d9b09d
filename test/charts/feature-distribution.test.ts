import { expect, test } from 'vitest';
import featureDistribution from '../../src/charts/feature-distribution.ts';
import { alive, hostile, theme } from './theme.ts';

const data = {
  feature: 'weather',
  kind: 'category' as const,
  reference: [60, 30, 10],
  current: [4, 4, 12],
  labels: ['clear', 'mist', 'rain'],
};

test('the title names the largest change', () => {
  expect(featureDistribution.title(data)).toBe(
    'weather = rain is more common than in training: 0.10 then, 0.60 now',
  );
  expect(featureDistribution.title({ ...data, current: [12, 6, 2] })).toContain('as it was in training');
  expect(featureDistribution.title({ ...data, current: [0, 0, 0] })).toContain('no rows to compare');
  expect(featureDistribution.subtitle(data)).toBe(
    'Share of rows in each value of weather. n = 100 training rows, 20 current rows',
  );
  expect(featureDistribution.describe(data)).toContain('mist: 0.30 then, 0.20 now');
});

test('bars are shares, so that sides of unlike size can be compared; training is grey', () => {
  const [before, now] = featureDistribution.figure(data, theme).data;
  expect(before?.y).toEqual([0.6, 0.3, 0.1]);
  expect(now?.y).toEqual([0.2, 0.2, 0.6]);
  expect(before?.type === 'bar' && before.marker.line?.color).toBe(theme.reference);
  expect(featureDistribution.figure({ ...data, current: [0, 0, 0] }, theme).data[1]?.y).toEqual([0, 0, 0]);
});

test('names are harmless and the counts are exported', () => {
  const bad = { ...data, feature: hostile, labels: [hostile, 'b', 'c'] };
  expect(alive(featureDistribution.figure(bad, theme))).toEqual([]);
  expect(featureDistribution.csv(data)).toBe(
    'weather,training rows,current rows\r\nclear,60,4\r\nmist,30,4\r\nrain,10,12\r\n',
  );
});
