import { describe, expect, it } from 'vitest';
import { arrangeTable, generateTable } from '../../src/core/arrange.ts';
import bikes from '../../src/core/scenarios/bikes.ts';
import twoFeatures from '../../src/core/scenarios/two-features.ts';
import dataset from '../../src/core/datasets/two-features.ts';
import wine from '../../src/core/datasets/wine.ts';
import type { Scenario } from '../../src/core/define.ts';
import { cellText, columnOf, type Table } from '../../src/core/table.ts';

const table: Table = {
  rows: 9,
  columns: [
    { name: 'n', kind: 'integer', values: Float64Array.from({ length: 9 }, (_, i) => i) },
    {
      name: 'place',
      kind: 'category',
      levels: ['south', 'north', 'east'],
      codes: Int32Array.of(0, 1, 0, 1, -1, 1, 0, 2, 0),
    },
  ],
};
const byGroup = (groups: string[]): Scenario => ({
  ...bikes,
  arrange: { by: 'group', column: 'place', groups },
});
const texts = (of: Table, name: string): string[] =>
  Array.from({ length: of.rows }, (_, row) => cellText(columnOf(of, name), row));

describe('arrangeTable', () => {
  it("keeps the file's order", () => {
    expect(arrangeTable(table, bikes, 1)).toEqual(table);
  });

  it('puts group after group as named and leaves the others out', () => {
    const arranged = arrangeTable(table, byGroup(['north', 'south']), 1);
    expect(texts(arranged, 'place')).toEqual([...Array(3).fill('north'), ...Array(4).fill('south')]);
    expect(texts(arranged, 'n').slice(0, 3).sort()).toEqual(['1', '3', '5']);
    expect(texts(arranged, 'n').slice(3).sort()).toEqual(['0', '2', '6', '8']);
  });

  it('draws the order within a group from the seed', () => {
    const order = (seed: number): string =>
      texts(arrangeTable(table, byGroup(['south', 'north']), seed), 'n').join();
    expect(order(5)).toBe(order(5));
    expect(new Set(Array.from({ length: 20 }, (_, seed) => order(seed))).size).toBeGreaterThan(5);
  });

  it('says which group or column is not there', () => {
    expect(() => arrangeTable(table, byGroup(['west']), 1)).toThrow(/place "west"/);
    expect(() =>
      arrangeTable(table, { ...bikes, arrange: { by: 'group', column: 'n', groups: ['1'] } }, 1),
    ).toThrow(/not a column of categories/);
  });
});

describe('generateTable', () => {
  it('makes the rows of the scenario, the same for the same seed', () => {
    const rows = generateTable(dataset, twoFeatures, 3);
    expect(rows.rows).toBe(twoFeatures.generate!.rows);
    expect(generateTable(dataset, twoFeatures, 3)).toEqual(rows);
    expect(generateTable(dataset, twoFeatures, 4)).not.toEqual(rows);
  });

  it('refuses what does not generate and what does not fit', () => {
    expect(() => generateTable(wine, twoFeatures, 1)).toThrow(RangeError);
    expect(() => generateTable(dataset, bikes, 1)).toThrow(RangeError);
    const generate = { ...twoFeatures.generate!, params: { noise: 2 } };
    expect(() => generateTable(dataset, { ...twoFeatures, generate }, 1)).toThrow(/Noise must lie between/);
    const drift = [{ atRow: 1, overRows: 1, to: { colour: 1 } }];
    expect(() =>
      generateTable(dataset, { ...twoFeatures, generate: { ...twoFeatures.generate!, drift } }, 1),
    ).toThrow(/colour/);
  });
});
