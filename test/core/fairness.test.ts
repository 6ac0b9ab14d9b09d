import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  confusionAt,
  fairnessRates,
  fairnessThresholds,
  parityOf,
  ratesOf,
} from '../../src/core/fairness.ts';
import { figureOf } from '../../src/core/figures.ts';
import { noInputs, slicesOf } from '../../src/core/slices/slices-of.ts';
import ties from '../fixtures/core/fairness-ties.json' with { type: 'json' };
import comparison from '../fixtures/core/model-comparison.json' with { type: 'json' };
import reference from '../fixtures/core/fairness.json' with { type: 'json' };
import { expectFigure } from './figure-cases.ts';
import { categoryColumn, tableOf } from '../fixtures/core/reference.ts';

const { tfma, fairlearn } = reference;
const labels = Float64Array.from(tfma.rows, ([label]) => Number(label));
const predictions = Float32Array.from(tfma.rows, ([, , , prediction]) => Number(prediction));
const table = tableOf(
  categoryColumn(
    'age',
    tfma.rows.map(([, age]) => String(age)),
  ),
  categoryColumn(
    'country',
    tfma.rows.map(([, , country]) => String(country)),
  ),
);
const slices = slicesOf(
  table,
  Int32Array.from(labels.keys()),
  [
    { by: 'overall' },
    { by: 'values', features: ['age'], fixed: {} },
    { by: 'values', features: ['age', 'country'], fixed: {} },
  ],
  noInputs,
);

describe('the rates', () => {
  it('are those of TFMA for each slice', () => {
    const names = fairnessRates.map(({ id }) => id);
    expect(names).toHaveLength(10);
    for (const { key, rates } of tfma.slices) {
      const slice = slices.find((each) => JSON.stringify(each.key) === JSON.stringify(key))!;
      const confusion = confusionAt(labels, predictions, slice.places, tfma.threshold);
      expect(Object.keys(rates).sort()).toEqual(names.toSorted());
      for (const [id, value] of Object.entries(rates)) {
        const of = fairnessRates.find((rate) => rate.id === id)!;
        expect(ratesOf(of, [confusion], 0, true)[0]!.value, `${id} of ${slice.key.join()}`).toBeCloseTo(
          value,
          12,
        );
      }
    }
  });

  it('are NaN without rows to be a share of, and count known answers only', () => {
    const truth = Float64Array.from([1, 1, NaN]);
    const confusion = confusionAt(truth, Float32Array.from([0.1, 0.7, 0.9]), [0, 1, 2], 0.1);
    expect(confusion).toEqual({ truePositives: 2, falsePositives: 0, trueNegatives: 0, falseNegatives: 0 });
    const values = Object.fromEntries(
      fairnessRates.map((of) => [of.id, ratesOf(of, [confusion], 0, false)[0]!.value]),
    );
    expect(values).toEqual({
      false_positive_rate: NaN,
      false_negative_rate: 0,
      true_positive_rate: 1,
      true_negative_rate: NaN,
      positive_rate: 1,
      negative_rate: 0,
      false_discovery_rate: 0,
      false_omission_rate: NaN,
      precision: 1,
      recall: 1,
    });
  });

  it('add up: slices of a partition to the whole, a rate and its opposite to one', () => {
    const ages = slices.filter(({ key }) => key.length === 1);
    for (const threshold of fairnessThresholds) {
      const [whole, ...parts] = [slices[0]!, ...ages].map(({ places }) =>
        confusionAt(labels, predictions, places, threshold),
      );
      const sum = (of: (confusion: (typeof parts)[number]) => number) =>
        parts.reduce((total, part) => total + of(part), 0);
      expect(sum((part) => part.truePositives)).toBe(whole!.truePositives);
      expect(sum((part) => part.falsePositives)).toBe(whole!.falsePositives);
      const valueOf = (id: string) =>
        ratesOf(
          fairnessRates.find((rate) => rate.id === id)!,
          [whole!],
          0,
          true,
        )[0]!.value;
      expect(valueOf('positive_rate') + valueOf('negative_rate')).toBeCloseTo(1, 12);
      expect(valueOf('true_positive_rate') + valueOf('false_negative_rate')).toBeCloseTo(1, 12);
      expect(valueOf('precision') + valueOf('false_discovery_rate')).toBeCloseTo(1, 12);
    }
  });

  it('differ from the baseline slice, with an interval around the difference', () => {
    const chosen = slices.filter(({ key }) => key.length < 2);
    const confusions = chosen.map(({ places }) => confusionAt(labels, predictions, places, 0.5));
    for (const [baseline, isWhole] of [
      [0, true],
      [1, false],
    ] as const) {
      const rates = ratesOf(fairnessRates[0]!, confusions, baseline, isWhole);
      expect(rates[baseline]!.difference).toBeNull();
      const { difference, value } = rates[2]!;
      expect(difference!.value).toBeCloseTo(value - rates[baseline]!.value, 12);
      expect(difference!.low).toBeLessThan(difference!.value);
      expect(difference!.high).toBeGreaterThan(difference!.value);
    }
    expect(() => ratesOf(fairnessRates[0]!, confusions, 9, false)).toThrow('There is no slice 9');
  });
});

describe('a score exactly on the threshold', () => {
  const places = ties.truth.map((_, place) => place);
  const truth = Float64Array.from(ties.truth);
  const scores = Float32Array.from(ties.scores);

  it('is no by TFMA’s rule: its counts on scores that lie on every threshold, and so its rates', () => {
    expect(ties.matrices.map(({ threshold }) => threshold)).toEqual(fairnessThresholds);
    for (const { threshold, ...counts } of ties.matrices)
      expect(confusionAt(truth, scores, places, threshold, 'no'), `at ${threshold}`).toEqual(counts);
  });

  it('is yes by the usual rule, whatever the threshold is in float32', () => {
    for (const threshold of fairnessThresholds) {
      const { truePositives, falsePositives } = confusionAt(truth, scores, places, threshold);
      expect(truePositives + falsePositives).toBe(ties.scores.filter((score) => score >= threshold).length);
    }
  });

  it('matters nowhere else: both rules agree where no score lies on the threshold', () => {
    for (const threshold of [0.05, 0.25, 0.45, 0.95])
      expect(confusionAt(truth, scores, places, threshold, 'no')).toEqual(
        confusionAt(truth, scores, places, threshold),
      );
  });

  it('gives every figure of the confusion its reference value by the strict rule', () => {
    const expected = comparison['at_gt_0.5'];
    const confusion = confusionAt(
      Float64Array.from(comparison.truth),
      Float32Array.from(comparison.a),
      comparison.truth.map((_, place) => place),
      0.5,
      'no',
    );
    expect(confusion).toEqual({
      truePositives: expected.tp,
      falsePositives: expected.fp,
      trueNegatives: expected.tn,
      falseNegatives: expected.fn,
    });
    const { trueNegatives, falsePositives, falseNegatives, truePositives } = confusion;
    const matrix = Float64Array.of(trueNegatives, falsePositives, falseNegatives, truePositives);
    const named = {
      accuracy: expected.accuracy,
      'balanced-accuracy': expected.balanced_accuracy,
      precision: expected.precision,
      recall: expected.recall,
      specificity: expected.specificity,
      f1: expected.f1,
      f2: expected.f2,
      mcc: expected.mcc,
      kappa: expected.kappa,
      jaccard: expected.jaccard,
      'g-mean': expected.g_mean,
    };
    for (const [id, value] of Object.entries(named)) {
      const { shared } = figureOf(id);
      if (shared?.of === 'confusion') expectFigure(shared.read(confusion), value, 1e-12, id);
      else if (shared?.of === 'matrix') expectFigure(shared.read(matrix, 2), value, 1e-12, id);
      else throw new Error(`${id} is not read from counts.`);
    }
  });
});

describe('parityOf', () => {
  const truth = Float64Array.from(fairlearn.truth);
  const scores = Float32Array.from(fairlearn.scores);
  const placesOf = (group: number) =>
    fairlearn.group.flatMap((each, place) => (each === group ? [place] : []));
  const groups = [0, 1].map((group) => confusionAt(truth, scores, placesOf(group), 0.5));

  it('is what fairlearn says', () => {
    const { expected } = fairlearn;
    const found = parityOf(groups);
    expect(found.demographicParityDifference).toBeCloseTo(expected.demographic_parity_difference, 12);
    expect(found.demographicParityRatio).toBeCloseTo(expected.demographic_parity_ratio, 12);
    expect(found.equalizedOddsDifference).toBeCloseTo(expected.equalized_odds_difference, 12);
    expect(found.equalizedOddsRatio).toBeCloseTo(expected.equalized_odds_ratio, 12);
    expect(found.equalOpportunityDifference).toBeCloseTo(expected.equal_opportunity_difference, 12);
  });

  it('is 0 and 1 for groups that are treated alike, whatever their order', () => {
    const count = fc.integer({ min: 1, max: 40 });
    const confusion = fc.record({
      truePositives: count,
      falsePositives: count,
      trueNegatives: count,
      falseNegatives: count,
    });
    fc.assert(
      fc.property(confusion, confusion, (a, b) => {
        expect(parityOf([a, a])).toEqual({
          demographicParityDifference: 0,
          demographicParityRatio: 1,
          equalizedOddsDifference: 0,
          equalizedOddsRatio: 1,
          equalOpportunityDifference: 0,
        });
        expect(parityOf([a, b])).toEqual(parityOf([b, a, b]));
      }),
    );
    expect(
      parityOf([groups[0]!, { ...groups[1]!, truePositives: 0, falseNegatives: 0 }])
        .equalOpportunityDifference,
    ).toBeNaN();
  });
});
