import { describe, expect, it } from 'vitest';
import quality from '../../../src/core/monitors/quality.ts';
import type { WatchedTable } from '../../../src/core/monitoring/session.ts';
import { isCategory, type Column } from '../../../src/core/table.ts';
import { smallTable } from '../monitoring/small.ts';
import { figuresOf, knowledge, view } from './monitors-help.ts';

const watched = smallTable(3000);
const look = () => quality.begin(knowledge(watched));

/** The same table with one column changed from a row on. */
function broken(name: string, change: (column: Column) => Column): WatchedTable {
  const { table } = watched;
  return {
    ...watched,
    table: {
      ...table,
      columns: table.columns.map((column) => (column.name === name ? change(column) : column)),
    },
  };
}
const numbers = (name: string, to: (value: number, row: number) => number): WatchedTable =>
  broken(name, (column) => (isCategory(column) ? column : { ...column, values: column.values.map(to) }));

describe('data quality', () => {
  it('finds nothing where nothing is wrong', () => {
    const run = look();
    for (let from = 1000; from < 3000; from += 200) {
      const found = figuresOf(run, view(watched, from, from + 200));
      for (const [key, { value, threshold, pValue, n }] of found) {
        expect(n, key).toBe(200);
        expect(pValue, key).toBeGreaterThan(1e-3);
        if (!Number.isNaN(threshold)) expect(value, key).toBeLessThan(threshold);
      }
    }
  });

  it('has the agreed figures of each feature', () => {
    const keys = [...figuresOf(look(), view(watched, 1000, 1200)).keys()];
    expect(keys).toEqual([
      'quality/missing/a',
      'quality/constant/a',
      'quality/range/a',
      'quality/missing/b',
      'quality/constant/b',
      'quality/range/b',
      'quality/unit/b',
      'quality/missing/n',
      'quality/constant/n',
      'quality/range/n',
      'quality/kind/n',
      'quality/unit/n',
      'quality/missing/colour',
      'quality/constant/colour',
      'quality/new-category/colour',
      'quality/vanished/colour',
      'quality/duplicates',
    ]);
  });

  it.each([
    ['quality/missing/a', numbers('a', (value, row) => (row % 20 === 0 && row >= 1000 ? NaN : value)), 0.05],
    ['quality/missing/a', numbers('a', (value, row) => (row >= 1000 ? NaN : value)), 1],
    [
      'quality/range/b',
      numbers('b', (value, row) => (row >= 1000 && row % 10 === 0 ? value + 100 : value)),
      0.1,
    ],
    ['quality/constant/a', numbers('a', (value, row) => (row >= 1000 ? 0.5 : value)), 1],
    [
      'quality/kind/n',
      numbers('n', (value, row) => (row >= 1000 && row % 4 === 0 ? value + 0.5 : value)),
      0.25,
    ],
  ])('%s', (key, table, share) => {
    const found = figuresOf(quality.begin(knowledge(table)), view(table, 1000, 1200)).get(key)!;
    expect(found.value).toBeCloseTo(share);
    expect(found.value).toBeGreaterThanOrEqual(found.threshold);
    expect(found.pValue).toBeLessThan(1e-6);
    expect(found.low).toBeLessThanOrEqual(share);
    expect(found.high).toBeGreaterThanOrEqual(share);
  });

  it('a unit, a new category, a vanished one, rows sent twice', () => {
    const metres = numbers('b', (value, row) => (row >= 1000 ? value * 1000 : value));
    const unit = figuresOf(quality.begin(knowledge(metres)), view(metres, 1000, 1200)).get('quality/unit/b')!;
    expect(unit.value).toBe(1000);
    expect(unit.pValue).toBeLessThan(1e-30);

    const fresh = broken('colour', (column) =>
      isCategory(column)
        ? {
            ...column,
            levels: [...column.levels, 'mauve'],
            codes: column.codes.map((code, row) => (row >= 1000 && code === 2 ? 3 : code)),
          }
        : column,
    );
    const found = figuresOf(quality.begin(knowledge(fresh)), view(fresh, 1000, 1200));
    const [isNew, gone] = ['new-category', 'vanished'].map((name) => found.get(`quality/${name}/colour`)!);
    expect(isNew!.value).toBeCloseTo(1 / 3, 1);
    expect(isNew!.pValue).toBeLessThan(1e-30);
    expect(isNew!.value).toBeGreaterThan(isNew!.threshold);
    expect(gone!.value).toBeCloseTo(1 / 3, 1);
    expect(gone!.value).toBeGreaterThan(gone!.threshold);

    const { table } = watched;
    const twice: WatchedTable = {
      ...watched,
      table: {
        ...table,
        columns: table.columns.map((column) =>
          isCategory(column)
            ? {
                ...column,
                codes: column.codes.map((code, row) => (row >= 1100 ? column.codes[row - 100]! : code)),
              }
            : {
                ...column,
                values: column.values.map((value, row) => (row >= 1100 ? column.values[row - 100]! : value)),
              },
        ),
      },
    };
    const doubled = figuresOf(quality.begin(knowledge(twice)), view(twice, 1000, 1200)).get(
      'quality/duplicates',
    )!;
    expect(doubled.value).toBe(0.5);
    expect(doubled.pValue).toBeLessThan(1e-30);
  });

  it('an empty window, and a reference without a value', () => {
    const empty = numbers('a', (value, row) => (row < 1000 ? NaN : value));
    const found = figuresOf(quality.begin(knowledge(empty)), view(empty, 1000, 1200));
    expect(found.get('quality/range/a')?.pValue).toBeNaN();
    expect(found.get('quality/missing/a')?.pValue).toBe(1);
    expect(figuresOf(look(), view(watched, 1000, 1000)).get('quality/missing/a')?.value).toBeNaN();
  });
});
