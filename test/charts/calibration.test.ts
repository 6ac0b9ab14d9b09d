import { expect, test } from 'vitest';
import calibration from '../../src/charts/calibration.ts';
import { bothBinary, empty } from './evaluation-cases.ts';
import { alive, hostile, theme } from './theme.ts';

const data = { ...bothBinary('calibration'), positive: 'busy' };
const bin = { from: 0.8, to: 0.9, n: 100, meanScore: 0.85, share: 0.5, low: 0.4, high: 0.6 };

test('the title names the bin that is surely off, and only such a one', () => {
  const of = (drawn: readonly (typeof bin)[]) =>
    calibration.title({ ...data, candidate: { label: 'v2', drawn } });
  expect(of([bin])).toBe('v2 promises too much: where it says 0.85, 0.50 are busy');
  expect(of([{ ...bin, meanScore: 0.2 }])).toBe('v2 promises too little: where it says 0.20, 0.50 are busy');
  expect(of([{ ...bin, meanScore: 0.55 }])).toBe('The probabilities of v2 can be taken at their word');
  expect(calibration.title({ ...bothBinary('calibration', empty), positive: 'busy' })).toBe(
    'No labelled row has a score',
  );
  expect(calibration.subtitle(data)).toContain('n = 40 rows');
});

test('the mean gap is the expected calibration error', () => {
  expect(calibration.describe(data)).toContain('v2 0.148');
});

test('bins carry their intervals', () => {
  const [baseline, candidate] = calibration.figure(data, theme).data;
  expect(baseline?.type === 'scatter' && baseline.line?.color).toBe(theme.champion);
  const bars = candidate?.type === 'scatter' && candidate.error_y;
  const first = data.candidate.drawn[0]!;
  expect(bars && bars.array[0]).toBeCloseTo(first.high - first.share, 12);
  expect(bars && bars.arrayminus[0]).toBeCloseTo(first.share - first.low, 12);
});

test('names are harmless and the bins are exported', () => {
  const bad = { ...bothBinary('calibration', undefined, hostile), positive: hostile };
  expect(alive(calibration.figure(bad, theme))).toEqual([]);
  expect(calibration.csv(data).split('\r\n')).toHaveLength(
    2 + data.candidate.drawn.length + data.baseline.drawn.length,
  );
});
