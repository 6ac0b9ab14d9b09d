import { describe, expect, test } from 'vitest';
import { liftedAbove } from '../../../src/core/monitoring/lifted-limit.ts';
import { byChange, courses } from '../../../src/pages/monitor/drift/courses.ts';
import {
  chanceText,
  courseWords,
  driftFinding,
  figureWords,
  names,
  qualityFinding,
} from '../../../src/pages/monitor/drift/drift-words.ts';
import {
  driftCourses,
  measuresOf,
  qualityCourses,
  shownChecks,
  shownRows,
} from '../../../src/pages/monitor/drift/feature-map.ts';
import { placeOfStreamWindow, placesOf } from '../../../src/pages/monitor/places.ts';
import { since } from '../../../src/pages/monitor/stretch.ts';
import { labelsOf, tableOf } from './table.ts';

describe('since when', () => {
  const of = (found: readonly number[], measured = found.map((_, place) => place)) => since(found, measured);
  test('one window alone is no change, and one calm window between does not end it', () => {
    expect(of([])).toBeNull();
    expect(of([1])).toBeNull();
    expect(of([0, 0, 1])).toBeNull();
    expect(of([0, 1, 1])).toBe(1);
    expect(of([1, 0, 1])).toBe(0);
    expect(of([0, 1, 1, 0, 1, 1, 0])).toBe(1);
    expect(of([1, 1, 0, 0, 1, 1])).toBe(4);
    expect(of([1, 1, 0, 0])).toBeNull();
  });
  test('windows that were not measured are passed over', () => {
    expect(of([1, 0, 0, 0, 1], [0, 4])).toBe(0);
  });
});

const calm = { value: 0.02, pValue: 0.4, threshold: 0.1 };
const moved = { value: 0.4, pValue: 1e-6, threshold: 0.1 };
const small = { value: 0.05, pValue: 1e-6, threshold: 0.1 };

describe('courses', () => {
  const table = tableOf([
    { 'drift/psi/temp': calm, 'drift/psi/wind': calm, 'drift/psi/hum': calm },
    { 'drift/psi/temp': moved, 'drift/psi/wind': small, 'drift/psi/hum': calm },
    { 'drift/psi/temp': moved, 'drift/psi/wind': small, 'drift/psi/hum': calm },
  ]);
  const now = { table, version: 1 };
  const rows = driftCourses(now, 'psi', ['wind', 'temp', 'hum', 'season']);

  test('a change is large enough and more than chance; what is only certain is none', () => {
    expect(rows.map(({ label, since: from }) => [label, from])).toEqual([
      ['wind', null],
      ['temp', 1],
      ['hum', null],
    ]);
    expect(Array.from(rows[1]!.found)).toEqual([0, 1, 1]);
    // Benjamini and Hochberg over three features.
    expect(rows[1]!.p[1]).toBeCloseTo(1.5e-6, 12);
    expect(rows[2]!.p[1]).toBeCloseTo(0.4, 12);
  });

  test('many looks make a single surprise less surprising', () => {
    const odd = { value: 0.4, pValue: 0.03, threshold: 0.1 };
    const wide = Object.fromEntries(
      Array.from({ length: 20 }, (_, place) => [`drift/psi/f${place}`, place === 0 ? odd : calm]),
    );
    const many = tableOf([wide]);
    const keys = many.keys;
    expect(courses(many, keys, (key) => key)[0]?.found[0]).toBe(0);
    expect(courses(many, keys.slice(0, 1), (key) => key)[0]?.found[0]).toBe(1);
  });

  test('without a p-value the threshold decides, without a threshold the p-value', () => {
    const one = tableOf([
      {
        'drift/a/x': { value: 2, threshold: 1 },
        'drift/b/x': { value: 2, pValue: 1e-4 },
        'drift/c/x': { value: 2 },
      },
    ]);
    expect(courses(one, one.keys, (key) => key).map(({ found }) => found[0])).toEqual([1, 1, 0]);
  });

  test('for what is better when higher, lower is the change', () => {
    const one = tableOf([{ 'performance/accuracy': { value: 0.6, threshold: 0.7 } }]);
    expect(courses(one, one.keys, (key) => key)[0]?.found[0]).toBe(1);
  });

  test('windows that come later are added to what was worked out', () => {
    const growing = tableOf([{ 'drift/psi/temp': calm }]);
    const of = () => driftCourses({ table: growing, version: 1 }, 'psi', ['temp'])[0]!;
    expect(of().found.length).toBe(1);
    for (const index of [1, 2])
      growing.add({
        window: { index, span: { from: 0, to: 50 }, streamWindow: index, modelVersionId: 'v1' },
        labelled: false,
        figures: [['drift/psi/temp', { ...moved, n: 50, low: NaN, high: NaN }]],
      });
    expect(of().since).toBe(1);
  });

  test('what goes on comes first, and what there is no room for is named', () => {
    expect(byChange(rows).map(({ label }) => label)).toEqual(['temp', 'wind', 'hum']);
    const wide = Object.fromEntries(Array.from({ length: 300 }, (_, place) => [`drift/psi/f${place}`, calm]));
    const last = { ...wide, 'drift/psi/f250': moved };
    const many = driftCourses(
      { table: tableOf([wide, last, last]), version: 1 },
      'psi',
      Array.from({ length: 300 }, (_, place) => `f${place}`),
    );
    const shown = shownRows(many, 'change');
    expect(shown.rows).toHaveLength(30);
    expect(shown.rows[0]?.label).toBe('f250');
    expect(shown.others).toHaveLength(270);
    expect(shownRows(many, 'table').rows.at(-1)?.label).toBe('f250');
    const byWeight = shownRows(many, 'weight', many.map(({ label }) => label).toReversed());
    expect(byWeight.rows[0]?.label).toBe('f250');
    expect(byWeight.rows.map(({ label }) => label).toSorted()).toEqual(
      shown.rows.map(({ label }) => label).toSorted(),
    );
  });

  test('measures that see all kinds of columns come first', () => {
    const some = tableOf([{ 'drift/kolmogorov-smirnov/temp': calm, 'drift/psi/temp': calm }]);
    expect(measuresOf({ table: some, version: 1 }).map(({ value }) => value)).toEqual([
      'psi',
      'kolmogorov-smirnov',
    ]);
    expect(measuresOf({ table: tableOf([]), version: 1 })).toEqual([]);
  });

  test('in words', () => {
    const labels = labelsOf(3);
    expect(courseWords(rows[1]!, labels)).toBe('has changed since day 2 (2 of 2 windows)');
    expect(courseWords(rows[2]!, labels)).toBe('chance may explain it');
    expect(figureWords(rows[1]!)).toBe('0.4 (limit 0.1)');
    const far = { 'drift/psi/temp': { ...moved, pValue: 0.4, threshold: liftedAbove(0.4) } };
    const [season] = driftCourses({ table: tableOf([far]), version: 1 }, 'psi', ['temp']);
    expect(courseWords(season!, labels)).toBe(
      'far from the reference, but so may a season be: neighbouring rows resemble each other',
    );
    expect(figureWords(season!)).toBe('0.4, beyond its limit');
    const close = { 'drift/psi/temp': { ...calm, value: 0.3, threshold: 0.3 * (1 + 1e-12) } };
    const [near] = driftCourses({ table: tableOf([close]), version: 1 }, 'psi', ['temp']);
    expect(figureWords(near!)).toBe('0.3, within chance');
    expect(driftFinding([season!], labels)).toBe(
      'temp is far from the reference, though a season may explain it',
    );
    expect(driftFinding(rows, labels)).toBe('temp has moved, since day 2');
    expect(driftFinding([rows[2]!], labels)).toBe(
      'No input has moved by more than chance can explain (1 looked at)',
    );
    expect(driftFinding([], labels)).toBe('No window has been measured yet');
    expect([chanceText(NaN), chanceText(1e-9), chanceText(0.04)]).toEqual(['not known', '< 0.001', '0.040']);
    expect([names([]), names(['a']), names(['a', 'b']), names(['a', 'b', 'c', 'd', 'e'])]).toEqual([
      '',
      'a',
      'a and b',
      'a, b, c and 2 more',
    ]);
  });
});

test('only checks that ever found something have a row; the others are counted', () => {
  const sound = { value: 0, pValue: 1, threshold: 0.1 };
  const fault = { value: 0.5, pValue: 1e-9, threshold: 0.1 };
  const table = tableOf([
    { 'quality/missing/temp': sound, 'quality/range/temp': sound, 'quality/duplicates': sound },
    { 'quality/missing/temp': fault, 'quality/range/temp': sound, 'quality/duplicates': sound },
    { 'quality/missing/temp': fault, 'quality/range/temp': sound, 'quality/duplicates': sound },
  ]);
  const rows = qualityCourses({ table, version: 1 });
  const shown = shownChecks(rows);
  expect(shown.rows.map(({ label }) => label)).toEqual(['temp, missing values']);
  expect(shown.sound).toBe(2);
  expect(qualityFinding(rows, labelsOf(3))).toBe('temp, missing values: beyond chance since day 2');
  expect(qualityFinding(rows.slice(1), labelsOf(3))).toBe(
    'The data is sound: none of 2 checks found a fault',
  );
  expect(qualityFinding([], [])).toBe('No window has been checked yet');
});

test('windows of the monitors stand on the axis of the stream', () => {
  const { windows } = tableOf([{}, {}, {}]);
  expect(placesOf(windows, { trainRows: 100, windowRows: 50 }, (index) => `day ${index + 1}`)).toEqual({
    x: [0, 1, 2],
    labels: ['day 1', 'day 2', 'day 3'],
  });
  expect(placesOf(windows, { trainRows: 100, windowRows: 100 }, String).x).toEqual([-0.25, 0.25, 0.75]);
  expect(placeOfStreamWindow(windows, 1)).toBe(1);
  expect(placeOfStreamWindow(windows, 9)).toBe(2);
  expect(placeOfStreamWindow([], 0)).toBe(-1);
});
