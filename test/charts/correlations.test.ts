import { expect, test } from 'vitest';
import correlations from '../../src/charts/correlations.ts';
import { mostTied, strongestPairs } from '../../src/charts/parts/pairs.ts';
import { alive, hostile, theme } from './theme.ts';

const data = {
  columns: ['rentals', 'temperature', 'wind'],
  values: Float64Array.of(1, 0.63, -0.85, 0.63, 1, NaN, -0.85, NaN, 1),
  rows: 1440,
  leftOut: 0,
};

test('the strongest pairs come first, each once, without those that are unknown', () => {
  expect(strongestPairs(data)).toEqual([
    { a: 'rentals', b: 'wind', r: -0.85 },
    { a: 'rentals', b: 'temperature', r: 0.63 },
  ]);
  expect(strongestPairs(data, 1)).toHaveLength(1);
});

test('of too many columns the target and those with the strongest ties are kept, in their order', () => {
  const n = 50;
  const columns = Array.from({ length: n }, (_, i) => `c${i}`);
  const values = new Float64Array(n * n).fill(0.1);
  const tie = (i: number, j: number, r: number) => (values[i * n + j] = values[j * n + i] = r);
  tie(47, 3, -0.9);
  tie(20, 49, 0.8);
  expect(mostTied({ columns, values }, 5).columns).toEqual(['c0', 'c3', 'c20', 'c47', 'c49']);
  const kept = mostTied({ columns, values }, 5);
  expect(kept.values[1 * 5 + 3]).toBe(-0.9);
  expect(kept.values[4 * 5 + 2]).toBe(0.8);
  expect(mostTied({ columns, values }, 50).columns).toBe(columns);
});

test('the title and the words say what moves together, with its n', () => {
  expect(correlations.title(data)).toBe('wind falls as rentals rises closely: r = −0.85');
  expect(correlations.title({ ...data, columns: ['a'], values: [1] })).toContain('no two columns');
  expect(correlations.title({ ...data, columns: ['a', 'b'], values: [1, 0.05, 0.05, 1] })).toContain(
    'No two columns of numbers move together: the strongest tie is 0.05',
  );
  expect(correlations.describe(data)).toContain('1 of 2 pairs are at 0.8 or beyond');
  expect(correlations.describe(data)).toContain('rentals and temperature 0.63');
  expect(correlations.subtitle({ ...data, leftOut: 12 })).toContain(
    'n = 3 columns (12 more are not drawn), up to 1,440 rows',
  );
});

test('what is unknown is a hole, and small pictures carry their numbers', () => {
  const figure = correlations.figure(data, theme);
  const [trace] = figure.data;
  if (trace?.type !== 'heatmap') throw new Error('not a heat map');
  expect(trace.z[1]).toEqual([0.63, 1, null]);
  expect([trace.zmin, trace.zmax]).toEqual([-1, 1]);
  expect(trace.text?.[0]?.[2]).toBe('rentals and wind: r = −0.85');
  expect(figure.layout.annotations?.map(({ text }) => text)).toContain('−0.85');
  const wide = {
    ...data,
    columns: Array.from({ length: 11 }, (_, i) => `c${i}`),
    values: new Float64Array(121),
  };
  expect(correlations.figure(wide, theme).layout.annotations).toEqual([]);
});

test('names are harmless and the numbers are exported', () => {
  expect(alive(correlations.figure({ ...data, columns: [hostile, 'a', 'b'] }, theme))).toEqual([]);
  expect(correlations.csv({ ...data, columns: ['a,b', 'c', 'd'] })).toBe(
    'column,"a,b",c,d\r\n"a,b",1,0.63,-0.85\r\nc,0.63,1,\r\nd,-0.85,,1\r\n',
  );
});
