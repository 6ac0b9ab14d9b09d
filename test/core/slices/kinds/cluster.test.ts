import { describe, expect, it } from 'vitest';
import { Random } from '../../../../src/core/random.ts';
import { matches } from '../../../../src/core/slices/matches.ts';
import type { SliceSpec } from '../../../../src/core/slice.ts';
import { categoryColumn, numberColumn, tableOf } from '../../../fixtures/core/reference.ts';
import { sliced } from '../slicing.ts';

/** Three clouds of 60, 40 and 20 rows. */
const random = new Random(4);
const of = Array.from({ length: 120 }, (_, i) => (i % 6 < 3 ? 0 : i % 6 < 5 ? 1 : 2));
const centre = [
  [0, 0],
  [8, 0],
  [0, 8],
];
const x = of.map((cloud) => centre[cloud]![0]! + random.normal());
const y = of.map((cloud) => centre[cloud]![1]! + random.normal());
const table = tableOf(
  numberColumn('x', x),
  numberColumn('y', y),
  categoryColumn(
    'kind',
    of.map((cloud) => ['plain', 'right', 'up'][cloud]!),
  ),
);
const values = Float32Array.from(of.flatMap((_, i) => [x[i]!, y[i]!]));
const spec = (clusters: number, seed = 1): SliceSpec => ({ by: 'cluster', clusters, seed });

describe('clusters', () => {
  it('are the clouds, the largest first, called by what sets them apart', () => {
    const found = sliced(table, spec(3), () => ({ values, width: 2, features: ['x', 'y'] }));
    expect(Object.values(found)).toEqual(
      [0, 1, 2].map((cloud) => of.flatMap((each, i) => (each === cloud ? [i] : []))),
    );
    expect(Object.keys(found)).toEqual([
      'cluster 1: x low, y low',
      'cluster 2: x high, y low',
      'cluster 3: y high, x low',
    ]);
    const named = Object.keys(sliced(table, spec(3), () => ({ values, width: 2 })));
    expect(named[2]).toMatch(/kind mostly up/u);
  });

  it('are the same for the same seed, and fewer where rows are alike', () => {
    const inputs = () => ({ values, width: 2 });
    expect(sliced(table, spec(5, 7), inputs)).toEqual(sliced(table, spec(5, 7), inputs));
    const alike = () => ({ values: new Float32Array(240), width: 2 });
    expect(Object.values(sliced(table, spec(5), alike))).toHaveLength(1);
    expect(matches(spec(3), [['cluster', '1: x low']])).toBe(true);
  });

  it('need a model', () => {
    expect(() => sliced(table, spec(3))).toThrow('need a model');
  });
});
