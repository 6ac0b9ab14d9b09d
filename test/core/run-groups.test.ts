import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareValues, groupRuns, metricOf, spreadOf } from '../../src/core/run-groups.ts';
import { itemOf, summaryOf } from './run-cases.ts';

const withUnits = (number: number, units: number) =>
  itemOf(number, { model: { kind: 'mlp', params: { units } }, summary: { loss: summaryOf(units / 10) } });

describe('groupRuns', () => {
  test('by a setting, smaller numbers first, those without it last', () => {
    const items = [
      withUnits(1, 128),
      withUnits(2, 9),
      itemOf(3, { model: { kind: 'linear', params: {} } }),
      withUnits(4, 9),
    ];
    const groups = groupRuns(items, { of: 'params', name: 'model.units' });
    expect(groups.map(({ value, members }) => [value, members.map(({ run }) => run.number)])).toEqual([
      ['9', [2, 4]],
      ['128', [1]],
      [null, [3]],
    ]);
  });

  test('by a tag that may be empty or called like a method', () => {
    const items = [itemOf(1, {}, { tags: { team: '' } }), itemOf(2)];
    expect(groupRuns(items, { of: 'tags', name: 'team' }).map(({ value }) => value)).toEqual(['', null]);
    expect(groupRuns(items, { of: 'tags', name: 'constructor' }).map(({ value }) => value)).toEqual([null]);
  });
});

describe('spreadOf', () => {
  test('the sample’s mean, deviation and standard error', () => {
    const spread = spreadOf([2, 4, 4, 4, 5, 5, 7, 9, NaN, Infinity]);
    expect(spread).toMatchObject({ n: 8, mean: 5, min: 2, max: 9 });
    expect(spread.sd).toBeCloseTo(Math.sqrt(32 / 7), 12);
    expect(spread.standardError).toBeCloseTo(Math.sqrt(32 / 7 / 8), 12);
  });

  test('nothing is made up for one or none', () => {
    expect(spreadOf([3])).toEqual({ n: 1, mean: 3, sd: NaN, standardError: NaN, min: 3, max: 3 });
    expect(spreadOf([NaN])).toEqual({ n: 0, mean: NaN, sd: NaN, standardError: NaN, min: NaN, max: NaN });
  });

  test('the mean lies among its values and the order does not matter much', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 }), (values) => {
        const { n, mean, min, max } = spreadOf(values);
        expect(n).toBe(values.length);
        expect(mean).toBeGreaterThanOrEqual(min);
        expect(mean).toBeLessThanOrEqual(max);
        expect(spreadOf([...values].reverse()).mean).toBeCloseTo(mean, 6);
      }),
    );
  });
});

test('a metric that a run lacks is not known', () => {
  expect(metricOf(itemOf(1), 'loss')).toBe(0.5);
  expect(metricOf(itemOf(1), 'constructor')).toBeNaN();
});

test('values in an order that people expect', () => {
  expect(['b', '10', '9', '1e-3', '', 'a'].sort(compareValues)).toEqual(['1e-3', '9', '10', '', 'a', 'b']);
});
