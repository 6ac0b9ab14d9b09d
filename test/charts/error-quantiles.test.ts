import { expect, test } from 'vitest';
import errorQuantiles from '../../src/charts/error-quantiles.ts';
import { bothRegression } from './evaluation-cases.ts';
import { alive, hostile, theme } from './theme.ts';

const data = { ...bothRegression('quantiles'), unit: 'mpg' };

test('the title says what nine of ten answers keep', () => {
  expect(errorQuantiles.title(data)).toBe('9 of 10 answers of v2 are off by at most 1.00 mpg; of v1 by 2.00');
  expect(errorQuantiles.title({ ...data, baseline: null, unit: '' })).toBe(
    '9 of 10 answers of v2 are off by at most 1.00',
  );
  expect(errorQuantiles.title({ ...data, candidate: { label: 'v2', drawn: [] } })).toBe(
    'No labelled row has an answer',
  );
  expect(errorQuantiles.subtitle(data)).toContain('n = 40 rows');
  expect(errorQuantiles.describe(data)).toContain('0.5 of the rows 1.00');
});

test('sizes are drawn over shares', () => {
  const [, candidate] = errorQuantiles.figure(data, theme).data;
  expect(candidate?.x.at(-1)).toBe(1);
  expect(candidate?.y.at(-1)).toBeCloseTo(1, 6);
});

test('names are harmless and the sizes are exported', () => {
  const bad = { ...bothRegression('quantiles', hostile), unit: hostile };
  expect(alive(errorQuantiles.figure(bad, theme))).toEqual([]);
  expect(errorQuantiles.csv(data).split('\r\n')).toHaveLength(18);
});
