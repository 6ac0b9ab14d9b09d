import { describe, expect, it } from 'vitest';
import { nearestSlices } from '../../../src/core/slices/nearest-slices.ts';
import { sliceId, sliceLabel } from '../../../src/core/slices/slice-label.ts';
import { noInputs, slicesOf } from '../../../src/core/slices/slices-of.ts';
import { specLabel } from '../../../src/core/slices/spec-label.ts';
import type { SliceKey, SliceSpec } from '../../../src/core/slice.ts';
import { categoryColumn, numberColumn, tableOf } from '../../fixtures/core/reference.ts';
import { allRows } from './slicing.ts';

const table = tableOf(
  categoryColumn('season', ['winter', 'summer', 'winter']),
  numberColumn('hour', [7, 7, 9]),
);
const season: SliceSpec = { by: 'values', features: ['season'], fixed: {} };

describe('slicesOf', () => {
  it('says which spec asked for a slice, and gives the same slice once', () => {
    const winter: SliceSpec = { by: 'values', features: [], fixed: { season: 'winter' } };
    const found = slicesOf(table, allRows(table), [{ by: 'overall' }, season, winter, season], noInputs);
    expect(found.map(({ key, spec }) => [sliceLabel(key), spec])).toEqual([
      ['all rows', 0],
      ['season summer', 1],
      ['season winter', 1],
    ]);
  });

  it('tells apart different rows that are called alike', () => {
    const rule = (condition: string): SliceSpec => ({ by: 'rule', name: 'mine', condition });
    const specs = [rule('hour == 7'), rule('hour == 9'), rule('hour == 7')];
    const found = slicesOf(table, allRows(table), specs, noInputs);
    expect(found.map(({ key, places }) => [sliceLabel(key), [...places]])).toEqual([
      ['mine', [0, 1]],
      ['mine (2)', [2]],
    ]);
  });

  it('gives nothing for no rows, and refuses too many slices over all specs', () => {
    expect(slicesOf(table, [], [season, { by: 'time', periods: 3 }], noInputs)).toEqual([]);
    expect(slicesOf(table, [], [{ by: 'overall' }], noInputs)).toEqual([]);
    expect(() => slicesOf(table, allRows(table), [season, { by: 'time', periods: 2 }], noInputs, 3)).toThrow(
      'Slicing by 2 equal stretches of time gives more than 3 slices',
    );
  });
});

describe('what slices are called', () => {
  it('has an id that tells keys apart, whatever the order of its pairs', () => {
    const key: SliceKey = [
      ['a b', '1&c=2'],
      ['c', ''],
    ];
    expect(sliceId(key)).toBe('a%20b=1%26c%3D2&c=');
    expect(sliceId(key.toReversed())).toBe(sliceId(key));
    expect(sliceId([])).toBe('all');
    expect(sliceId([['all', '']])).not.toBe('all');
    expect(sliceLabel(key)).toBe('a b 1&c=2, c missing');
    expect(sliceLabel([])).toBe('all rows');
  });

  it('has words for what is asked', () => {
    const spec: SliceSpec = {
      by: 'cross',
      of: [
        { by: 'values', features: ['season'], fixed: { holiday: 'true', code: '' } },
        { by: 'bins', feature: 'hour', bins: 4, how: 'quantile' },
      ],
    };
    expect(specLabel(spec)).toBe(
      'holiday true × code missing × season × hour in 4 bins of equal numbers of rows',
    );
    expect(specLabel({ by: 'cluster', clusters: 3, seed: 1 })).toBe('3 clusters');
    expect(specLabel({ by: 'values', features: [], fixed: {} })).toBe('all rows');
  });
});

describe('nearestSlices', () => {
  const keys: SliceKey[] = [
    [],
    [['season', 'summer']],
    [['season', 'winter']],
    [['hour', '7']],
    [
      ['hour', '7'],
      ['season', 'winter'],
    ],
  ];
  const near = (spec: SliceSpec): string[] => nearestSlices(spec, keys, 2).map(sliceLabel);

  it('are those with the same features and like values', () => {
    expect(near({ by: 'values', features: [], fixed: { season: 'Wintr' } })[0]).toBe('season winter');
    expect(near({ by: 'values', features: [], fixed: { Season: 'summer' } })[0]).toBe('season summer');
    expect(near({ by: 'values', features: ['hour'], fixed: { season: 'wintar' } })[0]).toBe(
      'hour 7, season winter',
    );
    expect(near({ by: 'values', features: ['hours'], fixed: {} })[0]).toBe('hour 7');
    expect(nearestSlices({ by: 'overall' }, [[]])).toEqual([]);
  });
});
