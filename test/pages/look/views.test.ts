// What the section "This data" makes of a profile, without a screen.

import { describe, expect, test } from 'vitest';
import type { Field } from '../../../src/core/schema.ts';
import { rowsBehind } from '../../../src/core/profiling/rows-behind.ts';
import type { Table } from '../../../src/core/table.ts';
import { classesOf, truthOf } from '../../../src/core/target.ts';
import type { TargetSpec, Task } from '../../../src/core/define.ts';
import {
  arrangedColumns,
  columnItems,
  outliersText,
  splitBars,
  splitClasses,
  splitOptions,
  valueText,
} from '../../../src/pages/data/look/columns-view.ts';
import { sortedFindings } from '../../../src/pages/data/look/findings-view.ts';
import { meanPicture } from '../../../src/pages/data/look/pictures-view.ts';
import { rowsTable } from '../../../src/pages/data/look/rows-view.ts';
import { classRows, pairRows } from '../../../src/pages/data/look/target-view.ts';
import { pictureSample, smallSample } from './sample.ts';

describe('the rows of a class', () => {
  const table: Table = {
    rows: 6,
    columns: [
      {
        name: 'word',
        kind: 'category',
        levels: ['no', 'yes', 'maybe'],
        codes: Int32Array.of(0, 1, 2, -1, 1, 0),
      },
      { name: 'number', kind: 'integer', values: Float64Array.of(1, 2, 3, NaN, 2, 5) },
    ],
  };
  test.each<[string, TargetSpec, Task]>([
    ['a positive level', { column: 'word', positive: 'yes' }, 'binary'],
    ['a positive number', { column: 'number', positive: '2' }, 'binary'],
    ['a threshold', { column: 'number', atLeast: 2 }, 'binary'],
    ['many words', { column: 'word' }, 'multiclass'],
    ['many numbers', { column: 'number' }, 'multiclass'],
  ])('are those whose answer it is: %s', (_, target, task) => {
    const classes = classesOf(table, target, task);
    const truth = truthOf(table, target, task, classes);
    for (const place of classes.keys())
      expect([...rowsBehind(table, classRows(target, classes, place))]).toEqual(
        [...truth.keys()].filter((row) => truth[row] === place),
      );
  });
});

test('a leak says what to do, by whether it is a feature, and pixels are told of once', async () => {
  const { profile } = await smallSample();
  const leak = (features: string[]) => sortedFindings(profile, features).leaks[0];
  expect(leak(['twice'])).toMatchObject({ advice: 'Leave twice out of the features.', isUsed: true });
  expect(leak([])).toMatchObject({
    advice: 'twice is not among the features here. Leave it so.',
    isUsed: false,
  });
  const pictures = (await pictureSample(8, 100)).profile;
  const alike = { ...pictures.findings[0]!, kind: 'mostly-missing' as const, text: 'p1 is missing.' };
  const findings = ['p1', 'p2', 'p3'].map((name) => ({ ...alike, columns: [name] }));
  const { others } = sortedFindings({ ...pictures, findings }, []);
  expect(others.map(({ text }) => text)).toEqual(['p1 is missing. So it is with 2 more.']);
});

test('columns are arranged and their bars divided without losing a row', async () => {
  const { profile } = await smallSample();
  const items = columnItems(profile);
  const names = (sort: Parameters<typeof arrangedColumns>[1], search = '') =>
    arrangedColumns(items, sort, search).map((item) => item.profile.name);
  expect(names('file')).toEqual(profile.columns.map(({ name }) => name));
  expect(names('missing')[0]).toBe('bill');
  expect(names('findings')[0]).toBe('twice');
  expect(names('name', ' SIZE ')).toEqual(['size']);
  expect(splitOptions(profile).map(({ label }) => label)).toEqual(['nothing', 'size']);
  const { bars } = profile.columns[0]!;
  expect(splitBars(bars, 'none').every(({ byClass }) => byClass === undefined)).toBe(true);
  for (const [at, bar] of splitBars(bars, 1).entries()) {
    expect(bar.byClass?.[0]).toBe(bars[at]?.byClass?.[1]);
    expect(bar.byClass?.reduce((sum, rows) => sum + rows, 0)).toBe(
      bars[at]?.byClass?.reduce((sum, rows) => sum + rows, 0),
    );
  }
  expect(splitClasses(['a', 'b', 'c'], 1)).toEqual(['b', 'the rest']);
});

test('values are read as their column’s kind', async () => {
  const column = (await smallSample()).profile.columns[0]!;
  const say = (kind: typeof column.kind, min: number, max: number, value: number) =>
    valueText({ ...column, kind, numbers: { ...column.numbers!, min, max } }, value);
  expect(say('integer', 1990, 2020, 2011)).toBe('2011');
  expect(say('integer', 0, 1e6, 123456)).toBe('123,456');
  expect(say('number', 0, 1, -2.78e-17)).toBe('0');
  expect(say('number', 0, 1e-8, 5e-9)).toBe('5.00e-9');
  expect(say('time', 0, 400 * 864e5, 864e5)).toBe('1970-01-02');
  expect(say('time', 0, 864e5, 36e5)).toBe('1970-01-01 01:00');
  expect(say('time', 0, 1e300, 1e300)).toBe('–');
  // Only the side on which there are any.
  expect(outliersText(column)).toMatch(/^1 above /);
});

test('of a pair that has gaps it is said over how many rows it was compared', async () => {
  const { profile } = await smallSample();
  const correlations = { columns: ['bill', 'mass'], values: Float64Array.of(1, 0.5, 0.5, 1), leftOut: 0 };
  expect(pairRows(profile, correlations, 5)).toEqual([{ pair: 'bill, mass', r: '0.50', n: '110' }]);
  const both = {
    ...profile,
    columns: profile.columns.map((column) =>
      column.name === 'mass' ? { ...column, missing: { ...column.missing, count: 4 } } : column,
    ),
  };
  expect(pairRows(both, correlations, 5)[0]?.['n']).toBe('106 to 110');
});

test('a mean picture leaves missing pixels out', () => {
  const mean = meanPicture(Float32Array.of(0, 1, NaN, 1, NaN, NaN), 3);
  expect([...mean]).toEqual([0.5, 1, NaN]);
});

test('a table of rows has the column in question first, forty columns at most, and long cells are cut', async () => {
  const fields = (await smallSample()).schema.fields;
  const wide = Array.from({ length: 60 }, (_, i) => `c${i}`);
  const texts = {
    columns: [...wide, 'bill'],
    rows: [7],
    ids: [1233],
    cells: [[...wide.map(() => 'x'.repeat(10_000)), '']],
    total: 1,
  };
  const table = rowsTable(texts, fields, ['bill']);
  expect(table.columns.slice(0, 3).map(({ label }) => label)).toEqual(['Row', '▸ bill', 'c0']);
  expect(table.columns).toHaveLength(41);
  expect(table.leftOut).toBe(21);
  expect(table.rows[0]?.['row']).toBe('1,234');
  expect(table.rows[0]?.['c60']).toBe('–');
  expect(table.rows[0]?.['c0']).toHaveLength(120);
});

test('yes or no is said in words', () => {
  const field: Field = {
    name: 'open',
    kind: 'boolean',
    role: 'feature',
    optional: true,
    min: null,
    max: null,
    categories: null,
  };
  const cells = [['1'], ['0'], ['']];
  const texts = { columns: ['open'], rows: [0, 1, 2], ids: [0, 1, 2], cells, total: 3 };
  expect(rowsTable(texts, [field], []).rows.map(({ c0 }) => c0)).toEqual(['true', 'false', '–']);
});
