import { describe, expect, it } from 'vitest';
import { areaBetween } from '../../../src/core/multivariate/area.ts';
import { areaInSample } from '../../../src/core/multivariate/domain-classifier.ts';
import { learnEncoding } from '../../../src/core/multivariate/encoding.ts';
import { everyRow, logisticCases, referenceCase, tableOfRows } from './cases.ts';

const shapes = ['linear', 'quadratic'] as const;

function standardised(reference: readonly (readonly number[])[], current: readonly (readonly number[])[]) {
  const names = reference[0]!.map((_, j) => `f${j}`);
  const [a, b] = [tableOfRows(names, reference), tableOfRows(names, current)];
  const { encode } = learnEncoding(a, names, everyRow(a));
  return { a: encode(a, everyRow(a)), b: encode(b, everyRow(b)), width: names.length };
}

describe('the domain classifier', () => {
  it('has the area of scikit-learn on the reference chunks', () => {
    const given = referenceCase();
    for (const [name, rows] of Object.entries(given.chunks)) {
      const { a, b, width } = standardised(given.reference, rows);
      for (const shape of shapes)
        expect(areaInSample(a, b, width, shape)).toBeCloseTo(
          given.domain_classifier_logistic_in_sample_auc[`${name}_${shape}`]!,
          12,
        );
    }
  });

  it.each(logisticCases().map((given, i) => [i, given] as const))(
    'has it on random samples %i',
    (_, given) => {
      const { a, b, width } = standardised(given.reference, given.current);
      for (const shape of shapes) expect(areaInSample(a, b, width, shape)).toBeCloseTo(given[shape].auc, 12);
    },
  );
});

describe('areaBetween', () => {
  it('is the share of pairs in order, ties half', () => {
    expect(areaBetween(Float64Array.of(1, 2), Float64Array.of(3, 4))).toBe(1);
    expect(areaBetween(Float64Array.of(3, 4), Float64Array.of(1, 2))).toBe(0);
    expect(areaBetween(Float64Array.of(1, 1, 2), Float64Array.of(1, 2, 2))).toBe((1 + 2.5 + 2.5) / 9);
    expect(areaBetween(Float64Array.of(), Float64Array.of(1))).toBeNaN();
  });
});
