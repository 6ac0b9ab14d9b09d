import { expect, test } from 'vitest';
import blindSpots, { type BlindSpotsChartData } from '../../src/charts/blind-spots.ts';
import { alive, hostile, theme } from './theme.ts';

const data: BlindSpotsChartData = {
  x: 'pressure',
  y: 'flow',
  before: [
    [0, 0],
    [1, 1],
    [2, 2],
  ],
  after: [
    [0, 2],
    [1, 1],
    [2, 0],
    [NaN, 1],
  ],
  change: 'A tie turns round',
  sees: ['PCA'],
  blind: ['PSI', 'KS'],
};

test('the title says who sees it and who does not', () => {
  expect(blindSpots.title(data)).toBe('A tie turns round: PCA sees it, PSI, KS do not');
  expect(blindSpots.title({ ...data, sees: [] })).toContain('nothing here sees it');
  expect(blindSpots.title({ ...data, blind: [] })).toContain('everything here sees it');
  expect(blindSpots.subtitle(data)).toContain('1.00 before, −1.00 after. n = 3 and 3 rows');
  expect(blindSpots.describe(data)).toContain('Scatter plot of flow over pressure');
});

test('rows without one of the two are left out, names are harmless, and the numbers are exported', () => {
  const [before, after] = blindSpots.figure(data, theme).data;
  if (before?.type !== 'scatter' || after?.type !== 'scatter') throw new Error('not a scatter plot');
  expect(before.x).toEqual([0, 1, 2]);
  expect(after.y).toEqual([2, 1, 0]);
  expect(alive(blindSpots.figure({ ...data, x: hostile, y: hostile }, theme))).toEqual([]);
  expect(blindSpots.csv(data).split('\r\n').slice(0, 2)).toEqual(['rows,pressure,flow', 'before,0,0']);
});
