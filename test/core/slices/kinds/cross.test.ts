import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matches } from '../../../../src/core/slices/matches.ts';
import type { SliceSpec } from '../../../../src/core/slice.ts';
import { categoryColumn, numberColumn, tableOf } from '../../../fixtures/core/reference.ts';
import { allRows, sliced } from '../slicing.ts';

const season: SliceSpec = { by: 'values', features: ['season'], fixed: {} };
const hours: SliceSpec = { by: 'bins', feature: 'hour', bins: 2, how: 'width' };
const late: SliceSpec = { by: 'rule', name: 'late', condition: 'hour > 3' };
const table = tableOf(
  categoryColumn('season', ['winter', 'summer', 'winter', null]),
  numberColumn('hour', [0, 1, 4, 5]),
);

describe('cross', () => {
  it('is every combination that occurs', () => {
    expect(sliced(table, { by: 'cross', of: [season, hours] })).toEqual({
      'hour 0–2, season summer': [1],
      'hour 0–2, season winter': [0],
      'hour 3–5, season winter': [2],
      'hour 3–5, season missing': [3],
    });
    // A row that the rule leaves out is in no combination with it.
    expect(sliced(table, { by: 'cross', of: [late, season] })).toEqual({
      'late, season winter': [2],
      'late, season missing': [3],
    });
    expect(sliced(table, { by: 'cross', of: [{ by: 'overall' }] })).toEqual({ 'all rows': [0, 1, 2, 3] });
  });

  it('gives each row to one slice when its parts do', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.double({ min: -9, max: 9, noNaN: true })), {
          minLength: 1,
          maxLength: 50,
        }),
        fc.integer({ min: 1, max: 5 }),
        (rows, periods) => {
          const random = tableOf(
            categoryColumn(
              'season',
              rows.map(([season]) => `s${season}`),
            ),
            numberColumn(
              'hour',
              rows.map(([, hour]) => hour),
            ),
          );
          const found = Object.values(
            sliced(random, { by: 'cross', of: [season, hours, { by: 'time', periods }] }),
          );
          expect(found.flat().sort((a, b) => a - b)).toEqual([...allRows(random)]);
        },
      ),
    );
  });

  it('means slices whose features can be shared out among its parts', () => {
    const spec: SliceSpec = { by: 'cross', of: [season, { by: 'cross', of: [hours, late] }] };
    const key = [
      ['hour', '0–2'],
      ['rule', 'late'],
      ['season', 'winter'],
    ] as const;
    expect(matches(spec, key)).toBe(true);
    expect(matches(spec, key.slice(1))).toBe(false);
    expect(matches({ by: 'cross', of: [season, hours] }, key)).toBe(false);
  });

  it('crosses columns of many values that go together', () => {
    const ids = Array.from({ length: 3000 }, (_, i) => Math.floor(i / 2));
    const long = tableOf(numberColumn('a', ids), numberColumn('b', ids));
    const found = sliced(long, { by: 'values', features: ['a', 'b'], fixed: {} });
    expect(Object.keys(found)).toHaveLength(1500);
    expect(found['a 700, b 700']).toEqual([1400, 1401]);
  });

  it('refuses nothing to cross, and too many combinations', () => {
    expect(() => sliced(table, { by: 'cross', of: [] })).toThrow('at least one');
    const ids = Array.from({ length: 2500 }, (_, i) => i);
    const wide = tableOf(
      numberColumn(
        'a',
        ids.map((i) => i % 50),
      ),
      numberColumn(
        'b',
        ids.map((i) => Math.floor(i / 50)),
      ),
    );
    const values = (feature: string): SliceSpec => ({ by: 'values', features: [feature], fixed: {} });
    expect(() => sliced(wide, { by: 'cross', of: [values('a'), values('b')] })).toThrow(
      'more than 2,000 slices',
    );
  });
});
