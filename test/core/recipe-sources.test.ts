import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InputSource } from '../../src/core/recipe-plan.ts';
import { sourceColumn } from '../../src/core/recipe-sources.ts';
import { categoryColumn, numberColumn, tableOf } from '../fixtures/core/reference.ts';

const table = tableOf(
  numberColumn('x', [1, 2, null, 4, 5, 6], 'integer'),
  categoryColumn('city', ['a', 'b', 'a', null, 'a', 'b']),
  numberColumn('when', [0, 1, 2, 3, 4, 5], 'time'),
);
const all = [0, 1, 2, 3, 4, 5];
const of = (source: InputSource, rows: readonly number[] = all) => sourceColumn('input', source, table, rows);
const lag = (rows: number, group: string | null = null, column = 'x'): InputSource => ({
  from: 'lag',
  column,
  rows,
  group,
});
const rolling = (rows: number, group: string | null = null, column = 'x'): InputSource => ({
  from: 'rolling-mean',
  column,
  rows,
  group,
});

describe('sourceColumn', () => {
  it('takes a column’s cells of the rows asked, in their order, under the input’s name', () => {
    expect(of({ from: 'column', column: 'x' }, [4, 2, 4])).toEqual(
      numberColumn('input', [5, null, 5], 'integer'),
    );
    expect(of({ from: 'column', column: 'city' }, [1, 3])).toEqual(
      categoryColumn('input', ['b', null], ['a', 'b']),
    );
  });

  it('looks back in the table’s own order, whatever rows are asked', () => {
    expect(of(lag(1))).toEqual(numberColumn('input', [null, 1, 2, null, 4, 5], 'integer'));
    expect(of(lag(2), [5, 1])).toEqual(numberColumn('input', [4, null], 'integer'));
    expect(of(lag(1, null, 'city'), [1, 4, 0])).toEqual(
      categoryColumn('input', ['a', null, null], ['a', 'b']),
    );
  });

  it('looks back within a group; a row without a group has nothing before it', () => {
    expect(of(lag(1, 'city'))).toEqual(numberColumn('input', [null, null, 1, null, null, 2], 'integer'));
    expect(of(lag(2, 'city'))).toEqual(numberColumn('input', [null, null, null, null, 1, null], 'integer'));
  });

  it('averages the known values before a row, its own left out', () => {
    expect(of(rolling(2))).toEqual(numberColumn('input', [null, 1, 1.5, 2, 4, 4.5]));
    expect(of(rolling(3, 'city'))).toEqual(numberColumn('input', [null, null, 1, null, 1, 2]));
  });

  it('multiplies numbers; a missing factor makes it missing', () => {
    expect(of({ from: 'product', columns: ['x', 'x', 'x'] })).toEqual(
      numberColumn('input', [1, 8, null, 64, 125, 216]),
    );
  });

  it('gives a row the same alone as in a long list, and never looks at its own row or below', () => {
    const cells = fc.tuple(
      fc.option(fc.double({ noNaN: true })),
      fc.option(fc.constantFrom('a', 'b', 'c', 'd')),
    );
    fc.assert(
      fc.property(
        fc.array(cells, { minLength: 20, maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom('lag', 'rolling-mean'),
        fc.constantFrom(null, 'g'),
        (rows, back, from, group) => {
          const build = (of: typeof rows) =>
            tableOf(
              numberColumn(
                'x',
                of.map(([x]) => x),
              ),
              categoryColumn(
                'g',
                of.map(([, g]) => g),
                ['a', 'b', 'c', 'd'],
              ),
            );
          const source: InputSource = { from, column: 'x', rows: back, group };
          const whole = sourceColumn('input', source, build(rows), [...rows.keys()]);
          for (const row of rows.keys()) {
            const alone = sourceColumn('input', source, build(rows), [row]);
            const changed = rows.map(([x, g], at): (typeof rows)[number] =>
              at < row ? [x, g] : at === row ? [99, g] : [-7, 'd'],
            );
            const expected = whole.kind === 'category' ? NaN : whole.values[row];
            expect(alone).toEqual(numberColumn('input', [expected!]));
            expect(sourceColumn('input', source, build(changed), [row])).toEqual(alone);
          }
        },
      ),
      { numRuns: process.env['FUZZ'] ? 1000 : 20 },
    );
  });

  it('refuses rows and columns that are not there, and words where numbers are needed', () => {
    for (const row of [-1, 6, 0.5, NaN])
      expect(() => of({ from: 'column', column: 'x' }, [row])).toThrow(RangeError);
    expect(() => of(lag(1, 'nothing'))).toThrow(/no column "nothing"/);
    const bad = expect.objectContaining({ code: 'bad-input' }) as Error;
    expect(() => of(rolling(2, null, 'city'))).toThrow(bad);
    expect(() => of({ from: 'product', columns: ['x', 'when'] })).toThrow(bad);
  });
});
