import { describe, expect, it } from 'vitest';
import { bareFigure, type Figure, type FigureKey } from '../../../src/core/monitoring/figure.ts';
import { FigureTable, type FoundFigures } from '../../../src/core/monitoring/figure-table.ts';
import { packFigures, unpackFigures } from '../../../src/core/monitoring/packing.ts';

const found = (
  index: number,
  figures: readonly (readonly [FigureKey, Figure])[],
  labelled = false,
): FoundFigures => ({
  window: {
    index,
    span: { from: 10 * index, to: 10 * index + 10 },
    streamWindow: index,
    modelVersionId: 'v',
  },
  labelled,
  figures,
});
const figureOf = (index: number): Figure =>
  bareFigure(index, index + 1, { low: -index, high: 2 * index, pValue: 1 / (index + 1), threshold: 7 });

describe('the table of figures', () => {
  it('keeps every figure while it grows, and lets the oldest go when it is full', () => {
    const table = new FigureTable(300);
    for (let index = 0; index < 700; index++) {
      table.add(found(index, [['a/x', figureOf(index)]]));
      // Comes late, and not for every window.
      if (index > 150 && index % 2 === 0) table.add(found(index, [['b/y', figureOf(index + 1)]], true));
      const kept = Math.min(300, index + 1);
      expect(table.windows.length).toBe(kept);
      if (index % 97 !== 0) continue;
      for (let i = index - kept + 1; i <= index; i++) {
        expect(table.figure('a/x', i)).toEqual(figureOf(i));
        const late = i > 150 && i % 2 === 0;
        expect(table.figure('b/y', i)).toEqual(late ? figureOf(i + 1) : null);
        expect(table.isLabelled(i)).toBe(late);
      }
      expect([...table.series('a/x')]).toEqual(table.windows.map((window) => window.index));
      expect(table.series('no/such').every(Number.isNaN)).toBe(true);
    }
    expect(table.figure('a/x', 399)).toBeNull();
    expect(() => table.add(found(702, []))).toThrow(RangeError);
  });

  it('goes to the page and back', () => {
    const all = [
      found(0, [
        ['a/x', figureOf(3)],
        ['b/y', bareFigure(1, 2)],
      ]),
      found(1, []),
      found(0, [['a/x', figureOf(4)]], true),
    ];
    expect(unpackFigures(packFigures(all))).toEqual(all);
  });
});
