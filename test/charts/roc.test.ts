import { expect, test } from 'vitest';
import roc from '../../src/charts/roc.ts';
import { bothBinary, oneKind } from './evaluation-cases.ts';
import { alive, hostile, theme } from './theme.ts';

const data = { ...bothBinary('roc'), positive: 'busy', threshold: 0.5 };

test('the title says who ranks better, from the exact areas', () => {
  expect(roc.title(data)).toBe('v2 ranks better than v1: area 0.878 against 0.737');
  expect(
    roc.title({
      ...data,
      candidate: { ...data.baseline, label: 'v2' },
      baseline: { ...data.candidate, label: 'v1' },
    }),
  ).toBe('v2 ranks worse than v1: area 0.737 against 0.878');
  expect(roc.title({ ...data, baseline: { ...data.candidate, label: 'v1' } })).toBe(
    'v2 and v1 rank alike: area 0.878',
  );
  expect(roc.title({ ...data, baseline: null })).toBe('v2 ranks a positive above a negative 88 times in 100');
  expect(roc.title({ ...bothBinary('roc', oneKind), positive: 'busy', threshold: 0.5 })).toBe(
    'Without rows of both kinds there is no ROC curve',
  );
  expect(roc.subtitle(data)).toContain('n = 40 rows');
  expect(roc.describe(data)).toContain('Area: v2 0.878, v1 0.737');
});

test('the baseline comes first, the candidate on top, and each is marked where its threshold is', () => {
  const { data: traces } = roc.figure(data, theme);
  expect(
    traces.map((trace) => trace.type === 'scatter' && (trace.line?.color ?? trace.marker?.color)),
  ).toEqual([theme.champion, theme.challenger, theme.champion, theme.challenger]);
  // 14 of 19 positives and 5 of 21 negatives have a score of 0.5 or more.
  expect([traces[3]?.x, traces[3]?.y]).toEqual([[5 / 21], [14 / 19]]);
  expect(
    roc.figure({ ...bothBinary('roc', oneKind), positive: 'busy', threshold: 0.5 }, theme).data[0]?.x,
  ).toEqual([]);
});

test('names are harmless and the points are exported', () => {
  const bad = { ...bothBinary('roc', undefined, hostile), positive: hostile, threshold: 0.5 };
  expect(alive(roc.figure(bad, theme))).toEqual([]);
  const lines = roc.csv(data).split('\r\n');
  expect(lines[0]).toBe('version,threshold,false positive rate,true positive rate');
  expect(lines[1]).toBe('v2,,0,0');
});
