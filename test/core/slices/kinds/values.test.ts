import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matches } from '../../../../src/core/slices/matches.ts';
import { noInputs, slicesOf } from '../../../../src/core/slices/slices-of.ts';
import type { SliceSpec } from '../../../../src/core/slice.ts';
import { categoryColumn, numberColumn, tableOf } from '../../../fixtures/core/reference.ts';
import tfma from '../../../fixtures/core/tfma-slices.json' with { type: 'json' };
import { allRows, sliced } from '../slicing.ts';

const by = (features: readonly string[], fixed: Readonly<Record<string, string>> = {}): SliceSpec => ({
  by: 'values',
  features,
  fixed,
});

const table = tableOf(
  categoryColumn('season', ['winter', 'summer', null, 'winter', 'summer']),
  numberColumn('hour', [7, 10, 7, null, 9], 'integer'),
  numberColumn('holiday', [0, 1, null, 1, 0], 'boolean'),
  categoryColumn('code', ['3', '3.0', '03', 'x', '']),
);

describe('values', () => {
  it('is a slice for each value, in order, and one for what is missing', () => {
    expect(sliced(table, by(['season']))).toEqual({
      'season summer': [1, 4],
      'season winter': [0, 3],
      'season missing': [2],
    });
    expect(Object.keys(sliced(table, by(['hour'])))).toEqual(['hour 7', 'hour 9', 'hour 10', 'hour missing']);
    expect(sliced(table, by(['holiday']))).toEqual({
      'holiday false': [0, 4],
      'holiday true': [1, 3],
      'holiday missing': [2],
    });
  });

  it('crosses features and fixes values, in the order of their names', () => {
    expect(sliced(table, by(['season', 'hour']))).toEqual({
      'hour 10, season summer': [1],
      'hour 9, season summer': [4],
      'hour 7, season winter': [0],
      'hour missing, season winter': [3],
      'hour 7, season missing': [2],
    });
    expect(sliced(table, by(['season'], { hour: '7.0' }))).toEqual({
      'hour 7, season winter': [0],
      'hour 7, season missing': [2],
    });
    expect(sliced(table, by([], { season: 'spring' }))).toEqual({});
    expect(sliced(table, by([], { holiday: '1' }))).toEqual({ 'holiday true': [1, 3] });
    expect(sliced(table, by([], { season: '' }))).toEqual({ 'season missing': [2] });
  });

  it('takes a text that looks like a number for both, as TFMA does', () => {
    expect(sliced(table, by([], { code: '3' }))).toEqual({ 'code 3': [0] });
    expect(sliced(table, by([], { code: '3.0' }))).toEqual({ 'code 3.0': [1] });
    expect(sliced(table, by([], { hour: '7' }))).toEqual({ 'hour 7': [0, 2] });
    expect(sliced(table, by([], { hour: '7e0' }))).toEqual({});
    expect(matches(by([], { hour: '7.0' }), [['hour', '7']])).toBe(true);
    expect(matches(by([], { hour: 'seven' }), [['hour', '7']])).toBe(false);
    expect(matches(by([], { holiday: '1' }), [['holiday', 'true']])).toBe(true);
  });

  it('counts what TFMA counts', () => {
    const rows = tableOf(
      categoryColumn(
        'age',
        tfma.rows.map(([age]) => age!),
      ),
      categoryColumn(
        'country',
        tfma.rows.map(([, country]) => country!),
      ),
    );
    const specs = [{ by: 'overall' } as const, by(['age']), by(['age', 'country'])];
    const found = slicesOf(rows, allRows(rows), specs, noInputs);
    const counts = Object.fromEntries(found.map(({ key, places }) => [JSON.stringify(key), places.length]));
    expect(counts).toMatchObject(tfma.counts);
  });

  it('means the slices that TFMA means: exactly these features, the fixed ones with their value', () => {
    const key = [
      ['age', 'old'],
      ['country', 'us'],
    ] as const;
    expect(matches(by(['age', 'country']), key)).toBe(true);
    expect(matches(by(['age'], { country: 'us' }), key)).toBe(true);
    expect(matches(by([], { age: 'old', country: 'us' }), key)).toBe(true);
    expect(matches(by(['age'], { country: 'jp' }), key)).toBe(false);
    expect(matches(by(['age']), key)).toBe(false);
    expect(matches(by(['age', 'country', 'hour']), key)).toBe(false);
    expect(matches(by([]), [])).toBe(true);
  });

  it('gives each row to one slice, whatever is crossed', () => {
    const cell = fc.option(fc.constantFrom('a', 'b', 'c', '1', '1.0'));
    const number = fc.option(fc.constantFrom(-1, 0, 0.5, 3));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, number), { minLength: 1, maxLength: 40 }), (rows) => {
        const random = tableOf(
          categoryColumn(
            'a',
            rows.map(([a]) => a),
          ),
          numberColumn(
            'b',
            rows.map(([, b]) => b),
          ),
        );
        for (const features of [['a'], ['b'], ['a', 'b'], ['b', 'a', 'b']]) {
          const found = Object.values(sliced(random, by(features)));
          expect(found.flat().sort((x, y) => x - y)).toEqual([...allRows(random)]);
          expect(found.every((places) => places.length > 0)).toBe(true);
        }
      }),
    );
  });

  it('refuses a column that is not there, one that is asked for twice, and too many values', () => {
    expect(() => sliced(table, by(['saison']))).toThrow(
      'There is no column "saison" to slice by. There are season',
    );
    expect(() => sliced(table, by(['hour'], { hour: '7' }))).toThrow('not by both');
    const many = tableOf(
      numberColumn(
        'id',
        Array.from({ length: 3000 }, (_, i) => i),
      ),
    );
    expect(() => sliced(many, by(['id']))).toThrow('Slicing by "id" gives more than 2,000 slices');
    expect(Object.keys(sliced(many, by([], { id: '17' })))).toEqual(['id 17']);
  });
});
