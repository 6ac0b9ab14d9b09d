import { describe, expect, it } from 'vitest';
import { datasets } from '../../../src/core/datasets/index.ts';
import { defaultEvaluation } from '../../../src/core/evaluation-defaults.ts';
import type { Measured, SliceResult } from '../../../src/core/evaluation.ts';
import { figureOf } from '../../../src/core/figures.ts';
import type { SliceKey } from '../../../src/core/slice.ts';
import {
  fairnessRows,
  groupsOf,
  groupSpec,
  namedIn,
} from '../../../src/pages/evaluate/slices/fairness-view.ts';
import {
  figureText,
  measuredText,
  placeOn,
  scaleOf,
  sliceRows,
} from '../../../src/pages/evaluate/slices/slices-view.ts';
import { chanceWords, slicesText } from '../../../src/pages/text/evaluate-slices.ts';
import { categoryColumn, numberColumn, tableOf } from '../../fixtures/core/reference.ts';

const measured = (value: number, half = 0.05): Measured => ({
  value,
  low: value - half,
  high: value + half,
  n: 100,
  standardError: half / 2,
});
function slice(
  key: SliceKey,
  rows: number,
  candidate: number,
  baseline: number,
  changes: Partial<SliceResult> = {},
): SliceResult {
  return {
    key,
    spec: 0,
    rows,
    known: rows,
    omitted: false,
    candidate: {
      accuracy: measured(candidate),
      'log-loss': measured(1 - candidate),
      'mean-prediction': measured(candidate),
    },
    baseline: { accuracy: measured(baseline) },
    difference: { accuracy: measured(candidate - baseline), 'log-loss': measured(baseline - candidate) },
    ...changes,
  };
}
const slices = [
  slice([], 300, 0.8, 0.75),
  slice([['hour', '10']], 100, 0.9, 0.95),
  slice([['hour', '9']], 190, 0.6, 0.5),
  slice([['hour', '']], 10, NaN, NaN, { omitted: true, candidate: {}, baseline: {}, difference: {} }),
];
const settings = defaultEvaluation({ task: 'binary', metric: 'accuracy', features: [] }, []);
const labels = (figure: string, order: Parameters<typeof sliceRows>[2], minRows = 0): string[] =>
  sliceRows({ slices, settings }, figure, order, minRows).map(({ label }) => label);

describe('the table of slices', () => {
  it('puts all rows first, then the worst by the figure’s own direction, and what has no figure last', () => {
    expect(labels('accuracy', 'worst')).toEqual(['all rows', 'hour 9', 'hour 10', 'hour missing']);
    expect(labels('log-loss', 'worst')).toEqual(['all rows', 'hour 9', 'hour 10', 'hour missing']);
    // Neither more nor less is better: what is furthest from all rows.
    expect(labels('mean-prediction', 'worst')).toEqual(['all rows', 'hour 9', 'hour 10', 'hour missing']);
    expect(labels('accuracy', 'behind')).toEqual(['all rows', 'hour 10', 'hour 9', 'hour missing']);
    expect(labels('log-loss', 'behind')).toEqual(['all rows', 'hour 10', 'hour 9', 'hour missing']);
    expect(labels('accuracy', 'rows')).toEqual(['all rows', 'hour 9', 'hour 10', 'hour missing']);
    expect(labels('accuracy', 'name')).toEqual(['all rows', 'hour 9', 'hour 10', 'hour missing']);
    expect(labels('accuracy', 'worst', 100)).toEqual(['all rows', 'hour 9', 'hour 10']);
  });

  it('names why a slice has no figures', () => {
    const rows = sliceRows({ slices, settings }, 'accuracy', 'worst', 0);
    expect(rows.map(({ lacking }) => lacking)).toEqual([
      null,
      null,
      null,
      'not measured: 10 rows, fewer than 30',
    ]);
    const unknown = sliceRows(
      { slices: [slice([], 5, 0.5, 0.5, { known: 0 })], settings },
      'accuracy',
      'worst',
      0,
    );
    expect(unknown[0]).toMatchObject({ lacking: slicesText.unknown, candidate: null });
  });

  it('draws all rows of the table on one scale', () => {
    const scale = scaleOf(sliceRows({ slices, settings }, 'accuracy', 'worst', 0))!;
    expect(scale.low).toBeCloseTo(0.45, 12);
    expect(scale.high).toBeCloseTo(1, 12);
    expect(placeOn(scale, 0.725)).toBeCloseTo(0.5, 12);
    expect(placeOn(scale, 9)).toBe(1);
    expect(scaleOf([])).toBeNull();
    const flat = { ...slices[0]!, candidate: { accuracy: measured(1, 0) }, baseline: null };
    expect(scaleOf(sliceRows({ slices: [flat], settings }, 'accuracy', 'worst', 0))).toEqual({
      low: 0.5,
      high: 1.5,
    });
  });

  it('says values with their interval in the figure’s digits', () => {
    const accuracy = figureOf('accuracy');
    expect(measuredText(accuracy, measured(0.84, 0.04))).toBe('0.84 (0.80 to 0.88)');
    expect(measuredText(accuracy, measured(0.03, 0.04), true)).toBe('+0.03 (−0.01 to 0.07)');
    expect(measuredText(accuracy, measured(0.84, 0))).toBe('0.84');
    expect(figureText(figureOf('example-count'), 1234)).toBe('1,234');
    expect(figureText(figureOf('mae'), 12.3456)).toBe('12.3');
  });

  it('says chances in words', () => {
    expect(chanceWords(0.034)).toBe('about 3 in 100');
    expect(chanceWords(0.0034)).toBe('about 3 in 1,000');
    expect(chanceWords(0.00001)).toBe('about 1 in 100,000');
    expect(chanceWords(1e-12)).toBe('less than 1 in 1,000,000');
  });
});

describe('the table of rates', () => {
  const table = tableOf(
    categoryColumn('group', ['a', 'b', 'a', 'b', 'a', null]),
    numberColumn('x', [1, 2, 3, 4, 5, 6]),
    numberColumn(
      'many',
      Array.from({ length: 6 }, (_, i) => i * 1.5),
    ),
    categoryColumn('one', ['z', 'z', 'z', 'z', 'z', 'z']),
    categoryColumn(
      'words',
      Array.from({ length: 6 }, (_, i) => `w${i}`),
    ),
  );
  const rows = Int32Array.from({ length: 6 }, (_, i) => i);

  it('groups by values that are few, and by ranges of numbers', () => {
    const byName = Object.fromEntries(table.columns.map((column) => [column.name, groupSpec(column, rows)]));
    expect(byName['group']).toEqual({ by: 'values', features: ['group'], fixed: {} });
    expect(byName['one']).toBeNull();
    const long = tableOf(
      categoryColumn(
        'ids',
        Array.from({ length: 50 }, (_, i) => `w${i}`),
      ),
      numberColumn(
        'temp',
        Array.from({ length: 50 }, (_, i) => i / 7),
      ),
    );
    const all = Int32Array.from({ length: 50 }, (_, i) => i);
    expect(long.columns.map((column) => groupSpec(column, all))).toEqual([
      null,
      { by: 'bins', feature: 'temp', bins: 4, how: 'quantile' },
    ]);
  });

  it('has all rows first, and turns the difference of all rows round when a group is compared with', () => {
    const groups = groupsOf(table, rows, { by: 'values', features: ['group'], fixed: {} });
    expect(groups.map(({ label, places }) => [label, places.length])).toEqual([
      ['all rows', 6],
      ['group a', 3],
      ['group b', 2],
      ['group missing', 1],
    ]);
    const truth = Float64Array.from([1, 0, 0, 1, 1, NaN]);
    const scores = Float32Array.from([0.9, 0.8, 0.2, 0.7, 0.1, 0.9]);
    const fromAll = fairnessRows(groups, truth, scores, 0.5, 0, 'yes');
    const fromA = fairnessRows(groups, truth, scores, 0.5, 1, 'yes');
    const positiveRate = 4;
    const all = fromA.rows[0]!.rates[positiveRate]!.difference!;
    const a = fromAll.rows[1]!.rates[positiveRate]!.difference!;
    expect(a.value).toBeCloseTo(1 / 3 - 3 / 5, 12);
    expect([all.value, all.low, all.high]).toEqual([-a.value, -a.high, -a.low]);
    expect(fromA.rows[1]!.rates[positiveRate]!.difference).toBeNull();
    expect(fromA.known).toBe(5);
  });
});

it('knows which columns a sentence about leaks names', () => {
  const { leaks } = datasets.get('bike-share-2011');
  const named = ['casual', 'registered', 'rentals', 'hour', 'temp', 'a', 'al'].filter((name) =>
    namedIn(leaks, name),
  );
  expect(named).toEqual(['casual', 'registered', 'rentals', 'a']);
});
