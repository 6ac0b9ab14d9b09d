import { expect, test } from 'vitest';
import roc from '../../src/charts/roc.ts';
import { bothBinary, oneKind } from './evaluation-cases.ts';
import { alive, hostile, theme } from './theme.ts';

const more = { positive: 'busy', threshold: 0.5, positives: 19, difference: { low: 0.01, high: 0.28 } };
const data = { ...bothBinary('roc'), ...more };

test('the title says who ranks better, from the exact areas', () => {
  expect(roc.title(data)).toBe('v2 ranks busy better than v1: area 0.878 against 0.737');
  expect(
    roc.title({
      ...data,
      difference: { low: -0.28, high: -0.01 },
      candidate: { ...data.baseline, label: 'v2' },
      baseline: { ...data.candidate, label: 'v1' },
    }),
  ).toBe('v2 ranks busy worse than v1: area 0.737 against 0.878');
  expect(roc.title({ ...data, baseline: { ...data.candidate, label: 'v1' } })).toBe(
    'v2 and v1 rank busy alike: area 0.878',
  );
  expect(roc.title({ ...data, baseline: null })).toBe('v2 ranks busy above the rest 88 times in 100');
  expect(roc.title({ ...bothBinary('roc', oneKind), ...more })).toBe(
    'Without rows of both kinds there is no ROC curve',
  );
  expect(roc.subtitle(data)).toContain('n = 40 rows, 19 of them busy');
  expect(roc.describe(data)).toContain('Area: v2 0.878, v1 0.737');
});

test('the title claims no more than the interval of the difference does', () => {
  expect(roc.title({ ...data, difference: { low: -0.02, high: 0.3 } })).toBe(
    'Area for busy: v2 0.878, v1 0.737; on these 40 rows that can be chance',
  );
  expect(roc.title({ ...data, difference: null })).toBe('Area for busy: v2 0.878, v1 0.737');
});

test('the baseline comes first, the candidate on top, and each is marked where its threshold is', () => {
  const { data: traces } = roc.figure(data, theme);
  expect(
    traces.map((trace) => trace.type === 'scatter' && (trace.line?.color ?? trace.marker?.color)),
  ).toEqual([theme.champion, theme.challenger, theme.champion, theme.challenger]);
  // 14 of 19 positives and 5 of 21 negatives have a score of 0.5 or more.
  expect([traces[3]?.x, traces[3]?.y]).toEqual([[5 / 21], [14 / 19]]);
  expect(roc.figure({ ...bothBinary('roc', oneKind), ...more }, theme).data[0]?.x).toEqual([]);
});

test('names are harmless and the points are exported', () => {
  const bad = { ...bothBinary('roc', undefined, hostile), ...more, positive: hostile };
  expect(alive(roc.figure(bad, theme))).toEqual([]);
  const lines = roc.csv(data).split('\r\n');
  expect(lines[0]).toBe('version,threshold,false positive rate,true positive rate');
  expect(lines[1]).toBe('v2,,0,0');
});
