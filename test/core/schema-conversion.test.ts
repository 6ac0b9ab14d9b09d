import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertColumn } from '../../src/core/schema-conversion.ts';
import { cellText } from '../../src/core/table.ts';
import { categoryColumn, numberColumn } from '../fixtures/core/reference.ts';

const read = (texts: (string | null)[], kind: 'number' | 'integer' | 'boolean' | 'time') => {
  const { column, failed } = convertColumn(categoryColumn('c', texts), kind);
  if (column.kind === 'category') throw new Error('not read');
  return { values: [...column.values], failed };
};

describe('convertColumn', () => {
  it('reads numbers and nothing that only looks like one', () => {
    expect(read(['7.50', ' -3 ', '1e3', '.5', null], 'number')).toEqual({
      values: [7.5, -3, 1000, 0.5, NaN],
      failed: [],
    });
    const texts = ['007', '0x1F', '1,5', '', 'Infinity', 'NaN', '12345678901234567', '1e999', '--1', '1_0'];
    expect(read(texts, 'number').failed).toEqual(texts.map((_, row) => row));
    expect(read(['1', '1.0', '1.5', '1e400'], 'integer')).toEqual({
      values: [1, 1, NaN, NaN],
      failed: [2, 3],
    });
    expect(read(['1', 'False', 'YES', 'no', '2'], 'boolean')).toEqual({
      values: [1, 0, 1, 0, NaN],
      failed: [4],
    });
  });

  it('reads ISO times, UTC where no zone is given, and no day that does not exist', () => {
    const noon = Date.UTC(2011, 2, 4, 12);
    expect(
      read(
        ['2011-03-04', '2011-03-04 12:00', '2011-03-04T12:00:00Z', '2011-03-04T12:00:00.000+01:00'],
        'time',
      ),
    ).toEqual({
      values: [noon - 43_200_000, noon, noon, noon - 3_600_000],
      failed: [],
    });
    expect(
      read(['2011-02-30', '04/03/2011', 'March 4', '2011-13-01', '2011-03-04 25:00'], 'time').failed,
    ).toEqual([0, 1, 2, 3, 4]);
  });

  it('makes whole numbers and flags of numbers only where nothing is lost', () => {
    expect(convertColumn(numberColumn('n', [1, null, 2.5]), 'integer').failed).toEqual([2]);
    expect(convertColumn(numberColumn('n', [1, null, 0]), 'boolean')).toEqual({
      column: numberColumn('n', [1, null, 0], 'boolean'),
      failed: [],
    });
    expect(convertColumn(numberColumn('n', [0, 2], 'integer'), 'boolean').failed).toEqual([1]);
    expect(convertColumn(numberColumn('n', [0], 'time'), 'number').failed).toEqual([0]);
    expect(convertColumn(numberColumn('n', [0]), 'time').failed).toEqual([0]);
    const pixels = numberColumn('p', [3, 4], 'integer');
    expect(convertColumn(pixels, 'image').column.kind).toBe('number');
    expect(convertColumn(pixels, 'integer').column).toBe(pixels);
  });

  it('writes numbers as text and reads them back, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noDefaultInfinity: true }), { maxLength: 20 }), (values) => {
        // −0 is written as 0, and numbers of sixteen digits and more look like names.
        fc.pre(
          values.every((value) => !Object.is(value, -0) && (Number.isNaN(value) || Math.abs(value) < 1e15)),
        );
        const column = numberColumn('n', values);
        const text = convertColumn(column, 'category').column;
        expect(values.map((_, row) => cellText(text, row))).toEqual(
          values.map((_, row) => cellText(column, row)),
        );
        expect(convertColumn(text, 'number')).toEqual({ column, failed: [] });
      }),
    );
  });

  it('writes times so that they can be read back', () => {
    const times = numberColumn('t', [0, 1, 60_000, Date.UTC(2011, 2, 4, 5, 6, 7, 8), null], 'time');
    expect(convertColumn(convertColumn(times, 'text').column, 'time')).toEqual({ column: times, failed: [] });
    expect(convertColumn(numberColumn('t', [1e300], 'time'), 'text').column).toMatchObject({
      levels: ['1e+300'],
    });
  });
});
