// What the tests of the measures share: the reference arrays as samples, and the measures by hand.

import type { DriftMeasure, DriftResult } from '../../../src/core/drift-measure.ts';
import { numberSample, sampleOf, type Sample } from '../../../src/core/drift-sample.ts';
import { defaults, type ParamValues } from '../../../src/core/params.ts';
import fixture from '../../fixtures/core/drift-measures.json' with { type: 'json' };

export { fixture };

export const numbers = (values: readonly (number | null)[]): Sample =>
  numberSample(
    'x',
    values.map((value) => value ?? NaN),
  );

export const levels = (counts: readonly number[], keys: readonly string[]): Sample => ({
  name: 'x',
  kind: 'category',
  rows: counts.reduce((sum, count) => sum + count, 0),
  missing: 0,
  levels: keys,
  counts: Float64Array.from(counts),
});

export { sampleOf };

export const measured = (
  measure: DriftMeasure,
  before: Sample,
  now: Sample,
  params: ParamValues = {},
): DriftResult => measure.fit(before, { ...defaults(measure.params), ...params })(now);

export const numberCases = ['num', 'num_null', 'num_small'] as const;
export const levelCases = ['cat', 'bin'] as const;

export const numberPair = (name: (typeof numberCases)[number]): [Sample, Sample] => {
  const { ref, cur } = fixture.arrays[name];
  return [numbers(ref), numbers(cur)];
};
export const levelPair = (name: (typeof levelCases)[number]): [Sample, Sample] => {
  const { keys, ref_counts, cur_counts } = fixture.distances_scipy_evidently[name];
  return [levels(ref_counts, keys), levels(cur_counts, keys)];
};

/** |actual / expected − 1|, or the difference where 0 is expected. */
export const off = (actual: number, expected: number): number =>
  actual === expected ? 0 : expected === 0 ? Math.abs(actual) : Math.abs(actual / expected - 1);
