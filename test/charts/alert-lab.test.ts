import { expect, test } from 'vitest';
import chart, { type AlertLabData } from '../../src/charts/alert-lab.ts';
import type { NamedLabLine } from '../../src/charts/parts/lab-finding.ts';
import type { LabPoint } from '../../src/core/alert-lab/lab.ts';
import { alive, hostile, theme } from './theme.ts';

const point = (setting: number, rate: number, median: number, more: Partial<LabPoint> = {}): LabPoint => ({
  setting,
  chosen: false,
  falseAlarms: { value: rate, low: rate / 2, high: rate === 0 ? 0.2 : rate * 2 },
  streams: 40,
  missed: Number.isNaN(median) ? 40 : 0,
  delay: { mean: median, median, p90: median * 2 },
  ...more,
});
const detector = (id: string, label: string, points: readonly LabPoint[]): NamedLabLine => ({
  id,
  label,
  knob: 'fires at',
  control: false,
  points,
});

const hddm = detector('hddm-w', 'HDDM-W', [
  point(0.1, 4, 60),
  point(0.001, 0.7, 90, { chosen: true }),
  point(1e-9, 0, 300),
]);
const eddm = detector('eddm', 'EDDM', [point(0.9, 20, 80, { chosen: true }), point(0.5, 0.9, 700)]);
const kswin = detector('kswin', 'KSWIN', [
  point(0.005, 0, NaN, { chosen: true }),
  point(0.05, 0.5, 40, { missed: 30 }),
]);
const always: NamedLabLine = {
  id: 'always',
  label: 'Rings all the time',
  knob: '',
  control: true,
  points: [point(NaN, 10_000, 1)],
};
const data: AlertLabData = {
  lines: [hddm, eddm, kswin, always],
  labelDelayRows: 0,
  budget: 1,
  seeds: 40,
  streamRows: 10_000,
  shown: null,
};

test('the title compares at the same rate of false alarms, and says whose speed is bought', () => {
  expect(chart.title(data)).toBe(
    'HDDM-W is first with at most 1 false alarm per 10,000 rows: 90 rows after the change; EDDM as you have it is as fast only because it rings 20 times',
  );
  // Who fires early in a quarter of the streams and misses the others is not first.
  expect(chart.title({ ...data, lines: [kswin] })).toContain('No detector catches this change');
  expect(chart.title({ ...data, budget: 30 })).toMatch(/^HDDM-W is first with at most 30/);
  const twin = detector('hddm-a', 'HDDM-A', [point(0.1, 0.5, 95)]);
  expect(chart.title({ ...data, lines: [hddm, twin] })).toMatch(/^HDDM-W and HDDM-A are first/);
  expect(chart.title({ ...data, lines: [] })).toContain('No detector');
  expect(chart.subtitle(data)).toContain('n = 40 streams of 10,000 rows');
  expect(chart.describe(data)).toContain('KSWIN: no false alarm seen (at most 0.2 per 10,000 rows), silent');
});

test('no false alarm and no alarm at all have places of their own', () => {
  const { data: traces, layout } = chart.figure(data, theme);
  const named = traces.filter(({ name }) => name === 'HDDM-W');
  const [course, own] = named;
  if (course?.type !== 'scatter' || own?.type !== 'scatter') throw new Error('not a scatter plot');
  const [, , none] = course.x;
  expect(course.x.slice(0, 2)).toEqual([4, 0.7]);
  expect(none).toBeGreaterThan(0);
  expect(none).toBeLessThan(0.5);
  expect(own.x).toEqual([0.7]);
  expect(own.error_x?.array[0]).toBeCloseTo(0.7);
  const silent = traces.filter(({ name }) => name === 'KSWIN');
  expect(silent.map((trace) => (trace.type === 'scatter' ? trace.marker?.symbol : ''))).toEqual([
    ['diamond-open'],
    ['diamond-open'],
    'diamond-open',
  ]);
  const words = layout.annotations?.map(({ text }) => text);
  expect(words).toEqual(['none seen', 'too many', 'Rings all the time: 10,000 →', 'silent after the change']);
  // What rings at every row is beyond the picture.
  const control = traces.find(({ name }) => name === 'Rings all the time');
  expect(control?.type === 'scatter' && control.x).toEqual([]);
});

test('the delay of labels is a floor, and the chosen detector stands out with the setting that is tried', () => {
  const shown = { id: 'hddm-w', point: 0 };
  const figure = chart.figure({ ...data, labelDelayRows: 50, shown }, theme);
  expect(figure.layout.annotations?.map(({ text }) => text)).toContain('labels come no sooner');
  const marks = figure.data.filter((trace) => trace.name === 'HDDM-W' && trace.showlegend === false);
  expect(marks.map((trace) => trace.type === 'scatter' && trace.marker?.size)).toEqual([17, 13]);
  const other = figure.data.find(({ name }) => name === 'EDDM');
  expect(other?.type === 'scatter' && other.marker?.opacity).toBe(0.4);
});

test('names are harmless, and every setting is exported', () => {
  const lines = [detector('x', hostile, [point(1, 1, 1)])];
  expect(alive(chart.figure({ ...data, lines }, theme))).toEqual([]);
  const rows = chart.csv(data).trimEnd().split('\r\n');
  expect(rows).toHaveLength(9);
  expect(rows[2]).toBe('HDDM-W,fires at,0.001,yes,0.7,0.35,1.4,40,0,90,90,180');
});
