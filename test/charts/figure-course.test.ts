import { expect, test } from 'vitest';
import course, { coursePlaces, type FigureCourseData } from '../../src/charts/figure-course.ts';
import { alive, hostile, theme } from './theme.ts';

function example(values: readonly number[], more: Partial<FigureCourseData> = {}): FigureCourseData {
  return {
    label: 'PSI of temp',
    definition: 'How differently temp is spread.',
    x: values.map((_, place) => place),
    labels: values.map((_, place) => `window ${place + 1}`),
    values,
    low: values.map((value) => value - 0.1),
    high: values.map((value) => value + 0.1),
    thresholds: values.map(() => 0.2),
    n: values.map(() => 100),
    worse: 'higher',
    ...more,
  };
}
const lineOf = (data: FigureCourseData) =>
  course
    .figure(data, theme)
    .data.flatMap((trace) => (trace.type === 'scatter' && trace.name === data.label ? [trace] : []))[0];

test('the title says where it is, and since when it is beyond its limit', () => {
  expect(course.title(example([]))).toBe('PSI of temp: not measured yet');
  expect(course.title(example([0.1, 0.1]))).toBe('PSI of temp is 0.100 in window 2: within what it was');
  expect(course.title(example([0.1, 0.3, NaN, 0.4]))).toBe(
    'PSI of temp is 0.400 in window 4: beyond its limit since window 2',
  );
  expect(course.title(example([0.3, 0.1]))).toContain('beyond its limit in 1 of 2 windows before');
  expect(course.title(example([0.3], { thresholds: [NaN] }))).toBe('PSI of temp is 0.300 in window 1');
  expect(course.title(example([0.1], { worse: 'lower' }))).toContain('beyond its limit since window 1');
  expect(course.subtitle(example([0.1, NaN]))).toContain('n = 1 windows');
  expect(course.describe(example([0.1, 0.2]))).toContain('Line from 0.100 (window 1) to 0.200 (window 2).');
});

test('gaps stay gaps, and a lonely window is a dot', () => {
  const line = lineOf(example([0.1, NaN, 0.3]));
  expect(line?.y).toEqual([0.1, null, 0.3]);
  expect(line?.mode).toBe('lines+markers');
  const far = course.figure(example([0.1, NaN, 0.3]), theme).data.at(-1);
  expect(far?.type === 'scatter' && [far.x, far.y]).toEqual([[2], [0.3]]);
});

test('nothing, one window and thousands can be drawn, with the same ends as the charts around', () => {
  expect(course.figure(example([]), theme).layout.xaxis.range).toEqual([-0.5, 1.5]);
  expect(lineOf(example([0.1]))?.x).toEqual([0]);
  expect(course.figure(example([0.1], { range: [3, 9] }), theme).layout.xaxis.range).toEqual([3, 9]);
  const long = example(Array.from({ length: 5000 }, (_, place) => (place === 3210 ? 9 : Math.sin(place))));
  const line = lineOf(long);
  expect(line?.x.length).toBeLessThan(1600);
  expect(line?.x).toEqual(coursePlaces(long));
  expect(line?.y).toContain(9);
  expect(course.figure({ ...long, selected: 3210 }, theme).layout.shapes?.[0]?.x0).toBe(3210);
});

test('names are harmless and the numbers are exported', () => {
  expect(alive(course.figure(example([0.1], { label: hostile, labels: [hostile] }), theme))).toEqual([]);
  expect(course.csv(example([0.1, NaN]))).toBe(
    'window,PSI of temp,low,high,limit,n\r\nwindow 1,0.1,0,0.2,0.2,100\r\nwindow 2,,,,0.2,100\r\n',
  );
});
