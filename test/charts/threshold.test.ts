import { expect, test } from 'vitest';
import threshold from '../../src/charts/threshold.ts';
import { binary, n, oneKind } from './evaluation-cases.ts';
import { alive, hostile, theme } from './theme.ts';

const { thresholds } = binary.candidate.binary!;
const data = { label: 'v2', positive: 'busy', n, points: thresholds, cost: null, threshold: 0.5 };

test('the title says what is found and how pure it is', () => {
  expect(threshold.title(data)).toBe('From 0.50 on, v2 finds 74 of 100 busy; 74 of 100 that it calls so are');
  expect(threshold.title({ ...data, threshold: 1 })).toBe('From 1.00 on, v2 finds 0 of 100 busy');
  expect(threshold.title({ ...data, points: oneKind.candidate.binary!.thresholds })).toBe(
    'No row is busy, so no threshold finds any',
  );
  expect(threshold.subtitle(data)).not.toContain('cost');
  expect(threshold.describe(data)).toContain('from 0.5: recall 0.74, precision 0.74');
});

test('precision is unknown where nothing is called positive', () => {
  const [precision, recall] = threshold.figure(data, theme).data;
  expect([precision?.y[100], recall?.y[100], recall?.y[0]]).toEqual([null, 0, 1]);
});

test('cost has an axis of its own, only where there is one', () => {
  expect(threshold.figure(data, theme).layout.yaxis2).toBeUndefined();
  const cost = thresholds.map((at) => (at.falsePositives + 5 * at.falseNegatives) / n);
  const priced = threshold.figure({ ...data, cost }, theme);
  expect(priced.data[3]).toMatchObject({ yaxis: 'y2' });
  expect(priced.layout.yaxis2).toMatchObject({ overlaying: 'y', side: 'right' });
  // The largest is 95 of 40 rows: fifths of 2.5, on the lines of the shares.
  expect(Math.max(...cost)).toBeCloseTo(95 / 40, 9);
  expect(priced.layout.yaxis2?.tickvals).toEqual([0, 0.5, 1, 1.5, 2, 2.5]);
  expect(priced.layout.yaxis.tickvals).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  expect(threshold.csv({ ...data, cost }).split('\r\n')[0]).toContain('cost per row');
});

test('names are harmless', () => {
  expect(alive(threshold.figure({ ...data, label: hostile, positive: hostile }, theme))).toEqual([]);
  expect(threshold.csv(data).split('\r\n')).toHaveLength(103);
});
