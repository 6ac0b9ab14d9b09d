import { expect, test } from 'vitest';
import gain from '../../src/charts/gain.ts';
import { bothBinary, oneKind } from './evaluation-cases.ts';
import { alive, hostile, theme } from './theme.ts';

const data = { ...bothBinary('gain'), positive: 'busy' };

test('the title says what the highest fifth holds', () => {
  expect(gain.title(data)).toBe(
    'Among the 20 of 100 rows that v2 scores highest are 42 of 100 busy; with v1 32',
  );
  expect(gain.title({ ...data, baseline: null })).toMatch(/42 of 100 busy$/);
  expect(gain.title({ ...bothBinary('gain', oneKind), positive: 'busy' })).toBe(
    'No row is busy, so there is nothing to gain',
  );
  expect(gain.subtitle(data)).toContain('n = 40 rows');
  expect(gain.describe(data)).toContain('lift of the first tenth 1.58');
});

test('lines begin at nothing and end at everything', () => {
  for (const trace of gain.figure(data, theme).data) {
    expect([trace.x[0], trace.y[0]]).toEqual([0, 0]);
    expect([trace.x.at(-1), trace.y.at(-1)]).toEqual([1, 1]);
    expect(trace.x).toHaveLength(11);
  }
  expect(
    gain.figure({ ...bothBinary('gain', oneKind), positive: 'busy' }, theme).data[0]?.y.slice(1),
  ).toEqual(Array.from({ length: 10 }, () => null));
});

test('names are harmless and the tenths are exported', () => {
  const bad = { ...bothBinary('gain', undefined, hostile), positive: hostile };
  expect(alive(gain.figure(bad, theme))).toEqual([]);
  expect(gain.csv(data).split('\r\n')).toHaveLength(22);
});
