// What must hold for every measure of drift, whatever its definition.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DriftMeasure, DriftResult } from '../../../src/core/drift-measure.ts';
import { numberSample, type Sample } from '../../../src/core/drift-sample.ts';
import { driftMeasures } from '../../../src/core/drift/index.ts';
import { levels, measured, numbers, off } from './measures.ts';

const definitionsOf = (measure: DriftMeasure): string[] => {
  const param = measure.params['definition'];
  return param?.type === 'choice' ? param.options.map(({ value }) => value) : [''];
};
const all = driftMeasures.all.flatMap((measure) =>
  definitionsOf(measure).map((definition) => ({
    name: `${measure.id} ${definition}`,
    measure,
    definition,
  })),
);
const ofNumbers = all.filter(({ measure }) => measure.kinds.includes('number'));
const ofLevels = all.filter(({ measure }) => measure.kinds.includes('category'));
const run = ({ measure, definition }: (typeof all)[number], before: Sample, now: Sample): DriftResult =>
  measured(measure, before, now, definition === '' ? {} : { definition });

const names = ['a', 'b', 'c', 'd', 'e'];
const odd = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: -100, max: 100, noNaN: true }) },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 5 }) },
  fc.constantFrom(NaN, Infinity, -Infinity, 1e300, -1e300, 1e-300, 0, -0),
);
const someNumbers = fc.array(odd, { maxLength: 60 }).map((values) => numberSample('x', values));
const someLevels = fc
  .array(fc.nat(20), { minLength: 5, maxLength: 5 })
  .map((counts) => levels(counts, names));

/** Statistics that are no distance: pairs of values, and what is left of a mean. */
const noDistance = ['mann-whitney', 'anderson-darling'];

/** Consistent in itself, and never NaN but where a side is empty. */
function sound(
  { measure }: (typeof all)[number],
  { statistic, effect, pValue, threshold, drifted }: DriftResult,
  empty: boolean,
): void {
  if (empty) {
    expect([statistic, effect, pValue, threshold, drifted]).toEqual([NaN, NaN, NaN, NaN, false]);
    return;
  }
  expect(statistic).not.toBeNaN();
  if (!noDistance.includes(measure.id)) expect(statistic).toBeGreaterThanOrEqual(0);
  expect(effect).toBeGreaterThanOrEqual(0);
  expect(pValue).toBeGreaterThanOrEqual(0);
  expect(pValue).toBeLessThanOrEqual(1);
  expect(drifted).toBe(statistic >= threshold);
}
const rowsOf = (sample: Sample, measure: DriftMeasure, definition: string): number =>
  (measure.id === 'psi' && !['evidently', 'frouros'].includes(definition)) || definition === 'tfdv'
    ? sample.rows
    : sample.rows - sample.missing;

/** One value has no spread. */
const leastRows = ({ id }: DriftMeasure): number => (id === 't-test' ? 2 : 1);

/** p of a sample and itself where a test has one side, or a table that ends at a quarter. */
const leastChance = ({ measure, definition }: (typeof all)[number]): number =>
  measure.id === 'anderson-darling'
    ? 0.25
    : measure.id === 'mann-whitney' && definition === 'evidently'
      ? 0.5
      : 1;

describe('every measure', () => {
  it.each(ofNumbers)('is sound whatever the numbers: $name', (kind) => {
    fc.assert(
      fc.property(someNumbers, someNumbers, (before, now) => {
        const rows = (sample: Sample) => rowsOf(sample, kind.measure, kind.definition);
        const least = leastRows(kind.measure);
        sound(kind, run(kind, before, now), rows(before) < least || rows(now) < least);
      }),
    );
  });

  it.each(ofLevels)('is sound whatever the counts: $name', (kind) => {
    fc.assert(
      fc.property(someLevels, someLevels, (before, now) =>
        sound(kind, run(kind, before, now), before.rows === 0 || now.rows === 0),
      ),
    );
  });

  it.each(all)('is 0 with p 1 between a sample and itself: $name', (kind) => {
    const sample = kind.measure.kinds.includes('number') ? someNumbers : someLevels;
    fc.assert(
      fc.property(sample, (same) => {
        if (same.rows - same.missing < leastRows(kind.measure)) return;
        const { statistic, effect, pValue, drifted } = run(kind, same, same);
        expect(effect).toBeLessThan(1e-7);
        if (!noDistance.includes(kind.measure.id)) expect(statistic).toBeLessThan(1e-7);
        expect(pValue).toBeGreaterThanOrEqual(leastChance(kind));
        expect(drifted).toBe(false);
      }),
    );
  });

  it.each([...ofNumbers, ...ofLevels])('refuses the other kind: $name', (kind) => {
    const [before, now] = [numbers([1, 2]), levels([1, 2], ['a', 'b'])];
    expect(() => run(kind, before, now)).toThrow(RangeError);
    expect(() => run(kind, now, before)).toThrow(RangeError);
  });
});

const learnsReference = ['nannyml', 'credit', 'width', 'deepchecks', 'laplace'];
const scaledByReference = ['wasserstein evidently', 'energy scaled', 'chi-square evidently'];
/** One sample is taken for the law, or only one direction looked at. */
const oneWay = [
  'g-test evidently',
  'mann-whitney evidently',
  'kl-divergence evidently',
  'kl-divergence frouros',
  'cramers-v deepchecks',
];
const symmetric = all.filter(
  ({ name, definition, measure }) =>
    !scaledByReference.includes(name) &&
    !oneWay.includes(name) &&
    (!learnsReference.includes(definition) || !measure.kinds.includes('number')),
);

describe('a measure that does not learn its bins or unit from the reference', () => {
  it.each(symmetric)('is symmetric: $name', (kind) => {
    const sample = kind.measure.kinds.includes('number')
      ? fc
          .array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 25, maxLength: 60 })
          .map((v) => numberSample('x', v))
      : someLevels;
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        if (a.rows === 0 || b.rows === 0) return;
        expect(off(run(kind, a, b).statistic, run(kind, b, a).statistic)).toBeLessThan(1e-9);
      }),
    );
  });
});

describe('what looks at the order of values only', () => {
  const ofOrder = ['kolmogorov-smirnov', 'mann-whitney', 'cramer-von-mises', 'anderson-darling'];
  const ks = ofNumbers.filter(({ measure }) => ofOrder.includes(measure.id));
  it.each(ks)('does not change with the scale: $name', (kind) => {
    const values = fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(values, values, (a, b) => {
        const bent = (list: number[]) => numbers(list.map((value) => Math.exp(value / 10)));
        expect(run(kind, bent(a), bent(b))).toEqual(run(kind, numbers(a), numbers(b)));
      }),
    );
  });

  it('psi by deciles does not either, where the deciles are values', () => {
    // 101 values: each decile is one of them, so no edge lies between two values and moves with the scale.
    const values = fc.uniqueArray(fc.integer({ min: -500, max: 500 }), { minLength: 101, maxLength: 101 });
    fc.assert(
      fc.property(values, fc.array(fc.integer({ min: -600, max: 600 }), { minLength: 1 }), (a, b) => {
        const psi = driftMeasures.get('psi');
        const bent = (list: number[]) => numbers(list.map((value) => Math.exp(value / 100)));
        expect(
          off(measured(psi, bent(a), bent(b)).statistic, measured(psi, numbers(a), numbers(b)).statistic),
        ).toBeLessThan(1e-9);
      }),
      { numRuns: 50 },
    );
  });
});
