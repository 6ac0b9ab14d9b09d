import { expect, test } from 'vitest';
import chart, { type EstimatedPerformanceData } from '../../src/charts/estimated-performance.ts';
import { alive, hostile, theme } from './theme.ts';

const data: EstimatedPerformanceData = {
  label: 'Accuracy',
  unit: 'share',
  better: 'higher',
  x: [0, 1, 2, 3],
  labels: ['1 Mar', '2 Mar', '3 Mar', '4 Mar'],
  estimated: {
    values: [0.8, 0.8, 0.75, 0.71],
    low: [0.78, 0.78, 0.73, 0.69],
    high: [0.82, 0.82, 0.77, 0.73],
  },
  realised: { values: [0.79, 0.69, NaN, NaN], low: [0.77, 0.67, NaN, NaN], high: [0.81, 0.71, NaN, NaN] },
  n: [500, 500, 500, 500],
  thresholds: [0.74, 0.74, 0.74, 0.74],
  knownUntil: 1,
  reigns: [
    { from: 0, label: 'v1' },
    { from: 2, label: 'v2' },
  ],
  warning: '',
};
const nothing = { values: [NaN, NaN, NaN, NaN], low: [], high: [] };

test('the title says what is thought and what is known', () => {
  expect(chart.title(data)).toBe('Estimated accuracy has fallen to 0.71; labels known until 2 Mar say 0.69');
  expect(chart.title({ ...data, thresholds: [] })).toContain('Estimated accuracy is 0.71');
  expect(chart.title({ ...data, better: 'lower', thresholds: [0, 0, 0, 0.5] })).toContain('has risen to');
  expect(chart.title({ ...data, warning: 'It lies.' })).toContain('don’t believe the estimate');
  expect(chart.title({ ...data, realised: nothing })).toContain('no labels are known yet');
  expect(chart.title({ ...data, estimated: nothing })).toContain('can’t be estimated');
  expect(chart.title({ ...data, estimated: nothing, realised: nothing })).toContain('nothing is known');
  expect(chart.subtitle(data)).toContain('n = 2,000 rows in 4 windows');
  expect(chart.describe(data)).toContain('Over 2 windows with both');
});

test('the estimate is dashed, the truth solid, and what is not known is hatched', () => {
  const { data: traces, layout } = chart.figure(data, theme);
  const lines = traces.filter((trace) => trace.type === 'scatter' && trace.line?.width === 2);
  expect(lines.map((trace) => trace.type === 'scatter' && trace.line?.dash)).toEqual(['dash', 'solid']);
  const [, truth] = lines;
  expect(truth?.type === 'scatter' && truth.y).toEqual([0.79, 0.69, null, null]);
  const area = layout.shapes?.find(({ type }) => type === 'rect');
  expect([area?.x0, area?.x1]).toEqual([1.5, 3.5]);
  expect(layout.shapes?.filter(({ type, x0, x1 }) => type === 'line' && x0 !== x1).length).toBeGreaterThan(5);
  const words = layout.annotations?.map(({ text }) => String(text));
  expect(words).toEqual(['labels known until here', 'v1', 'v2']);
  const all = chart.figure({ ...data, knownUntil: 3 }, theme).layout;
  expect(all.shapes?.some(({ type }) => type === 'rect')).toBe(false);
  expect(chart.figure({ ...data, knownUntil: -1 }, theme).layout.annotations?.[0]?.text).toBe(
    'no labels yet',
  );
});

test('names are harmless, the numbers are exported, and nothing at all draws', () => {
  const drawn = chart.figure({ ...data, label: hostile, labels: data.labels.map(() => hostile) }, theme);
  expect(alive(drawn)).toEqual([]);
  expect(chart.csv(data).split('\r\n')[2]).toBe('2 Mar,0.8,0.78,0.82,0.69,0.67,0.71,500,0.74');
  const empty = {
    ...data,
    x: [],
    labels: [],
    estimated: nothing,
    realised: nothing,
    knownUntil: -1,
    reigns: [],
  };
  expect(chart.figure(empty, theme).layout.shapes).toEqual([]);
});
