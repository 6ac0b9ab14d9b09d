import { describe, expect, it } from 'vitest';
import dataset from '../../../src/core/datasets/blobs.ts';
import { columnOf, isCategory } from '../../../src/core/table.ts';
import streams from '../../fixtures/core/streams.json' with { type: 'json' };
import { cells, expectSameRows, generated, owesAStream, shareOf } from './generated.ts';

const centresOf = (params: Record<string, number | string>) => {
  const table = generated(dataset, 300, { params: { spread: 0, ...params } });
  const [x1, x2, codes] = [cells(table, 'x1'), cells(table, 'x2'), cells(table, 'class')];
  const found = new Map<number, string>();
  codes.forEach((code, row) => {
    const place = `${x1[row]!.toFixed(9)} ${x2[row]!.toFixed(9)}`;
    // Without spread all points of a class lie in one place.
    expect(found.get(code) ?? place).toBe(place);
    found.set(code, place);
  });
  return [...found].sort((a, b) => a[0] - b[0]).map(([, place]) => place.split(' ').map(Number));
};

describe('blobs', () => {
  owesAStream(dataset);

  it('makes scikit-learn’s rows from its draws', () => {
    const { centres, errors, x, y, spread } = streams.blobs;
    // scikit-learn draws as many centres as it uses; here there are six.
    const draws = [...centres, ...Array.from({ length: 12 - centres.length }, () => 0)];
    y.forEach((code, row) => draws.push((code + 0.5) / 3, ...errors[row]!));
    expectSameRows(dataset, { draws, x, y }, { params: { centres: 'drawn', classes: 3, spread } });
  });

  it('stands in a ring of radius 5, the first at the top, and stays there when a class is added', () => {
    const three = centresOf({ classes: 3 });
    expect(three[0]![0]).toBeCloseTo(0, 9);
    expect(three[0]![1]).toBeCloseTo(5, 9);
    const apart = (i: number, j: number) =>
      Math.hypot(three[i]![0]! - three[j]![0]!, three[i]![1]! - three[j]![1]!);
    for (const [i, j] of [
      [0, 1],
      [1, 2],
      [2, 0],
    ] as const)
      expect(apart(i, j)).toBeCloseTo(5 * Math.sqrt(3), 8);
    const six = centresOf({ classes: 6 });
    expect(six.slice(0, 3)).toEqual(three);
    expect(new Set(six.map(String)).size).toBe(6);
    for (const [x, y] of six) expect(Math.hypot(x!, y!)).toBeCloseTo(5, 8);
  });

  it('moves the first blob only', () => {
    const [still, moved] = [centresOf({}), centresOf({ shift: 4 })];
    expect(moved[0]![0]).toBeCloseTo(still[0]![0]! + 4, 8);
    expect(moved.slice(1)).toEqual(still.slice(1));
  });

  it('has the set spread', () => {
    const table = generated(dataset, 9000, { params: { classes: 2, spread: 2 } });
    const codes = cells(table, 'class');
    const values = Array.from(cells(table, 'x2')).filter((_, row) => codes[row] === 0);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.abs(Math.sqrt(square) - 2)).toBeLessThan(0.07);
  });

  it('gives the first blob as many points as its weight says, the others equally many', () => {
    const table = generated(dataset, 12000, { params: { classes: 4, weight: 3 } });
    const shares = [0, 1, 2, 3].map((code) => shareOf(table, 'class', code));
    expect(Math.max(...shares.map((share, i) => Math.abs(share - (i ? 1 / 6 : 1 / 2))))).toBeLessThan(0.015);
    expect(shareOf(generated(dataset, 500, { params: { weight: 0 } }), 'class', 0)).toBe(0);
  });

  it('lets a class come up that was not there', () => {
    const drift = [{ atRow: 500, overRows: 0, to: { classes: 4 } }];
    const table = generated(dataset, 2000, { drift });
    expect(shareOf(table, 'class', 3, 0, 500)).toBe(0);
    expect(shareOf(table, 'class', 3, 500)).toBeGreaterThan(0.2);
    const target = columnOf(table, 'class');
    expect(isCategory(target) && target.levels).toEqual(['a', 'b', 'c', 'd']);
  });
});
