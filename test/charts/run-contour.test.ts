import { expect, test } from 'vitest';
import { surfaceOf } from '../../src/charts/parts/run-surface.ts';
import runContour, { contourRuns } from '../../src/charts/run-contour.ts';
import type { RunContourData } from '../../src/charts/run-contour.ts';
import { alive, hostile, theme } from './theme.ts';

const runs = ['a', 'b', 'c', 'd', 'e'].map((id, colour) => ({ id, label: `Run ${id}`, colour }));
const data = (more: Partial<RunContourData> = {}): RunContourData => ({
  runs,
  x: { label: 'learning_rate', log: true, values: [0.001, 0.001, 0.1, 0.1, null] },
  y: { label: 'units', log: false, values: [8, 64, 8, 64, 8] },
  z: { label: 'val_loss', log: false, values: [0.4, 0.3, 0.9, 0.8, 0.1] },
  better: 'lower',
  highlighted: null,
  ...more,
});

test('the best place is named, and what is only an estimate', () => {
  expect(runContour.title(data())).toBe(
    'val_loss is lowest at learning_rate 0.00100 and units 64.0: 0.300 (Run b)',
  );
  expect(runContour.title(data({ better: null }))).toBe(
    'val_loss is highest at learning_rate 0.100 and units 8.00: 0.900 (Run c), and lowest with 0.300',
  );
  expect(runContour.subtitle(data())).toContain(
    'grey where no run is near. n = 4 runs, 1 without one of the three',
  );
});

test('at a run the surface has its value; far from every run there is none', () => {
  const surface = surfaceOf(
    [
      { x: 0, y: 0, value: 1 },
      { x: 1, y: 1, value: 3 },
    ],
    21,
  );
  expect(surface[0]![0]).toBeCloseTo(1, 6);
  expect(surface[20]![20]).toBeCloseTo(3, 6);
  expect(surface[10]![10]).toBeNull();
  expect(surface[0]![20]).toBeNull();
  for (const value of surface.flat())
    if (value !== null) {
      expect(value).toBeGreaterThanOrEqual(1 - 1e-9);
      expect(value).toBeLessThanOrEqual(3 + 1e-9);
    }
});

test('too few runs give points and no surface', () => {
  expect(runContour.figure(data(), theme).data.map(({ type }) => type)).toEqual(['contour', 'scatter']);
  const few = data({ z: { label: 'z', log: false, values: [1, 2, null, null, null] } });
  expect(runContour.figure(few, theme).data.map(({ type }) => type)).toEqual(['scatter']);
  expect(runContour.subtitle(few)).toContain('nothing is estimated');
  expect(contourRuns(few)).toEqual(['a', 'b']);
});

test('names are only text', () => {
  const named = runs.map((run) => ({ ...run, label: hostile }));
  expect(alive(runContour.figure(data({ runs: named }), theme))).toEqual([]);
});
