import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointsTable, spray } from '../../src/core/points.ts';
import { Random } from '../../src/core/random.ts';
import { cellText, takeRows, spanRows } from '../../src/core/table.ts';

const point = (x: number, y: number, name: string) => ({ x, y, class: name });

describe('pointsTable', () => {
  it('has a row per point and a level per class, in the order in which they were drawn', () => {
    expect(pointsTable([point(1, 2, 'b'), point(-3, 0.5, 'a'), point(0, 0, 'b')])).toEqual({
      rows: 3,
      columns: [
        { name: 'x', kind: 'number', values: Float64Array.of(1, -3, 0) },
        { name: 'y', kind: 'number', values: Float64Array.of(2, 0.5, 0) },
        { name: 'class', kind: 'category', codes: Int32Array.of(0, 1, 0), levels: ['b', 'a'] },
      ],
    });
    expect(pointsTable([])).toMatchObject({
      rows: 0,
      columns: [{ name: 'x' }, { name: 'y' }, { levels: [] }],
    });
  });

  it('keeps every point, whatever its class is called, and its rows when more are drawn', () => {
    const points = fc.array(
      fc.record({
        x: fc.double({ noNaN: true, noDefaultInfinity: true }),
        y: fc.double({ noNaN: true, noDefaultInfinity: true }),
        class: fc.oneof(fc.constantFrom('__proto__', 'constructor', '<b>'), fc.string({ minLength: 1 })),
      }),
    );
    fc.assert(
      fc.property(points, points, (first, more) => {
        const table = pointsTable([...first, ...more]);
        const [x, , name] = table.columns;
        [...first, ...more].forEach((drawn, row) => {
          expect(cellText(name!, row)).toBe(drawn.class);
          expect(x?.kind === 'number' && x.values[row]).toBe(drawn.x);
        });
        const early = takeRows(table, spanRows({ from: 0, to: first.length })).columns[2];
        const alone = pointsTable(first).columns[2];
        if (early?.kind !== 'category' || alone?.kind !== 'category') throw new Error('class is a category');
        expect(early.codes).toEqual(alone.codes);
      }),
    );
  });

  it('names the point that cannot be kept', () => {
    expect(() => pointsTable([point(0, 0, 'a'), point(NaN, 0, 'a')])).toThrow(/Point 2.*NaN/);
    expect(() => pointsTable([point(0, Infinity, 'a')])).toThrow(/Point 1/);
    expect(() => pointsTable([point(0, 0, '')])).toThrow(/no class/);
  });
});

describe('spray', () => {
  it('puts as many points as asked about the place, as wide as asked', () => {
    const points = spray({ x: 3, y: -2 }, 4000, 0.5, 'red', new Random(4));
    expect(points).toHaveLength(4000);
    expect(new Set(points.map((drawn) => drawn.class))).toEqual(new Set(['red']));
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    for (const [values, centre] of [
      [points.map((drawn) => drawn.x), 3],
      [points.map((drawn) => drawn.y), -2],
    ] as const) {
      expect(Math.abs(mean(values) - centre)).toBeLessThan(0.03);
      expect(Math.abs(Math.sqrt(mean(values.map((value) => (value - centre) ** 2))) - 0.5)).toBeLessThan(
        0.03,
      );
    }
  });

  it('gives the same points for the same seed, and one exact place for no spread', () => {
    const of = (seed: number) => spray({ x: 0, y: 0 }, 5, 1, 'a', new Random(seed));
    expect(of(1)).toEqual(of(1));
    expect(of(2)).not.toEqual(of(1));
    expect(spray({ x: 1, y: 2 }, 1, 0, 'a', new Random(1))).toEqual([{ x: 1, y: 2, class: 'a' }]);
    expect(spray({ x: 1, y: 2 }, 0, 1, 'a', new Random(1))).toEqual([]);
  });
});
