import { expect, test } from 'vitest';
import errorOverTime from '../../src/charts/error-over-time.ts';
import { alive, hostile, theme } from './theme.ts';

const period = (from: number, error: number, known = 20) => ({
  from,
  to: from + 20,
  time: null,
  known,
  error,
});
const data = {
  candidate: { label: 'v2', drawn: [period(0, 0.1), period(20, NaN, 0), period(40, 0.4)] },
  baseline: { label: 'v1', drawn: [period(0, 0.2), period(20, NaN, 0), period(40, 0.2)] },
  n: 40,
  measure: 'share of wrong answers',
  labels: ['1 Mar', '2 Mar', '3 Mar'],
};

test('the title names the worst stretch', () => {
  expect(errorOverTime.title(data)).toBe('The errors of v2 are largest around 3 Mar: 0.400');
  const one = { label: 'v2', drawn: [period(0, 0.1)] };
  expect(errorOverTime.title({ ...data, candidate: one })).toContain('Too few rows to see a course');
  expect(errorOverTime.title({ ...data, candidate: { label: 'v2', drawn: [period(0, NaN, 0)] } })).toBe(
    'No labelled row has an answer',
  );
  expect(errorOverTime.subtitle(data)).toBe(
    'share of wrong answers, in 3 stretches of rows in their order. n = 40 rows',
  );
  expect(errorOverTime.describe(data)).toContain('v2: first 0.100, last 0.400');
});

test('stretches without known answers are gaps', () => {
  const [baseline, candidate] = errorOverTime.figure(data, theme).data;
  expect(candidate?.y).toEqual([0.1, null, 0.4]);
  expect(baseline?.y).toEqual([0.2, null, 0.2]);
});

test('names are harmless and the stretches are exported', () => {
  const bad = {
    ...data,
    candidate: { ...data.candidate, label: hostile },
    measure: hostile,
    labels: data.labels.map(() => hostile),
  };
  expect(alive(errorOverTime.figure(bad, theme))).toEqual([]);
  expect(errorOverTime.csv(data)).toContain('v2,3,3 Mar,20,0.4\r\n');
});
