import { expect, test } from 'vitest';
import driftByFeature from '../../src/charts/drift-by-feature.ts';
import { alive, hostile, theme } from './theme.ts';

const data = {
  windows: [0, 1, 2],
  features: ['hour', 'temperature', 'wind'],
  values: [
    [0.01, 0.02, 0.03],
    [0.05, 0.25, 0.4],
    [0.02, NaN, 0.21],
  ],
  threshold: 0.2,
};

test('the title names what is far away now, the furthest first', () => {
  expect(driftByFeature.title(data)).toBe('temperature and wind have moved away from the training data');
  expect(driftByFeature.title({ ...data, threshold: 0.3 })).toBe(
    'temperature has moved away from the training data',
  );
  expect(driftByFeature.title({ ...data, threshold: 1 })).toContain('No feature is far');
  expect(driftByFeature.title({ ...data, threshold: 0.02 })).toContain('temperature, wind and 1 more');
  expect(driftByFeature.title({ ...data, windows: [], values: [[], [], []] })).toContain('No window');
  expect(driftByFeature.describe(data)).toContain(
    'temperature: now 0.400, largest 0.400, drifted in 2 windows',
  );
  expect(driftByFeature.subtitle(data)).toContain('n = 3 features, 3 windows');
});

test('colour turns at the threshold, and what was not measured is a hole', () => {
  const [trace] = driftByFeature.figure(data, theme).data;
  if (trace?.type !== 'heatmap') throw new Error('not a heat map');
  expect(trace.z[2]).toEqual([0.02, null, 0.21]);
  expect([trace.zmin, trace.zmax]).toEqual([0, 0.4]);
  expect(trace.colorscale.filter(([place]) => Math.abs(place - 0.5) < 0.01)).toHaveLength(2);
  expect(trace.text?.[1]?.[1]).toBe('temperature, window 2: 0.250, drifted');
  expect(trace.x).toEqual([1, 2, 3]);
});

test('names are harmless and the numbers are exported', () => {
  expect(alive(driftByFeature.figure({ ...data, features: [hostile, 'a', 'b'] }, theme))).toEqual([]);
  expect(driftByFeature.csv({ ...data, features: ['a,"b"', 'c', 'd'] })).toBe(
    'feature,window 1,window 2,window 3\r\n"a,""b""",0.01,0.02,0.03\r\nc,0.05,0.25,0.4\r\nd,0.02,,0.21\r\n',
  );
});
