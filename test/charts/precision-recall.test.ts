import { expect, test } from 'vitest';
import precisionRecall from '../../src/charts/precision-recall.ts';
import { bothBinary, oneKind } from './evaluation-cases.ts';
import { alive, hostile, theme } from './theme.ts';

const data = {
  ...bothBinary('precisionRecall'),
  positive: 'busy',
  threshold: 0.5,
  positives: 19,
  prevalence: 19 / 40,
  difference: { low: 0.01, high: 0.2 },
};

test('the title says who finds more purely', () => {
  expect(precisionRecall.title(data)).toMatch(
    /^v2 finds busy more purely than v1: average precision 0\.859 against 0\.\d{3}$/,
  );
  expect(precisionRecall.title({ ...data, baseline: null })).toBe(
    'v2 finds busy with an average precision of 0.86',
  );
  expect(precisionRecall.title({ ...data, baseline: { ...data.candidate, label: 'v1' } })).toContain(
    'find busy alike',
  );
  const without = { ...data, ...bothBinary('precisionRecall', oneKind), positives: 0, prevalence: 0 };
  expect(precisionRecall.title({ ...data, difference: { low: -0.01, high: 0.2 } })).toMatch(
    /^Average precision for busy: v2 0\.859, v1 0\.\d{3}; on these 40 rows that can be chance$/,
  );
  expect(precisionRecall.title(without)).toBe('No row is busy, so there is nothing to find');
  expect(precisionRecall.subtitle(data)).toContain('chance, 0.47. n = 40 rows, 19 of them busy');
  expect(precisionRecall.describe(data)).toContain('by chance 0.47');
});

test('the line of chance lies at the share of positives', () => {
  const { layout, data: traces } = precisionRecall.figure(data, theme);
  expect(layout.shapes?.[0]).toMatchObject({ y0: 19 / 40, y1: 19 / 40 });
  expect([traces[3]?.x, traces[3]?.y]).toEqual([[14 / 19], [14 / 19]]);
});

test('names are harmless and the points are exported', () => {
  const bad = { ...data, ...bothBinary('precisionRecall', undefined, hostile), positive: hostile };
  expect(alive(precisionRecall.figure(bad, theme))).toEqual([]);
  expect(precisionRecall.csv(data).split('\r\n')[0]).toBe('version,threshold,recall,precision');
});
