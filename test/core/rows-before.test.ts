import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meansBefore, sequenceOf } from '../../src/core/rows-before.ts';
import { categoryColumn, numberColumn, numbersOf } from '../fixtures/core/reference.ts';

/** Rows before a row in its group, latest first; the obvious way. */
function before(groups: readonly (string | null)[] | null, row: number, most: number): number[] {
  if (groups?.[row] === null) return [];
  const found: number[] = [];
  for (let at = row - 1; at >= 0 && found.length < most; at--)
    if (!groups || groups[at] === groups[row]) found.push(at);
  return found;
}

const cells = fc.array(
  fc.record({
    x: fc.option(
      fc.oneof(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.constantFrom(0, -0, 1e300, 1e-300)),
      {
        freq: 5,
        nil: null,
      },
    ),
    g: fc.option(fc.constantFrom('a', 'b', 'c'), { freq: 6, nil: null }),
  }),
  { minLength: 1, maxLength: 120 },
);

describe('rows before a row', () => {
  it('are those of its group in the table’s order, however many rows are asked and however far back', () => {
    fc.assert(
      fc.property(
        cells,
        fc.boolean(),
        fc.integer({ min: 1, max: 150 }),
        fc.nat(),
        (rows, isGrouped, reach, pick) => {
          const groups = isGrouped ? rows.map(({ g }) => g) : null;
          const group = groups && categoryColumn('g', groups, ['a', 'b', 'c']);
          const all = rows.map((_, row) => row);
          for (const asked of [all, all.slice(pick % rows.length), [pick % rows.length]]) {
            const { order, first, places } = sequenceOf(group, asked, reach);
            asked.forEach((row, i) => {
              const place = places[i]!;
              if (groups?.[row] === null) {
                expect(place).toBe(-1);
                return;
              }
              expect(order[place]).toBe(row);
              const found = Array.from(order.slice(Math.max(first[place]!, place - reach), place)).reverse();
              expect(found).toEqual(before(groups, row, reach));
            });
          }
        },
      ),
    );
  });

  it('have a mean near the exact one, with the same bits alone, among few and among all', () => {
    fc.assert(
      fc.property(cells, fc.boolean(), fc.integer({ min: 1, max: 150 }), (rows, isGrouped, length) => {
        const groups = isGrouped ? rows.map(({ g }) => g) : null;
        const group = groups && categoryColumn('g', groups, ['a', 'b', 'c']);
        const values = numbersOf(rows.map(({ x }) => x));
        const means = (asked: readonly number[]) =>
          meansBefore(values, sequenceOf(group, asked, length), length);
        const all = rows.map((_, row) => row);
        const whole = means(all);
        const halves = [...means(all.slice(0, 40)), ...means(all.slice(40))];
        const alone = all.flatMap((row) => [...means([row])]);
        for (const row of all) {
          expect(Object.is(halves[row], whole[row])).toBe(true);
          expect(Object.is(alone[row], whole[row])).toBe(true);
          const known = before(groups, row, length)
            .map((at) => values[at]!)
            .filter((value) => !Number.isNaN(value));
          if (known.length === 0) {
            expect(whole[row]).toBeNaN();
            continue;
          }
          const sum = known.reduce((total, value) => total + value, 0);
          const size = known.reduce((total, value) => total + Math.abs(value), 0);
          expect(Math.abs(whole[row]! * known.length - sum)).toBeLessThanOrEqual(
            1e-12 * size + known.length * Number.MIN_VALUE,
          );
        }
      }),
    );
  });

  it('are as quick far back as near: work does not grow with rows × length', () => {
    const count = 200_000;
    const values = Float64Array.from({ length: count }, (_, row) => row % 97);
    const group = numberColumn('g', new Array<number>(count).fill(1), 'integer');
    const rows = Int32Array.from(values, (_, row) => row);
    for (const of of [null, group]) {
      const start = performance.now();
      const means = meansBefore(values, sequenceOf(of, rows, 10_000), 10_000);
      // Ten thousand times as many additions would take minutes.
      expect(performance.now() - start).toBeLessThan(3000);
      expect(means[count - 1]).toBeCloseTo(48, 0);
    }
  });
});
