import { expect, test } from 'vitest';
import runBox, { boxRuns } from '../../src/charts/run-box.ts';
import type { RunBoxData } from '../../src/charts/run-box.ts';
import { alive, hostile, theme } from './theme.ts';

const group = (label: string, values: readonly number[]) => ({
  label,
  members: values.map((value, i) => ({ id: `${label}${i}`, label: `${label} ${i}`, colour: i, value })),
});
const data = (more: Partial<RunBoxData> = {}): RunBoxData => ({
  metric: 'val_loss',
  better: 'lower',
  by: 'units',
  groups: [group('units 8', [1, 2, 3, 4, 5]), group('units 64', [1, 3])],
  highlighted: null,
  ...more,
});

test('the title says which group is best on average, with spread and n', () => {
  expect(runBox.title(data())).toBe(
    'On average val_loss is lowest with units 64 2.00 ± 1.41 (n = 2), then units 8 3.00 ± 1.58 (n = 5)',
  );
  const plain = data({ metric: 'last learning_rate', better: null });
  expect(runBox.title(plain)).toContain('On average last learning_rate is highest with units 8');
  expect(`${runBox.title(plain)} ${runBox.subtitle(plain)}`).not.toMatch(/better|best/i);
  expect(runBox.title(data({ groups: [] }))).toBe('No chosen run has measured val_loss');
  expect(runBox.describe(data())).toContain('Box plot of 2 groups');
});

test('a box only where there are runs enough; every run is a point', () => {
  const figure = runBox.figure(data({ highlighted: 'units 81' }), theme);
  expect(figure.data.map(({ type }) => type)).toEqual(['box', 'scatter']);
  const [, points] = figure.data;
  if (points?.type !== 'scatter') throw new Error('no points');
  expect(points.y).toEqual([1, 2, 3, 4, 5, 1, 3]);
  expect(points.marker?.symbol).toEqual(['circle', 'diamond', ...Array(5).fill('circle')]);
  expect(boxRuns(data())).toHaveLength(7);
  for (const [i, x] of points.x.entries()) expect(Math.abs(Math.round(x ?? 9))).toBe(i < 5 ? 0 : 1);
});

test('a figure that is missing is a gap, and names are only text', () => {
  const [points] = runBox.figure(data({ groups: [group('a', [NaN, 1])] }), theme).data;
  expect(points?.type === 'scatter' && points.y).toEqual([null, 1]);
  expect(
    alive(runBox.figure(data({ by: hostile, groups: [group(hostile, [1, 2, 3, 4, 5])] }), theme)),
  ).toEqual([]);
});
